using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RingCentralAD.Core.Running;

/// <summary>How a file of the record is written.</summary>
public enum RecordFileForm
{
    /// <summary>A table for spreadsheets and databases (RFC 4180): one line of names, then one of values for each object.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}

/// <summary>Writes objects of the record as lines of text.</summary>
internal static partial class RecordText
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The names of an object's values in a table. What holds several values is there in words as well, and left out.</summary>
    public static string CsvNames(Type type) => string.Join(',', Columns(type).Select(static column => CsvField(column.Name)));

    /// <summary>An object's values in a table.</summary>
    public static string CsvValues(object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Join(',', Columns(row.GetType()).Select(column => CsvField(Text(column.GetValue(row)))));
    }

    /// <summary>An object as JSON on one line.</summary>
    public static string Json(object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return JsonSerializer.Serialize(row, row.GetType(), s_json);
    }

    /// <summary>
    /// A value in quotes. What a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection); numbers, also of telephones, stay
    /// as they are.
    /// </summary>
    public static string CsvField(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool formula = text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) && !Number().IsMatch(text);
        return $"\"{(formula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static IEnumerable<PropertyInfo> Columns(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.PropertyType == typeof(string) || property.PropertyType.IsValueType);

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"^[+-]?[0-9][0-9 ().#/-]*$(?!\n)")]
    private static partial Regex Number();

    /// <summary>UTF-8; a table begins with the mark by which spreadsheets tell it.</summary>
    public static Encoding EncodingOf(RecordFileForm form) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: form == RecordFileForm.Csv);
}

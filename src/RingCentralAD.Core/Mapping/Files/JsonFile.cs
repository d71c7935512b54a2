using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>Reads a JSON file that people write too: every part of it knows its line.</summary>
internal static class JsonFile
{
    private const int LongestFile = 10_000_000;

    /// <summary>What is in the file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="errorId">The id of what is thrown where it is no JSON.</param>
    /// <param name="remedy">What to do then.</param>
    public static JToken Parse(string text, string file, string errorId, string remedy)
    {
        if (text.Length > LongestFile)
        {
            throw Invalid(1, "", "", "the file is longer than 10 MB, which no such file is.");
        }

        try
        {
            using StringReader source = new(text);
            using JsonTextReader reader = new(source) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Double };
            JToken root = JToken.ReadFrom(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load, DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            while (reader.Read())
            {
                // A comment may follow; anything else is refused by Read itself.
            }

            return root;
        }
        catch (JsonReaderException error)
        {
            throw Invalid(Math.Max(1, error.LineNumber), error.Path ?? "", string.Create(CultureInfo.InvariantCulture, $", column {error.LinePosition}"), "this is no JSON.", error);
        }

        RingCentralAdException Invalid(int line, string property, string column, string what, Exception? inner = null) =>
            new(errorId, ErrorKind.Data, $"{MappingFileErrors.Place(file, line, property)}{column}: {what}", remedy, file, inner);
    }
}

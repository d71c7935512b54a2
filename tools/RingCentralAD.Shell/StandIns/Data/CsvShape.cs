using System.Collections;
using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Shell.StandIns.Objects;

namespace RingCentralAD.Shell.StandIns.Data;

/// <summary>Objects as rows, and back. The first object decides the columns.</summary>
internal sealed class CsvShape(char delimiter, bool asNeeded)
{
    private string[]? _columns;

    /// <summary>The object's row, and before the first one the header.</summary>
    public IEnumerable<string> Lines(PSObject item)
    {
        if (_columns is null)
        {
            _columns = Names(item);
            yield return CsvText.Row(_columns, delimiter, asNeeded);
        }

        yield return CsvText.Row(_columns.Select(name => Text(item, name)), delimiter, asNeeded);
    }

    public static IEnumerable<PSObject> Objects(TextReader reader, char delimiter, string[]? header)
    {
        string[]? columns = header;
        foreach (string[] row in CsvText.Read(reader, delimiter))
        {
            if (columns is null)
            {
                columns = row;
                continue;
            }

            PSObject item = new();
            for (int i = 0; i < columns.Length; i++)
            {
                item.Properties.Add(new PSNoteProperty(columns[i], i < row.Length ? row[i] : null));
            }

            yield return item;
        }
    }

    private static string[] Names(PSObject item) => item.BaseObject is IDictionary entries
        ? [.. entries.Keys.Cast<object>().Select(key => LanguagePrimitives.ConvertTo<string>(key))]
        : [.. item.Properties.Where(property => property.IsGettable).Select(property => property.Name)];

    private static string? Text(PSObject item, string name)
    {
        object? value = PropertySelector.Value(item, name);
        object? plain = (value as PSObject)?.BaseObject ?? value;
        return plain switch
        {
            null => null,
            IFormattable and not Enum => LanguagePrimitives.ConvertTo<string>(value),
            _ => PSObject.AsPSObject(value!).ToString(null, CultureInfo.CurrentCulture),
        };
    }
}

using System.Text;

namespace RingCentralAD.Shell.StandIns.Data;

/// <summary>Rows of comma separated values: https://www.rfc-editor.org/rfc/rfc4180, with line breaks inside quotes.</summary>
internal static class CsvText
{
    public static string Row(IEnumerable<string?> cells, char delimiter, bool asNeeded)
    {
        return string.Join(delimiter, cells.Select(Cell));

        // Null stays without quotes, as pwsh writes it.
        string? Cell(string? text) =>
            text is null || (asNeeded && text.IndexOfAny([delimiter, '"', '\r', '\n']) < 0)
                ? text
                : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static IEnumerable<string[]> Read(TextReader reader, char delimiter)
    {
        List<string> row = [];
        StringBuilder cell = new();
        bool quoted = false, any = false;
        for (int next = reader.Read(); next >= 0; next = reader.Read())
        {
            char letter = (char)next;
            if (quoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (reader.Peek() == '"')
                {
                    cell.Append((char)reader.Read());
                }
                else
                {
                    quoted = false;
                }
            }
            else if (letter == '"')
            {
                quoted = any = true;
            }
            else if (letter == delimiter)
            {
                row.Add(Take(cell));
                any = true;
            }
            else if (letter == '\n')
            {
                if (any || cell.Length > 0)
                {
                    row.Add(Take(cell));
                    yield return [.. row];
                }

                row.Clear();
                any = false;
            }
            else if (letter != '\r' || reader.Peek() != '\n')
            {
                cell.Append(letter);
            }
        }

        if (any || cell.Length > 0)
        {
            row.Add(Take(cell));
            yield return [.. row];
        }
    }

    private static string Take(StringBuilder cell)
    {
        string text = cell.ToString();
        cell.Clear();
        return text;
    }
}

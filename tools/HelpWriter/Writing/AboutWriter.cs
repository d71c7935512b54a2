using System.Text;
using System.Text.RegularExpressions;

namespace RingCentralAD.HelpWriter.Writing;

/// <summary>Writes a page of Markdown as the plain text that Get-Help shows for an about topic: no line above 80 columns but code.</summary>
internal static partial class AboutWriter
{
    private const int Width = 80;
    private const string Margin = "    ";

    public static string Write(AboutTopic topic)
    {
        StringBuilder text = new();
        text.Append("TOPIC\n").Append(Margin).Append(topic.Name).Append('\n');
        Queue<string> lines = new(topic.Lines.Skip(1));
        while (lines.Count > 0)
        {
            string line = lines.Peek();
            if (line.Length == 0)
            {
                lines.Dequeue();
                continue;
            }

            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Code(text, lines);
            }
            else if (line.StartsWith('#'))
            {
                Heading(text, lines.Dequeue());
            }
            else if (line.StartsWith('|'))
            {
                Table(text, Take(lines, next => next.StartsWith('|')));
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                text.Append(AfterHeading(text) ? "" : "\n");
                foreach (string item in Items(Take(lines, next => next.Length > 0)))
                {
                    Wrap(text, item, Margin, Margin + "  ");
                }
            }
            else
            {
                text.Append(AfterHeading(text) ? "" : "\n");
                Wrap(text, Plain(string.Join(' ', Take(lines, next => next.Length > 0 && !next.StartsWith("```", StringComparison.Ordinal) && next[0] is not ('|' or '#')))), Margin, Margin);
            }
        }

        return text.ToString();
    }

    private static void Heading(StringBuilder text, string line)
    {
        string heading = Plain(line.TrimStart('#').Trim());
        text.Append('\n').Append(line.StartsWith("###", StringComparison.Ordinal) ? "  " + heading : heading.ToUpperInvariant()).Append('\n');
    }

    private static void Code(StringBuilder text, Queue<string> lines)
    {
        lines.Dequeue();
        text.Append(AfterHeading(text) ? "" : "\n");
        foreach (string line in Take(lines, next => !next.StartsWith("```", StringComparison.Ordinal)))
        {
            text.Append(line.Length == 0 ? "" : Margin + Margin + line).Append('\n');
        }

        lines.TryDequeue(out _);
    }

    /// <summary>A row's first cell, and below it the others; from the third on with the name of the column.</summary>
    private static void Table(StringBuilder text, List<string> rows)
    {
        string[] names = Cells(rows[0]);
        foreach (string[] cells in rows.Skip(2).Select(Cells))
        {
            text.Append(AfterHeading(text) ? "" : "\n");
            Wrap(text, Plain(cells[0]), Margin, Margin + "  ");
            for (int column = 1; column < cells.Length; column++)
            {
                bool named = names.Length > 2 && names[column].Length > 0;
                string cell = Plain(cells[column]);
                Wrap(text, named ? $"{char.ToUpperInvariant(names[column][0])}{names[column][1..]}: {cell}" : cell, Margin + Margin, Margin + Margin + "  ");
            }
        }
    }

    private static string[] Cells(string row) =>
        [.. CellEnd().Split(row.Trim()[1..].TrimEnd()[..^1]).Select(cell => cell.Trim())];

    private static IEnumerable<string> Items(List<string> lines)
    {
        StringBuilder item = new();
        foreach (string line in lines)
        {
            if (line.StartsWith("- ", StringComparison.Ordinal) && item.Length > 0)
            {
                yield return Plain(item.ToString());
                item.Clear();
            }

            item.Append(item.Length == 0 ? "" : " ").Append(line.Trim());
        }

        yield return Plain(item.ToString());
    }

    private static List<string> Take(Queue<string> lines, Func<string, bool> wanted)
    {
        List<string> taken = [];
        while (lines.TryPeek(out string? next) && wanted(next))
        {
            taken.Add(lines.Dequeue());
        }

        return taken;
    }

    private static bool AfterHeading(StringBuilder text)
    {
        string written = text.ToString();
        int start = written.LastIndexOf('\n', written.Length - 2) + 1;
        return !written[start..].StartsWith(Margin, StringComparison.Ordinal);
    }

    private static void Wrap(StringBuilder text, string paragraph, string first, string rest)
    {
        StringBuilder line = new(first);
        int margin = first.Length;
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > margin && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(rest);
                margin = rest.Length;
            }

            line.Append(line.Length > margin ? " " : "").Append(word);
        }

        text.Append(line).Append('\n');
    }

    /// <summary>Without Markdown's marks.</summary>
    private static string Plain(string text) => Escaped().Replace(Link().Replace(Mark().Replace(text, ""), "$1 ($2)"), "$1");

    [GeneratedRegex(@"(?<!\\)`|\*\*")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\[([^\]]+)\]\((https?:[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\\([\\`*_<>\[\]|])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();
}

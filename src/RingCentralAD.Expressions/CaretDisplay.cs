using System.Globalization;
using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>Shows a place in an expression: its line, carets under the place, then what is to be said.</summary>
internal static class CaretDisplay
{
    private const int Width = 160;

    public static string Render(string? text, SourceSpan span, string message, string? remedy)
    {
        var output = new StringBuilder();
        if (text is not null)
        {
            AppendPlace(output, text, span);
        }

        output.Append(message);
        if (remedy is not null)
        {
            output.Append('\n').Append(remedy);
        }

        return output.ToString();
    }

    private static void AppendPlace(StringBuilder output, string text, SourceSpan span)
    {
        int start = Math.Clamp(span.Start, 0, text.Length);
        int lineStart = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.IndexOf('\n', start);
        lineEnd = lineEnd < 0 ? text.Length : lineEnd;

        if (text.Contains('\n'))
        {
            int number = text.AsSpan(0, lineStart).Count('\n') + 1;
            output.Append(CultureInfo.InvariantCulture, $"line {number}:\n");
        }

        // A long line is cut around the place, so that the caret stays in view.
        int from = start - lineStart > Width * 3 / 4 ? start - (Width / 2) : lineStart;
        int to = Math.Min(lineEnd, from + Width);
        string lead = from > lineStart ? "..." : "";
        string tail = to < lineEnd ? "..." : "";
        output.Append(lead).Append(OneLine(text.AsSpan(from, to - from))).Append(tail).Append('\n');

        int carets = Math.Clamp(Math.Min(span.Length, to - start), 1, Width);
        output.Append(' ', lead.Length + Math.Max(0, start - from)).Append('^', carets).Append('\n');
    }

    private static string OneLine(ReadOnlySpan<char> line)
    {
        var copy = line.ToString().ToCharArray();
        for (int i = 0; i < copy.Length; i++)
        {
            if (char.IsControl(copy[i]))
            {
                copy[i] = ' ';
            }
        }

        return new string(copy);
    }
}

using System.Globalization;
using System.Security;
using System.Text;

namespace RingCentralAD.TerminalPicture;

/// <summary>A window with lines of text, as SVG without anything from elsewhere.</summary>
internal static class Drawing
{
    private const double CharacterWidth = 7.8;
    private const int LineHeight = 18;
    private const int Margin = 20;
    private const int Bar = 34;
    private const int Columns = 120;

    private static readonly (string Word, string Colour)[] s_meanings =
        [(" Done ", "#7ee787"), ("Written ", "#7ee787"), ("Created ", "#7ee787"), ("Held ", "#f2cc60"), (" Blocked ", "#f2cc60"), ("Failed ", "#ff7b72")];

    public static string Of(IReadOnlyList<string> lines)
    {
        int width = (int)(Columns * CharacterWidth) + (2 * Margin);
        int height = (lines.Count * LineHeight) + Bar + (2 * Margin);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"A run of the demo in a terminal\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"#0d1117\"/>\n");
        foreach ((int at, string colour) in (ReadOnlySpan<(int, string)>)[(20, "#ff5f56"), (40, "#ffbd2e"), (60, "#27c93f")])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{at}\" cy=\"18\" r=\"6\" fill=\"{colour}\"/>\n");
        }

        svg.Append("<g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"13\" fill=\"#c9d1d9\">\n");
        foreach ((int index, string line) in lines.Index().Where(line => line.Item.Length > 0))
        {
            string text = line.Length > Columns ? line[..(Columns - 1)] + "…" : line;
            string style = text.StartsWith(Excerpt.Heading, StringComparison.Ordinal) ? " fill=\"#79c0ff\" font-weight=\"bold\"" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{Bar + Margin + (index * LineHeight)}\" xml:space=\"preserve\"{style}>{Coloured(text)}</text>\n");
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    /// <summary>States in the colours that a terminal shows them in.</summary>
    private static string Coloured(string text)
    {
        foreach ((string word, string colour) in s_meanings)
        {
            int at = text.IndexOf(word, StringComparison.Ordinal);
            if (at is >= 0 and < 20)
            {
                return Escaped(text[..at]) + $"<tspan fill=\"{colour}\">{Escaped(word)}</tspan>" + Escaped(text[(at + word.Length)..]);
            }
        }

        return Escaped(text);
    }

    private static string Escaped(string text) => SecurityElement.Escape(text);
}

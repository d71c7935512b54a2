using System.Management.Automation;

namespace RingCentralAD.Shell.Hosting;

/// <summary>Escape sequences for colours. The screen takes them out again where none are wanted.</summary>
internal static class Colour
{
    private const ConsoleColor Unset = (ConsoleColor)(-1);

    public static string Paint(string text, ConsoleColor foreground, ConsoleColor background)
    {
        // Where a script names no background, the engine hands down black, on a white terminal too.
        string start = (foreground == Unset ? "" : PSStyle.MapForegroundColorToEscapeSequence(foreground))
            + (background is Unset or ConsoleColor.Black ? "" : PSStyle.MapBackgroundColorToEscapeSequence(background));
        return Styled(text, start);
    }

    /// <summary>Puts a style around a text that has none of its own.</summary>
    public static string Styled(string text, string style) =>
        style.Length == 0 || text.StartsWith('\e') ? text : style + text + PSStyle.Instance.Reset;
}

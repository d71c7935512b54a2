using System.Management.Automation;

namespace RingCentralAD.Shell.Hosting;

/// <summary>Escape sequences for colours. The screen takes them out again where none are wanted.</summary>
internal static class Colour
{
    private const ConsoleColor Unset = (ConsoleColor)(-1);

    public static string Paint(string text, ConsoleColor foreground, ConsoleColor background)
    {
        string start = (foreground == Unset ? "" : PSStyle.MapForegroundColorToEscapeSequence(foreground))
            + (background == Unset ? "" : PSStyle.MapBackgroundColorToEscapeSequence(background));
        return Styled(text, start);
    }

    public static string Styled(string text, string style) =>
        style.Length == 0 ? text : style + text + PSStyle.Instance.Reset;
}

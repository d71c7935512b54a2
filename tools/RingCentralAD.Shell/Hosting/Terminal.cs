namespace RingCentralAD.Shell.Hosting;

/// <summary>What the terminal can do, if there is one.</summary>
internal static class Terminal
{
    /// <summary>True where the output may hold escape sequences for colour: https://no-color.org, dumb terminals and redirection say no.</summary>
    public static bool HasColour { get; } = !Console.IsOutputRedirected && WantsColour();

    /// <summary>The same for the error output.</summary>
    public static bool ErrorHasColour { get; } = !Console.IsErrorRedirected && WantsColour();

    /// <summary>True where one line can be drawn over again.</summary>
    public static bool CanRedraw { get; } = !Console.IsOutputRedirected && Understands();

    /// <summary>Columns of the window; 120 where the output goes to a file or a pipe.</summary>
    public static int Width
    {
        get
        {
            if (Console.IsOutputRedirected)
            {
                return 120;
            }

            try
            {
                return Console.WindowWidth is > 0 and int width ? width : 120;
            }
            catch (IOException)
            {
                return 120;
            }
        }
    }

    private static bool WantsColour() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Understands();

    private static bool Understands() => OperatingSystem.IsWindows()
        ? Environment.GetEnvironmentVariable("WT_SESSION") is not null || Environment.GetEnvironmentVariable("TERM") is not null
        : Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } term && term != "dumb";
}

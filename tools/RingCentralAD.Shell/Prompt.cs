namespace RingCentralAD.Shell;

/// <summary>The interactive prompt: reads a line, or several while what was typed is not complete, and runs it.</summary>
internal sealed class Prompt(Session session)
{
    private const string Greeting = """
        RingCentralAD joins Active Directory to RingCentral. This is PowerShell with the module imported; exit or Ctrl+D ends it.
        Get-Help about_RingCentralAD_GettingStarted says how to begin, Get-Command -Module RingCentralAD what there is.
        """;

    private readonly LineEditor _editor = new(session);

    /// <summary>Runs until exit or the end of the input.</summary>
    /// <returns>What exit gave, else 0.</returns>
    public int Run()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Out.WriteLine(Greeting);
        }

        session.Host.NestedPrompt = Turn;
        while (session.ExitRequested is null)
        {
            Turn();
        }

        return session.ExitRequested ?? ExitCode.Success;
    }

    private void Turn()
    {
        // What interrupted the last command must not end this read.
        session.Host.Screen.Keyboard.Reset();
        if (_editor.Read(Text()) is not { } typed)
        {
            // The input has ended: out of the innermost prompt.
            session.Host.SetShouldExit(ExitCode.Success);
        }
        else if (!string.IsNullOrWhiteSpace(typed))
        {
            session.RunLine(typed);
        }
    }

    private string Text()
    {
        if (Console.IsInputRedirected)
        {
            return "";
        }

        string place = session.Ask("$PWD.Path").FirstOrDefault()?.ToString() ?? "";
        return $"RC {place}{new string('>', session.Host.Nesting + 1)} ";
    }
}

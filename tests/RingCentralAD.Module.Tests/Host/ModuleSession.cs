using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace RingCentralAD.Module.Tests.Host;

/// <summary>A runspace of the real engine with the built module imported, and the recording host around it.</summary>
internal sealed class ModuleSession : IDisposable
{
    private ModuleSession(RecordingHost host, Runspace runspace)
    {
        Host = host;
        Runspace = runspace;
    }

    public RecordingHost Host { get; }

    public Runspace Runspace { get; }

    public RecordingScreen Screen => Host.Screen;

    /// <summary>Opens a runspace without the module.</summary>
    public static ModuleSession OpenEmpty()
    {
        RecordingHost host = new();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return new ModuleSession(host, runspace);
    }

    /// <summary>Opens a runspace with the module; with the test cmdlets too if wanted.</summary>
    public static ModuleSession Open(bool testCmdlets = false)
    {
        ModuleSession session = OpenEmpty();
        session.Run("param($m) Import-Module $m", Repository.Manifest).MustSucceed();
        if (testCmdlets)
        {
            session.Run("param($m) Import-Module $m", Repository.TestCmdlets).MustSucceed();
        }

        return session;
    }

    /// <summary>Runs a script with positional arguments to its end.</summary>
    public ScriptResult Run(string script, params object?[] arguments)
    {
        using PowerShell shell = Start(script, arguments);
        try
        {
            return ScriptResult.From(shell, shell.Invoke());
        }
        catch (RuntimeException error)
        {
            return ScriptResult.From(shell, [], error);
        }
    }

    /// <summary>The script, ready to be invoked: for tests that stop it.</summary>
    public PowerShell Start(string script, params object?[] arguments)
    {
        PowerShell shell = PowerShell.Create();
        shell.Runspace = Runspace;
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }

    /// <summary>What a person would see of the script's output.</summary>
    public string Show(string script, params object?[] arguments)
    {
        using PowerShell shell = Start(script, arguments);
        shell.AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Invoke();
        return Screen.Text;
    }

    public void Dispose() => Runspace.Dispose();
}

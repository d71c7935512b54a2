using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using RingCentralAD.Shell.Hosting;
using RingCentralAD.Shell.Pester;

namespace RingCentralAD.Shell;

/// <summary>One runspace with the module imported, and how a script, a command or a typed line runs in it.</summary>
internal sealed class Session : IDisposable
{
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly Lock _gate = new();
    private Pipeline? _running;
    private int? _stoppedWith;

    private Session(ShellHost host, Runspace runspace)
    {
        _host = host;
        _runspace = runspace;
    }

    /// <summary>The exit code once a script called exit, else null.</summary>
    public int? ExitRequested => _host.ExitRequested;

    public ShellHost Host => _host;

    /// <summary>Opens the runspace. Standard commands that the engine lacks without pwsh are supplied by this program.</summary>
    /// <param name="host">What the runspace writes to and asks.</param>
    /// <param name="manifest">The module to import.</param>
    /// <param name="pester">True to supply Describe, It and their kin.</param>
    public static Session Open(ShellHost host, string manifest, bool pester = false)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        StandInCommands.AddTo(state);
        if (pester)
        {
            PesterCommands.AddTo(state);
        }

        state.ImportPSModule(manifest);
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return new Session(host, runspace);
    }

    /// <summary>Runs a script file with the arguments of a command line.</summary>
    /// <returns>What exit gave; 1 after a terminating error; else 0.</returns>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new FileNotFoundException($"There is no script '{full}'.");
        }

        // As pwsh -File does: exit in the file then ends the program instead of only the file.
        EngineInternals.LetExitThrough(_runspace);
        Command script = new(full, isScript: false, useLocalScope: false);
        foreach (CommandParameter parameter in ScriptArguments.Parse(arguments))
        {
            script.Parameters.Add(parameter);
        }

        return Finish(Run(null, script), onSuccess: () => ExitCode.Success);
    }

    /// <summary>Runs a line.</summary>
    /// <returns>What exit gave; 1 where the last statement failed; else 0.</returns>
    public int RunCommand(string text) =>
        Finish(Run(text), onSuccess: () => EngineInternals.LastSucceeded(_runspace) ? ExitCode.Success : ExitCode.Failure);

    /// <summary>Runs test files.</summary>
    /// <returns>How many tests failed; at most 255, so that no shell takes it for success.</returns>
    public int RunPester(string path) =>
        RunCommand($"exit [Math]::Min(255, (Invoke-ShellPester -Path '{CodeGeneration.EscapeSingleQuotedStringContent(path)}' -ErrorAction Stop))");

    /// <summary>Runs what was typed, and remembers it in the history.</summary>
    public void RunLine(string text) => Run(text);

    /// <summary>Runs a script quietly, for the prompt's own needs.</summary>
    public Collection<PSObject> Ask(string text)
    {
        using PowerShell shell = Create();
        return shell.AddScript(text).Invoke();
    }

    /// <summary>Completes what was typed so far.</summary>
    public CommandCompletion Complete(string text, int cursor)
    {
        using PowerShell shell = Create();
        return CommandCompletion.CompleteInput(text, cursor, null, shell);
    }

    /// <summary>Stops what runs.</summary>
    /// <param name="exitCode">What the program ends with if this was its whole work.</param>
    /// <returns>False where nothing runs.</returns>
    public bool Stop(int exitCode)
    {
        lock (_gate)
        {
            if (_running is null)
            {
                return false;
            }

            _stoppedWith = exitCode;
            _host.Screen.Keyboard.Interrupt();
            _running.StopAsync();
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _runspace.Dispose();

    private int Finish(bool succeeded, Func<int> onSuccess) =>
        _stoppedWith ?? _host.ExitRequested ?? (succeeded ? onSuccess() : ExitCode.Failure);

    private PowerShell Create()
    {
        if (_runspace.RunspaceAvailability == RunspaceAvailability.Available)
        {
            PowerShell shell = PowerShell.Create();
            shell.Runspace = _runspace;
            return shell;
        }

        // Inside a nested prompt, on the pipeline's own thread.
        return PowerShell.Create(RunspaceMode.CurrentRunspace);
    }

    /// <summary>Runs a line or, where it is null, the script.</summary>
    private bool Run(string? line, Command? script = null)
    {
        // The engine keeps $? as it was for what does not go into the history.
        bool nested = _runspace.RunspaceAvailability != RunspaceAvailability.Available;
        using Pipeline pipeline = line is null ? _runspace.CreatePipeline()
            : nested ? _runspace.CreateNestedPipeline(line, addToHistory: true)
            : _runspace.CreatePipeline(line, addToHistory: true);
        if (script is not null)
        {
            pipeline.Commands.Add(script);
        }

        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true)
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        });
        Pipeline? outer;
        lock (_gate)
        {
            outer = _running;
            _running = pipeline;
            _stoppedWith = null;
            _host.Screen.Keyboard.Reset();
        }

        try
        {
            pipeline.Invoke();
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException error)
        {
            Show(error.ErrorRecord);
            return false;
        }
        finally
        {
            lock (_gate)
            {
                _running = outer;
            }

            _host.Screen.EndProgress();
        }
    }

    private void Show(ErrorRecord record)
    {
        using PowerShell shell = Create();
        PSObject shown = PSObject.AsPSObject(record);

        // By this mark Out-Default knows an error that is to be shown as one.
        if (shown.Properties["writeErrorStream"] is null)
        {
            shown.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        }

        shell.AddCommand("Out-Default").AddParameter("InputObject", shown).Invoke();
    }
}

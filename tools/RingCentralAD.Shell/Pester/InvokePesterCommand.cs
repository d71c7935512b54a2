using System.Management.Automation;

namespace RingCentralAD.Shell.Pester;

/// <summary>Runs test files as Pester 5 does, in two phases: a file is read to its end first, only then its tests run.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ShellPester")]
[OutputType(typeof(int))]
internal sealed class InvokePesterCommand : PSCmdlet
{
    // Inside a try, an error in a Describe's body ends the reading instead of only the statement.
    private const string Read = "param($__file) try { $null = & $__file } catch { throw }";

    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>Writes the number of failures.</summary>
    protected override void EndProcessing()
    {
        PesterReport report = new(Host.UI);
        foreach (string file in Files())
        {
            using PesterDrive drive = new();
            SessionState.PSVariable.Set("global:TestDrive", drive.Path);
            Run(file, new PesterRunner(report, drive), report);
        }

        report.Close();
        WriteObject(report.Failed);
    }

    private void Run(string file, PesterRunner runner, PesterReport report)
    {
        PesterBlock root = new(Shown(file), null, skip: false);
        try
        {
            PesterDiscovery.Read(root, () => InvokeCommand.InvokeScript(useLocalScope: true, ScriptBlock.Create(Read), null, file));
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            report.Heading(root);
            report.Fail(root, "Reading the file", error.ErrorRecord);
            return;
        }

        InvokeCommand.InvokeScript(useLocalScope: true, runner.Block, null, runner, root);
    }

    private string Shown(string file)
    {
        string relative = System.IO.Path.GetRelativePath(SessionState.Path.CurrentFileSystemLocation.Path, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    private string[] Files()
    {
        string place = GetUnresolvedProviderPathFromPSPath(Path);
        string[] files = File.Exists(place) ? [place]
            : Directory.Exists(place) ? [.. Directory.GetFiles(place, "*.Tests.ps1", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
        if (files.Length == 0)
        {
            ThrowTerminatingError(new ErrorRecord(new ItemNotFoundException($"No test file at '{place}'."), "NoTestFile", ErrorCategory.ObjectNotFound, place));
        }

        return files;
    }
}

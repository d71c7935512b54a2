using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>A script for the shell process.</summary>
internal sealed record ShellRequest(string Script, string[] Arguments);

/// <summary>How it went: how long the script ran, what it gave as text, the first error, the process's peak memory in KiB.</summary>
internal sealed record ShellAnswer(double Milliseconds, string[] Output, string? Error, long PeakKilobytes);

/// <summary>
/// The process with a PowerShell engine in which the module is measured: one request a line, one answer a line. The time is taken here,
/// around the pipeline alone.
/// </summary>
internal static class ShellWorker
{
    /// <summary>The command line that makes this program a shell process.</summary>
    public const string Argument = "--shell-process";

    /// <summary>Serves until the input ends.</summary>
    public static int Run(TextReader input, TextWriter output)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        while (input.ReadLine() is { } line)
        {
            ShellAnswer answer = Answer(runspace, JsonSerializer.Deserialize<ShellRequest>(line)!);
            output.WriteLine(JsonSerializer.Serialize(answer));
            output.Flush();
        }

        return 0;
    }

    private static ShellAnswer Answer(Runspace runspace, ShellRequest request)
    {
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript(request.Script);
        foreach (string argument in request.Arguments)
        {
            shell.AddArgument(argument);
        }

        string[] output = [];
        string? error = null;
        long start = Stopwatch.GetTimestamp();
        try
        {
            output = [.. shell.Invoke().Select(value => value?.ToString() ?? "")];
        }
        catch (RuntimeException failed)
        {
            error = failed.Message;
        }

        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        error ??= shell.Streams.Error.FirstOrDefault()?.ToString();
        return new(milliseconds, output, error, ProcessMemory.PeakOf(Environment.ProcessId) ?? 0);
    }
}

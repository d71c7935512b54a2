using System.Diagnostics;
using System.Text.Json;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>A shell process of our own, driven line by line. It ends with its input.</summary>
internal sealed class ShellProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ShellProcess(Process process, double startMilliseconds) => (_process, StartMilliseconds) = (process, startMilliseconds);

    /// <summary>From the start of the process until its engine had run an empty script.</summary>
    public double StartMilliseconds { get; }

    /// <summary>Peak memory in KiB after the last script.</summary>
    public long PeakKilobytes { get; private set; }

    /// <summary>Starts one and waits until its engine answers.</summary>
    /// <param name="environment">Variables it gets besides ours.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="program">Another build of this program; this one unless given.</param>
    public static async Task<ShellProcess> StartAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken, string? program = null)
    {
        ProcessStartInfo info = new(program ?? Environment.ProcessPath!, [ShellWorker.Argument]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
        {
            info.Environment[name] = value;
        }

        long start = Stopwatch.GetTimestamp();
        Process process = Process.Start(info)!;
        await AskAsync(process, new ShellRequest("", []), cancellationToken);
        ShellProcess shell = new(process, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        await shell.RunAsync("", cancellationToken: cancellationToken);
        return shell;
    }

    /// <summary>Imports the module; milliseconds.</summary>
    public async Task<double> LoadModuleAsync(CancellationToken cancellationToken)
    {
        string manifest = Path.Combine(AppContext.BaseDirectory, "module", "RingCentralAD.psd1");
        return File.Exists(manifest)
            ? (await RunAsync("param($manifest) Import-Module $manifest", [manifest], cancellationToken)).Milliseconds
            : throw new InvalidOperationException("The module in Release is missing: run ./build.sh bench, which builds it.");
    }

    /// <summary>Runs a script with positional arguments.</summary>
    /// <exception cref="InvalidOperationException">The script ended with an error.</exception>
    public async Task<ShellAnswer> RunAsync(string script, string[]? arguments = null, CancellationToken cancellationToken = default)
    {
        ShellAnswer answer = await AskAsync(_process, new ShellRequest(script, arguments ?? []), cancellationToken);
        PeakKilobytes = answer.PeakKilobytes;
        return answer.Error is null ? answer : throw new InvalidOperationException($"{script}: {answer.Error}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ShellAnswer> AskAsync(Process process, ShellRequest request, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        string line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The shell process ended.");
        return JsonSerializer.Deserialize<ShellAnswer>(line)!;
    }
}

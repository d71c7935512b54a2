using System.Diagnostics;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A process of its own that writes into a hub.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    private WriterProcess(Process process) => _process = process;

    public static WriterProcess Start(string mode, string location, string tag = "", string? asUser = null, string? target = null)
    {
        // From its own folder: beside the tests it would miss what they take from the web framework.
        string program = Path.Combine(AppContext.BaseDirectory.Replace("RingCentralAD.Core.Tests", "RingCentralAD.StoreWriter", StringComparison.Ordinal), "RingCentralAD.StoreWriter.dll");
        ProcessStartInfo start = asUser is null
            ? new ProcessStartInfo("dotnet", [program, mode, tag])
            : new ProcessStartInfo("setpriv", [$"--reuid={asUser}", "--clear-groups", "dotnet", program, mode, tag]);
        start.RedirectStandardOutput = true;
        start.Environment["RCAD_TEST_HUB"] = location;
        start.Environment["RCAD_TEST_TARGET"] = target;
        return new WriterProcess(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) => await _process.StandardOutput.ReadLineAsync(cancellationToken);

    /// <summary>Ends it as the kernel would; gives what it had still printed.</summary>
    public async Task<string[]> KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        string rest = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return rest.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<string[]> ReadToEndAsync(CancellationToken cancellationToken) =>
        (await _process.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

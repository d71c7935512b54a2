using System.Diagnostics;

namespace RingCentralAD.Simulator.Tests;

/// <summary>The simulator in a process of its own, ended by closing its standard input.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SimulatorProcess(Process process, Uri baseUri)
    {
        _process = process;
        BaseUri = baseUri;
    }

    public Uri BaseUri { get; }

    public static Process Run(params string[] arguments)
    {
        string assembly = typeof(RingCentralSimulator).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments, "--stop-with-stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public static async Task<SimulatorProcess> StartAsync(params string[] arguments)
    {
        Process process = Run(arguments);
        string? line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("RingCentral simulator ready at http://127.0.0.1:", line, StringComparison.Ordinal);
        return new SimulatorProcess(process, new Uri(line!.Split(' ')[^1]));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, _process.ExitCode);
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A host of a shared hub in a process of its own, which syncs when told to and can be killed as kill -9 does.</summary>
internal sealed class SyncingHost : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SyncingHost(string hub, Uri server)
    {
        _process = RunProcess.StartSyncing(hub, server);
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ended.SetResult(null);
    }

    /// <summary>Whether this host is the one that works.</summary>
    public bool IsWorking { get; private set; }

    /// <summary>How the sync ended, in the host's words; null where the host died.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>Tells it to sync by this clock.</summary>
    public async Task SyncAsync(SimulatorClock clock)
    {
        _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string line = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().Ticks} {TimeProvider.System.GetUtcNow().Ticks} {clock.Speed}");
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), TestContext.Current.CancellationToken);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _reading;
        await _process.WaitForExitAsync();
        _process.Dispose();
        Assert.Equal("", await _errors);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "working")
            {
                IsWorking = true;
            }
            else if (line.StartsWith("ended ", StringComparison.Ordinal))
            {
                IsWorking = false;
                _ended.TrySetResult(line);
            }
        }

        IsWorking = false;
        _ended.TrySetResult(null);
    }
}

using System.Diagnostics;

namespace RingCentralAD.Benchmarks.Harness;

/// <summary>Nanoseconds and allocated bytes of one operation.</summary>
internal readonly record struct Cost(double Nanoseconds, double Bytes);

/// <summary>Something whose operations can be timed in rounds.</summary>
internal interface IContender
{
    /// <summary>Runs until the runtime has compiled it for good, and finds out how many operations make a round.</summary>
    Task WarmUpAsync(CancellationToken cancellationToken);

    /// <summary>One round.</summary>
    Task<Cost> RunAsync(CancellationToken cancellationToken);
}

/// <summary>A loop in this process.</summary>
/// <param name="loop">Does the operation so many times. The loop is the contender's own, so that nothing but the operation is timed.</param>
internal sealed class Contender(Action<int> loop) : IContender
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(50);
    private int _times = 1;

    /// <inheritdoc />
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        // Short runs at first: the runtime replaces a method when it is called again, and compiles what it replaces it with beside it.
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_warmUp)
        {
            loop(200);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
        }

        while (Time(_times) < s_round)
        {
            _times *= 2;
        }
    }

    /// <inheritdoc />
    public Task<Cost> RunAsync(CancellationToken cancellationToken)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan time = Time(_times);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return Task.FromResult(new Cost(time.TotalNanoseconds / _times, (double)bytes / _times));
    }

    private TimeSpan Time(int times)
    {
        long start = Stopwatch.GetTimestamp();
        loop(times);
        return Stopwatch.GetElapsedTime(start);
    }
}

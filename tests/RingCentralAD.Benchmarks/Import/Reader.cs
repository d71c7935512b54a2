using System.Diagnostics;
using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>What was read: how long it took in milliseconds, how many people it was.</summary>
internal readonly record struct Reading(double Milliseconds, int People);

/// <summary>Somebody else's program that reads the people of a directory, or keeps a copy of them.</summary>
internal abstract class Reader(string name)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    /// <summary>Its name in the tables.</summary>
    public string Name { get; } = name;

    /// <summary>Reads once.</summary>
    public abstract Task<Reading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Its peak memory in KiB. Looked at while it runs, hence not in a run whose time counts.</summary>
    public abstract Task<long> PeakAsync(CancellationToken cancellationToken);

    /// <summary>The peak of a process from now to its end.</summary>
    protected static async Task<long> PeakAsync(Process process, CancellationToken cancellationToken)
    {
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, ProcessMemory.PeakOf(process.Id) ?? 0);
            await Task.Delay(s_look, cancellationToken);
        }

        return peak;
    }
}

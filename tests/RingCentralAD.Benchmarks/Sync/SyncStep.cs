namespace RingCentralAD.Benchmarks.Sync;

/// <summary>One run that was measured.</summary>
/// <param name="Name">What it was.</param>
/// <param name="Milliseconds">The cmdlet's time.</param>
/// <param name="PeakKilobytes">The peak memory of its process, KiB.</param>
/// <param name="HubBytes">The hub's size after it, bytes on disk.</param>
/// <param name="Requests">Requests to RingCentral by rate group.</param>
/// <param name="Written">People whose numbers were written into the directory.</param>
internal sealed record SyncStep(string Name, double Milliseconds, long PeakKilobytes, long HubBytes, IReadOnlyDictionary<string, int> Requests, long Written);

/// <summary>What was measured for one size.</summary>
/// <param name="EmptyKilobytes">The peak memory of a shell without the module, KiB.</param>
/// <param name="Steps">The runs in their order.</param>
internal sealed record SyncFigures(long EmptyKilobytes, IReadOnlyList<SyncStep> Steps);

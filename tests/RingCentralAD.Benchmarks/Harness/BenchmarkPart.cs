namespace RingCentralAD.Benchmarks.Harness;

/// <summary>One group of comparisons that can be asked for by name.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">Its heading in the report.</param>
/// <param name="Summary">One line of help.</param>
/// <param name="RunAsync">Measures and reports.</param>
internal sealed record BenchmarkPart(string Name, string Title, string Summary, Func<Options, Report, CancellationToken, Task> RunAsync);

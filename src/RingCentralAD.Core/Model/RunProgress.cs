namespace RingCentralAD.Core.Model;

/// <summary>How far a long piece of work has come. Reported through <see cref="IProgress{T}"/>, from any thread, as often as is convenient.</summary>
/// <param name="Activity">What is being done, as a person reads it: "Importing people from contoso.com".</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there are in all, or null while that is not known.</param>
/// <param name="Detail">Where it is now: a name, a phase; or null.</param>
public sealed record RunProgress(string Activity, long Done, long? Total = null, string? Detail = null)
{
    /// <summary>The time left, where something else than the work so far dictates it; null where it does not.</summary>
    public TimeSpan? Left { get; init; }
}

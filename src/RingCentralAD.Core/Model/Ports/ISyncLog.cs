namespace RingCentralAD.Core.Model;

/// <summary>How much a log tells.</summary>
public enum SyncLogLevel
{
    /// <summary>Every request to RingCentral.</summary>
    Debug,

    /// <summary>Runs as they begin and end, and longer waits for the rate limit.</summary>
    Information,

    /// <summary>What failed, by its error id.</summary>
    Warning,

    /// <summary>Runs that ended early.</summary>
    Error,
}

/// <summary>Where runs, failures and requests are told of. It tells ids and counts, never a person's values or a secret, and never throws.</summary>
public interface ISyncLog
{
    /// <summary>Whether anybody hears of this level.</summary>
    bool IsOn(SyncLogLevel level);

    /// <summary>Tells of something.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="what">What happened, in the same words each time.</param>
    /// <param name="facts">Names and values: text, numbers, times, counts by name; what is null is left out.</param>
    void Tell(SyncLogLevel level, string what, params IReadOnlyList<(string Name, object? Value)> facts);

    /// <summary>What could not be written since it was asked last, and why; null where nothing got lost.</summary>
    RingCentralAdException? TakeLoss();
}

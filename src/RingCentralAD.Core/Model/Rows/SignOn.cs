namespace RingCentralAD.Core.Model;

/// <summary>What wrong passwords have cost so far, of an account's or an address' budget. All instances on a hub share it.</summary>
public sealed record SignOnTally : IHubRow
{
    /// <summary>Whose: an account of a directory, a hub user without one, one of some hundreds for names that are nobody's, or the keyed hash of an address.</summary>
    public required string Key { get; init; }

    /// <summary>How much is spent: tries of an account, thousandths of a try of an address.</summary>
    public long Spent { get; init; }

    /// <summary>How many of an account's tries came from browsers that nobody knows.</summary>
    public long Strange { get; init; }

    /// <summary>When the last one was.</summary>
    public DateTimeOffset Last { get; init; }

    /// <summary>From when on nothing of it counts.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>The key of an account.</summary>
    public static string OfAccount(string systemId, string key) => $"account:{systemId}:{key}";
}

/// <summary>That a person signed in from an address: the address is a keyed hash, whose key is not in the hub.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Mark">The hash of person and address.</param>
/// <param name="At">When it was last so, to the day.</param>
public sealed record SignOnPlace(string UserId, string Mark, DateTimeOffset At) : IHubRow;

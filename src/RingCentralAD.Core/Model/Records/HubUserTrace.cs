namespace RingCentralAD.Core.Model;

/// <summary>How a person stands with RingCentral.</summary>
public enum RingCentralStanding
{
    /// <summary>No account, and none is due.</summary>
    None,

    /// <summary>No account yet; one is due.</summary>
    Awaiting,

    /// <summary>An account that is enabled.</summary>
    Has,

    /// <summary>An account that is enabled and is to be taken away.</summary>
    Losing,

    /// <summary>There was one: it is disabled now, or gone.</summary>
    Lost,
}

/// <summary>One app user that a person is linked to.</summary>
/// <param name="System">The directory's name, or RingCentral.</param>
/// <param name="Place">The distinguished name, or the extension's name.</param>
/// <param name="Key">objectGUID, entryUUID or extension id.</param>
/// <param name="State">Present, Missing or Gone.</param>
/// <param name="Enabled">Enabled in its system.</param>
/// <param name="InScope">In the scope of its directory.</param>
/// <param name="OwnsLifeCycle">Its system decides whether the person is active.</param>
/// <param name="ReadAt">When the system last showed it.</param>
public sealed record LinkTrace(string System, string Place, string Key, AppUserState State, bool Enabled, bool InScope, bool OwnsLifeCycle, DateTimeOffset ReadAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{System}: {Place}{(State == AppUserState.Present ? "" : $", {State}")}{(Enabled ? "" : ", disabled")}{(InScope ? "" : ", out of scope")}{(OwnsLifeCycle ? ", owns the life cycle" : "")}";
}

/// <summary>One assignment that gives a person RingCentral.</summary>
/// <param name="By">The group's name; null for a direct one.</param>
/// <param name="Origin">By hand, or by a confirmed match of a RingCentral import.</param>
/// <param name="Since">When it was made.</param>
public sealed record AssignmentTrace(string? By, AssignmentOrigin Origin, DateTimeOffset Since)
{
    /// <inheritdoc />
    public override string ToString() => By is null ? (Origin == AssignmentOrigin.Import ? "directly, since the account was there before" : "directly") : $"by the group {By}";
}

/// <summary>A hub user explained: where each value comes from, and why there is a RingCentral account, none, or no longer one.</summary>
public sealed record HubUserTrace
{
    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The hub user.</summary>
    public required string HubUserId { get; init; }

    /// <summary>Staged, Active or Deactivated.</summary>
    public required HubUserStatus Status { get; init; }

    /// <summary>Who keeps the person deactivated by hand, when and why; null where nobody does.</summary>
    public string? Hold { get; init; }

    /// <summary>Why the person stands so, in words.</summary>
    public required IReadOnlyList<string> LifeCycle { get; init; }

    /// <summary>How the person stands with RingCentral.</summary>
    public required RingCentralStanding Standing { get; init; }

    /// <summary>Why, in words.</summary>
    public required IReadOnlyList<string> RingCentral { get; init; }

    /// <summary>The app users the person is linked to.</summary>
    public IReadOnlyList<LinkTrace> Links { get; init; } = [];

    /// <summary>All groups the person is in, nested ones included.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What gives the person RingCentral.</summary>
    public IReadOnlyList<AssignmentTrace> Assignments { get; init; } = [];

    /// <summary>Where each value comes from.</summary>
    public IReadOnlyList<ValueTrace> Values { get; init; } = [];

    /// <summary>Operations that are not settled: planned, on the way, held, blocked, refused.</summary>
    public IReadOnlyList<OperationInfo> Open { get; init; } = [];

    /// <summary>The last operations that were carried out, newest first.</summary>
    public IReadOnlyList<OperationInfo> Done { get; init; } = [];

    /// <summary>What is wrong with the person's data, and what to do.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Person}: {Status}, RingCentral {Standing}";
}

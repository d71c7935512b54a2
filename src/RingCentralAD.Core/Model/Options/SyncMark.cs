namespace RingCentralAD.Core.Model;

/// <summary>The last sync of a hub that came to its end with none of its stages left out or failed: whoever waited for it need not do it again.</summary>
public sealed record SyncMark
{
    /// <summary>Which sync it was; empty before the first.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The machine that ran it.</summary>
    public string Host { get; init; } = "";

    /// <summary>All directories were imported, whether or not their time had come.</summary>
    public bool All { get; init; }

    /// <summary>All directories were imported in full.</summary>
    public bool Full { get; init; }

    /// <summary>It changed things outside the change windows too.</summary>
    public bool IgnoreWindow { get; init; }

    /// <summary>It did what the guards would have stopped.</summary>
    public bool AcceptGuard { get; init; }

    /// <summary>It did what was to be done for the first time.</summary>
    public bool ConfirmFirstRun { get; init; }
}

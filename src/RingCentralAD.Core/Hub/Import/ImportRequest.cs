using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What an import is asked to do.</summary>
public sealed record ImportRequest
{
    /// <summary>Read only below this entry; nobody counts as gone then.</summary>
    public string? BaseDn { get; init; }

    /// <summary>Read only these people: mail, user principal name, sAMAccountName, distinguished name or GUID. Nobody counts as gone then; null reads everybody.</summary>
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>Read everything, whatever is known already.</summary>
    public bool Full { get; init; }

    /// <summary>Compare the replica with the keys of everybody, and read who differs.</summary>
    public bool Verify { get; init; }

    /// <summary>A person has accepted what the guard would stop.</summary>
    public bool AcceptGuard { get; init; }

    /// <summary>The hub is a trial: the records are what a run would give.</summary>
    public bool Trial { get; init; }

    /// <summary>Where progress goes.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Hears, before a full import starts, why it is one; and what a verify pass found.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>Only some people are read.</summary>
    public bool IsNarrow => BaseDn is not null || People is not null;
}

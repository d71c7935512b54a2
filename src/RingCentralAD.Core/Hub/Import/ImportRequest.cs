using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What an import is asked to do.</summary>
public sealed record ImportRequest
{
    /// <summary>Read only below this entry; nobody counts as gone then.</summary>
    public string? BaseDn { get; init; }

    /// <summary>A person has accepted what the guard would stop.</summary>
    public bool AcceptGuard { get; init; }

    /// <summary>The hub is a trial: the records are what a run would give.</summary>
    public bool Trial { get; init; }

    /// <summary>Where progress goes.</summary>
    public IProgress<RunProgress>? Progress { get; init; }
}

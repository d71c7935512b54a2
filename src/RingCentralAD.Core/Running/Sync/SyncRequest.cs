namespace RingCentralAD.Core.Running;

/// <summary>What a sync is asked to do.</summary>
public sealed record SyncRequest
{
    /// <summary>Leave the directories' import out.</summary>
    public bool SkipImport { get; init; }

    /// <summary>Leave provisioning out.</summary>
    public bool SkipProvisioning { get; init; }

    /// <summary>Leave the reading back of numbers out.</summary>
    public bool SkipReadBack { get; init; }

    /// <summary>Leave the write-back out.</summary>
    public bool SkipWriteBack { get; init; }

    /// <summary>Import all directories, whether or not their time has come.</summary>
    public bool All { get; init; }

    /// <summary>Import all directories in full, and list all numbers of the account.</summary>
    public bool Full { get; init; }

    /// <summary>A person has confirmed what is done for the first time.</summary>
    public bool ConfirmFirstRun { get; init; }

    /// <summary>A person has accepted what the guards would stop.</summary>
    public bool AcceptGuard { get; init; }

    /// <summary>Change things outside the change windows too.</summary>
    public bool IgnoreWindow { get; init; }

    /// <summary>Where another process syncs the hub, wait for it: it comes to its end, and there is nothing to do, or it dies, and this one takes over.</summary>
    public bool Wait { get; init; }

    /// <summary>Whether no stage is left out.</summary>
    internal bool IsWhole => !(SkipImport || SkipProvisioning || SkipReadBack || SkipWriteBack);

    /// <summary>Change nothing anywhere; each stage sees what the one before would have done.</summary>
    public bool WhatIf { get; init; }
}

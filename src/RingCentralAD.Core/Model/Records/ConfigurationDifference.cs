namespace RingCentralAD.Core.Model;

/// <summary>What two configurations have differently, or what an import of one does: one value, or one whole thing.</summary>
public sealed record ConfigurationDifference
{
    /// <summary>Where in the file, such as <c>mappings[AdToHub department].expression</c> or <c>importRules.guard.share</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is a setting of.</summary>
    public required ConfigurationKind Kind { get; init; }

    /// <summary>The file's value as JSON; null where the file has none.</summary>
    public string? InFile { get; init; }

    /// <summary>The hub's value as JSON, or that of the other file; null where it has none.</summary>
    public string? InHub { get; init; }

    /// <summary>How they differ, or what the import does about it.</summary>
    public required ConfigurationChange Change { get; init; }

    /// <inheritdoc />
    public override string ToString() => Change switch
    {
        ConfigurationChange.Added => $"{Path}: added, {InFile}",
        ConfigurationChange.Changed => $"{Path}: {InHub} → {InFile}",
        ConfigurationChange.Removed => $"{Path}: removed, was {InHub}",
        ConfigurationChange.Described => $"{Path}: {InHub ?? "not registered"}, the file has {InFile ?? "none"}",
        _ => $"{Path}: not in the file, stays {InHub}",
    };
}

/// <summary>What a setting belongs to.</summary>
public enum ConfigurationKind
{
    /// <summary>The hub itself: the company.</summary>
    Hub,

    /// <summary>How the RingCentral account is reached.</summary>
    Account,

    /// <summary>A directory: how it is reached, its scope, its schedule, its write-back.</summary>
    Directory,

    /// <summary>An attribute that was added to the hub user.</summary>
    Attribute,

    /// <summary>A mapping.</summary>
    Mapping,

    /// <summary>A profile master.</summary>
    ProfileMaster,

    /// <summary>The masters of one attribute.</summary>
    AttributeMaster,

    /// <summary>A group of the hub's own.</summary>
    Group,

    /// <summary>A group that is assigned RingCentral.</summary>
    Assignment,

    /// <summary>What imports may do by themselves.</summary>
    ImportRule,

    /// <summary>What provisioning may do.</summary>
    ProvisioningOption,

    /// <summary>Which extensions no sync touches.</summary>
    Exclusion,

    /// <summary>When a scheduled sync may change something.</summary>
    SyncOption,

    /// <summary>How the hub keeps its record.</summary>
    RecordOption,

    /// <summary>The hub's log file.</summary>
    LogOption,

    /// <summary>A notification.</summary>
    Notification,

    /// <summary>From where on something is worth a word.</summary>
    HealthLimit,

    /// <summary>The identity provider.</summary>
    SignOnOption,

    /// <summary>A service provider that people sign in to.</summary>
    ServiceProvider,

    /// <summary>A schedule of a host: only described.</summary>
    Schedule,
}

/// <summary>How a setting differs, or what an import does about it.</summary>
public enum ConfigurationChange
{
    /// <summary>Only the file has it; the import adds it.</summary>
    Added,

    /// <summary>Both have it, with different values; the import takes the file's.</summary>
    Changed,

    /// <summary>Only the hub, or the other file, has it.</summary>
    Missing,

    /// <summary>Only the hub has it, and it stays.</summary>
    Kept,

    /// <summary>Only the hub has it, and the import takes it away.</summary>
    Removed,

    /// <summary>A schedule differs: it is registered on its host, not by the import.</summary>
    Described,
}

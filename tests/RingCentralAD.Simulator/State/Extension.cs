using System.Collections.Immutable;

namespace RingCentralAD.Simulator;

/// <summary>One extension as it is now. A change makes a new value; see <see cref="Account.Update"/>.</summary>
public sealed record Extension
{
    /// <summary>The id; never changes, never reused.</summary>
    public required long Id { get; init; }

    /// <summary>User, Department, Limited, …</summary>
    public string Type { get; init; } = "User";

    /// <summary>Unassigned, NotActivated, Enabled, Disabled, Frozen.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is disabled: Voluntarily or Involuntarily.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Free text beside the reason.</summary>
    public string? StatusComment { get; init; }

    /// <summary>The short number; null while Unassigned.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary>The person.</summary>
    public Contact Contact { get; init; } = new();

    /// <summary>A name other than first and last name.</summary>
    public string? OwnName { get; init; }

    /// <summary>NotStarted, Incomplete, Completed.</summary>
    public string SetupWizardState { get; init; } = "NotStarted";

    /// <summary>Partner's id.</summary>
    public string? PartnerId { get; init; }

    /// <summary>Foreign ids.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>Regional settings; what is null is the account's.</summary>
    public RegionalSettings Regional { get; init; } = new();

    /// <summary>Site id.</summary>
    public string SiteId { get; init; } = Site.Main;

    /// <summary>Cost centre id.</summary>
    public string? CostCenterId { get; init; }

    /// <summary>Values of custom fields by field id.</summary>
    public ImmutableSortedDictionary<string, string> CustomFields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Role ids.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Not shown in the company directory.</summary>
    public bool Hidden { get; init; }

    /// <summary>A password was set. The password itself is not kept.</summary>
    public bool HasPassword { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreationTime { get; init; }

    /// <summary>The name as RingCentral shows it.</summary>
    public string Name => OwnName ?? Contact.FullName;

    /// <summary>Whether it takes a user licence (inferred: virtual and limited ones, queues and the like do not).</summary>
    public bool TakesLicence => Type is "User" or "DigitalUser" or "FlexibleUser";
}

/// <summary>A foreign id of an extension.</summary>
public sealed record Reference(string Ref, string Type, string? AccountId);

/// <summary>Regional settings by dictionary id; null is the account's own.</summary>
public sealed record RegionalSettings
{
    /// <summary>Home country id.</summary>
    public string? Country { get; init; }

    /// <summary>Time zone id.</summary>
    public string? Timezone { get; init; }

    /// <summary>Language id.</summary>
    public string? Language { get; init; }

    /// <summary>Language id of greetings.</summary>
    public string? Greeting { get; init; }

    /// <summary>Language id of formats.</summary>
    public string? Formatting { get; init; }

    /// <summary>12h or 24h.</summary>
    public string? TimeFormat { get; init; }
}

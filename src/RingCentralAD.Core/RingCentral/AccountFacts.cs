namespace RingCentralAD.Core.RingCentral;

/// <summary>A site of the company.</summary>
public sealed record Site(string Id, string Name, string? Code, string? ExtensionNumber);

/// <summary>A cost centre; null parent for the root.</summary>
public sealed record CostCenter(string Id, string Name, string? BillingCode, string? ParentId);

/// <summary>A permission of the user who is signed in, and for whom it holds: Account, AllExtensions, Self …</summary>
public sealed record Permission(string Id, IReadOnlyList<string> Scopes);

/// <summary>The account's plan. RingCentral's public specification has no count of licences: BIL-102 at a create tells that they are used up.</summary>
public sealed record ServiceInfo
{
    /// <summary>The service plan's name.</summary>
    public string? Plan { get; init; }

    /// <summary>Monthly, Annual …: the billing plan's name.</summary>
    public string? BillingPlan { get; init; }

    /// <summary>Lines that the billing plan includes.</summary>
    public int? IncludedLines { get; init; }

    /// <summary>Digits that an extension number may have at most.</summary>
    public int? MaxExtensionNumberLength { get; init; }

    /// <summary>Digits of an extension number without its site code.</summary>
    public int? ShortExtensionNumberLength { get; init; }

    /// <summary>Digits of a site code.</summary>
    public int? SiteCodeLength { get; init; }

    /// <summary>Features by name, and whether they are on.</summary>
    public required IReadOnlyDictionary<string, bool> Features { get; init; }
}

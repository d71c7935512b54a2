namespace RingCentralAD.Core.Model;

/// <summary>What the company has set up and RingCentral knows, as far as mappings name it; a list that nothing names is not read.</summary>
public sealed record AccountLists
{
    /// <summary>None was read.</summary>
    public static AccountLists Empty { get; } = new();

    /// <summary>Sites.</summary>
    public IReadOnlyList<NamedItem> Sites { get; init; } = [];

    /// <summary>Roles.</summary>
    public IReadOnlyList<NamedItem> Roles { get; init; } = [];

    /// <summary>Cost centres.</summary>
    public IReadOnlyList<NamedItem> CostCenters { get; init; } = [];

    /// <summary>Time zones.</summary>
    public IReadOnlyList<NamedItem> Timezones { get; init; } = [];

    /// <summary>Languages.</summary>
    public IReadOnlyList<NamedItem> Languages { get; init; } = [];
}

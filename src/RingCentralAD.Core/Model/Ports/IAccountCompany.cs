namespace RingCentralAD.Core.Model;

/// <summary>What the company has set up: the lists that values are checked against before they are sent.</summary>
public interface IAccountCompany
{
    /// <summary>Sites; empty on an account without them (Light).</summary>
    Task<IReadOnlyList<NamedItem>> ListSitesAsync(CancellationToken cancellationToken = default);

    /// <summary>Roles, RingCentral's own and custom ones (Medium a page).</summary>
    Task<IReadOnlyList<NamedItem>> ListRolesAsync(CancellationToken cancellationToken = default);

    /// <summary>Cost centres (Light).</summary>
    Task<IReadOnlyList<NamedItem>> ListCostCentersAsync(CancellationToken cancellationToken = default);

    /// <summary>Time zones as RingCentral names them (Light).</summary>
    Task<IReadOnlyList<NamedItem>> ListTimezonesAsync(CancellationToken cancellationToken = default);

    /// <summary>Languages as RingCentral names them; the code is the locale, e.g. en-US (Light).</summary>
    Task<IReadOnlyList<NamedItem>> ListLanguagesAsync(CancellationToken cancellationToken = default);

    /// <summary>Digits that an extension number may have; null where the account does not say (Light).</summary>
    Task<int?> ReadLongestNumberAsync(CancellationToken cancellationToken = default);

    /// <summary>The roles of one extension (Light).</summary>
    Task<ExtensionRoles> ReadRolesAsync(string extensionId, CancellationToken cancellationToken = default);

    /// <summary>Who has which roles, for the whole account (Medium a page).</summary>
    IAsyncEnumerable<ExtensionRoles> ReadAssignedRolesAsync(CancellationToken cancellationToken = default);

    /// <summary>Numbers of the inventory, or of another usage (v2 phone-numbers, Heavy a page).</summary>
    IAsyncEnumerable<PhoneNumber> ReadStockAsync(string? usageType = "Inventory", CancellationToken cancellationToken = default);
}

/// <summary>A thing that the company has set up and that is named by id, name or code.</summary>
/// <param name="Id">RingCentral's id.</param>
/// <param name="Name">As the portal shows it.</param>
/// <param name="Code">A site's code, a cost centre's billing code, a language's locale; null where there is none.</param>
public sealed record NamedItem(string Id, string Name, string? Code = null);

/// <summary>A user role.</summary>
/// <param name="Id">RingCentral's id.</param>
/// <param name="Name">As the portal shows it.</param>
/// <param name="Custom">Made by the company, not one of RingCentral's own.</param>
/// <param name="Hidden">Not shown in the portal.</param>
public sealed record Role(string Id, string Name, bool Custom, bool Hidden);

/// <summary>The roles that one extension has.</summary>
public sealed record ExtensionRoles(string ExtensionId, IReadOnlyList<Role> Roles);

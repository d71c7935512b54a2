namespace RingCentralAD.Core.Model;

/// <summary>
/// An open RingCentral account: reads extensions, numbers and dictionaries, and carries out writes.
/// Every failure is an <see cref="AccountException"/>. A list that ends without one is complete.
/// </summary>
public interface IAccount : IAccountBulk, IAccountCompany, IAsyncDisposable
{
    /// <summary>How many requests this process has sent, by rate group; empty where nobody counts.</summary>
    IReadOnlyDictionary<string, long> Requests => new Dictionary<string, long>();

    /// <summary>Who this account is.</summary>
    AccountDescription Description { get; }

    /// <summary>
    /// The same account, which asks before each write: when the turn of the request in the rate budget has come, and before its first byte leaves. What is
    /// thrown there comes out, and nothing was sent. Closed with this one.
    /// </summary>
    /// <param name="before">Throws where nothing may be sent any more.</param>
    IAccount Asking(Func<CancellationToken, Task> before);

    /// <summary>
    /// All extensions of the account, Unassigned ones included, 1,000 a page
    /// (<c>GET /restapi/v1.0/account/~/extension</c>, Medium, ReadAccounts).
    /// </summary>
    IAsyncEnumerable<Extension> ReadExtensionsAsync(CancellationToken cancellationToken = default);

    /// <summary>One extension, or null when there is none (<c>GET …/extension/{id}</c>, Light).</summary>
    Task<Extension?> FindExtensionAsync(string extensionId, CancellationToken cancellationToken = default);

    /// <summary>The extensions with this mail address, on a complete read (<c>GET …/extension?email=</c>, Medium).</summary>
    Task<IReadOnlyList<Extension>> FindExtensionsByMailAsync(string mail, CancellationToken cancellationToken = default);

    /// <summary>All numbers of the account (<c>GET /restapi/v1.0/account/~/phone-number</c>, Heavy, 1,000 a page).</summary>
    IAsyncEnumerable<PhoneNumber> ReadNumbersAsync(CancellationToken cancellationToken = default);

    /// <summary>The numbers of one extension (<c>GET …/extension/{id}/phone-number</c>, Light).</summary>
    Task<IReadOnlyList<PhoneNumber>> ReadNumbersAsync(string extensionId, CancellationToken cancellationToken = default);

    /// <summary>Countries and states as RingCentral names them (Light).</summary>
    Task<AccountDictionaries> ReadDictionariesAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes an extension from the exact body (<c>POST …/extension</c>, Medium, EditAccounts). Never repeated by itself.</summary>
    Task<AccountAnswer> CreateExtensionAsync(string body, CancellationToken cancellationToken = default);

    /// <summary>Changes an extension by the exact body (<c>PUT …/extension/{id}</c>, Medium, EditExtensions). Never repeated by itself.</summary>
    Task<AccountAnswer> UpdateExtensionAsync(string extensionId, string body, CancellationToken cancellationToken = default);
}

/// <summary>The answer to a write: the extension as it now is, and RingCentral's id of the request.</summary>
public sealed record AccountAnswer(Extension Extension, string? RequestId);

/// <summary>Who a RingCentral account is.</summary>
/// <param name="Id">The account id; the hub is tied to it.</param>
/// <param name="Company">The company's name as RingCentral has it.</param>
/// <param name="Server">The base address.</param>
/// <param name="MainNumber">The main number; null where there is none.</param>
public sealed record AccountDescription(string Id, string Company, Uri Server, string? MainNumber);

/// <summary>An extension as RingCentral shows it.</summary>
public record Extension
{
    /// <summary>The id: unique for ever, and kept when an Unassigned extension is filled.</summary>
    public required string Id { get; init; }

    /// <summary>3 to 8 digits; null for an Unassigned one.</summary>
    public string? Number { get; init; }

    /// <summary>First and last name as RingCentral shows them.</summary>
    public string? Name { get; init; }

    /// <summary>User, DigitalUser, Limited, Department … as RingCentral names it.</summary>
    public required string Type { get; init; }

    /// <summary>Unassigned, NotActivated, Enabled, Disabled or Frozen, as RingCentral names it.</summary>
    public required string Status { get; init; }

    /// <summary>
    /// The contact's values under the guide's names: userName, firstName, lastName, email, mobilePhone, street, city, state, zip,
    /// country, department … What an answer left out is absent, and unknown rather than empty: see <see cref="HasContact"/>.
    /// </summary>
    public required AttributeSet Attributes { get; init; }

    /// <summary>The contact's mail address; null where there is none.</summary>
    public string? Email => Attributes.Text("email");

    /// <summary>The answer carried a contact.</summary>
    public bool HasContact { get; init; }

    /// <summary>The answer carried the business address.</summary>
    public bool HasAddress { get; init; }

    /// <summary>The answer carried the regional settings; the account's list never does.</summary>
    public bool HasRegional { get; init; }

    /// <summary>The foreign directory id (references, CustomerDirectoryId); null where there is none.</summary>
    public string? DirectoryId { get; init; }

    /// <summary>The site's name; null on an account without sites.</summary>
    public string? Site { get; init; }
}

/// <summary>A phone number as RingCentral shows it.</summary>
public sealed record PhoneNumber
{
    /// <summary>RingCentral's id.</summary>
    public required string Id { get; init; }

    /// <summary>E.164 with +.</summary>
    public required string Number { get; init; }

    /// <summary>DirectNumber, MainCompanyNumber, Inventory … as RingCentral names it.</summary>
    public required string UsageType { get; init; }

    /// <summary>VoiceFax, VoiceOnly or FaxOnly; null where RingCentral does not say.</summary>
    public string? Type { get; init; }

    /// <summary>Normal, Pending, PortedIn, Temporary or Unknown, as RingCentral names it.</summary>
    public string? Status { get; init; }

    /// <summary>The extension it belongs to; null for a company number.</summary>
    public string? ExtensionId { get; init; }

    /// <summary>The first of several direct numbers.</summary>
    public bool Primary { get; init; }

    /// <summary>It is free for who calls: no person's direct number.</summary>
    public bool IsTollFree { get; init; }

    /// <summary>The stand-in that works while this number is being ported; null where there is none.</summary>
    public string? TemporaryNumber { get; init; }

    /// <inheritdoc />
    public override string ToString() => Number;
}

/// <summary>A country as RingCentral names it.</summary>
public sealed record Country(string Id, string Name, string IsoCode);

/// <summary>A state or province as RingCentral names it.</summary>
public sealed record CountryState(string Id, string Name, string IsoCode, string CountryId);

/// <summary>RingCentral's own names of countries and states.</summary>
public sealed record AccountDictionaries(IReadOnlyList<Country> Countries, IReadOnlyList<CountryState> States);

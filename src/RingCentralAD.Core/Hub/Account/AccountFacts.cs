using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What a plan must know of the account as a whole: every extension, and RingCentral's names of countries and states.</summary>
public sealed class AccountFacts
{
    /// <summary>Types of extension that stand for a person who may be linked, updated and deactivated.</summary>
    private static readonly HashSet<string> s_personTypes = new(StringComparer.Ordinal) { "User", "DigitalUser", "VirtualUser", "FlexibleUser", "FaxUser" };

    /// <summary>Types that are no person's (API.md, section 9). A type that is in neither set is new to us, and nothing follows from it.</summary>
    private static readonly HashSet<string> s_otherTypes = new(StringComparer.Ordinal)
    {
        "Department", "Announcement", "Voicemail", "PagingOnly", "SharedLinesGroup", "DelegatedLinesGroup", "GroupCallPickup", "IvrMenu", "ApplicationExtension",
        "ProxyAdmin", "RoomConnector", "ParkLocation", "Limited", "Bot", "Site", "Room", "TieLine",
    };

    private readonly ExclusionRules _exclusions;
    private readonly Dictionary<string, Extension> _extensions;
    private readonly ILookup<string, Extension> _byMail;

    /// <summary>Gathers the facts.</summary>
    /// <param name="account">Who the account is.</param>
    /// <param name="extensions">All of its extensions, Unassigned ones included.</param>
    /// <param name="dictionaries">RingCentral's names of countries and states.</param>
    /// <param name="readAt">When the list was read.</param>
    /// <param name="exclusions">Extensions that were set up by hand; null where only those of type Limited are.</param>
    /// <param name="claimed">Extensions that belong to somebody of the hub: an Unassigned one among them was theirs, and waits for a person's word.</param>
    public AccountFacts(
        AccountDescription account,
        IEnumerable<Extension> extensions,
        AccountDictionaries dictionaries,
        DateTimeOffset readAt,
        ExclusionRules? exclusions = null,
        IReadOnlySet<string>? claimed = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        Account = account;
        _exclusions = exclusions ?? new ExclusionRules();
        Dictionaries = dictionaries;
        ReadAt = readAt;
        _extensions = extensions.ToDictionary(extension => extension.Id, StringComparer.Ordinal);
        _byMail = _extensions.Values
            .Where(extension => extension.Status != "Unassigned" && MatchKey.Of(extension.Attributes.Text("email")) is not null)
            .ToLookup(extension => MatchKey.Of(extension.Attributes.Text("email"))!, StringComparer.Ordinal);
        Unassigned = [.. _extensions.Values.Where(extension => IsUnassigned(extension) && claimed?.Contains(extension.Id) != true).OrderBy(extension => extension.Id.Length).ThenBy(extension => extension.Id, StringComparer.Ordinal)];
        NumbersInUse = _extensions.Values.Select(extension => extension.Number).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The types of extension that RingCentral has.</summary>
    public static IReadOnlyCollection<string> Types { get; } = [.. s_personTypes, .. s_otherTypes, "Unknown"];

    /// <summary>Who the account is.</summary>
    public AccountDescription Account { get; }

    /// <summary>RingCentral's names of countries and states.</summary>
    public AccountDictionaries Dictionaries { get; }

    /// <summary>When the list was read.</summary>
    public DateTimeOffset ReadAt { get; }

    /// <summary>Unassigned extensions in the order in which they are filled.</summary>
    public IReadOnlyList<Extension> Unassigned { get; }

    /// <summary>Extension numbers that are taken, by whatever kind of extension.</summary>
    public IReadOnlySet<string> NumbersInUse { get; }

    /// <summary>What the company has set up, as far as mappings name it.</summary>
    public AccountLists Lists { get; private set; } = AccountLists.Empty;

    /// <summary>Numbers of the inventory that may be given out; empty where the options give none out.</summary>
    public IReadOnlyList<PhoneNumber> Stock { get; private set; } = [];

    /// <summary>What each rate group allows; empty stands for RingCentral's published defaults.</summary>
    public IReadOnlyList<RateAllowance> Allowances { get; private set; } = [];

    /// <summary>Digits that an extension number may have: 8 unless the account says less (AccountLimitsInfo).</summary>
    public int LongestNumber { get; internal set; } = 8;

    /// <summary>Adds what only some plans need to know.</summary>
    public void Complete(AccountLists lists, IReadOnlyList<PhoneNumber> stock, IReadOnlyList<RateAllowance> allowances) =>
        (Lists, Stock, Allowances) = (lists, stock, allowances);

    /// <summary>The extension with this id, or null.</summary>
    public Extension? Find(string id) => _extensions.GetValueOrDefault(id);

    /// <summary>All extensions that stand for a person.</summary>
    public IEnumerable<Extension> People => _extensions.Values.Where(IsPerson);

    /// <summary>Mail addresses that several extensions have, of whatever type.</summary>
    public IEnumerable<IGrouping<string, Extension>> SharedMails => _byMail.Where(group => group.Skip(1).Any());

    /// <summary>All extensions with this mail address, of any type.</summary>
    public IEnumerable<Extension> WithMail(string? mail) => MatchKey.Of(mail) is { } key ? _byMail[key] : [];

    /// <summary>
    /// Whether an extension stands for a person. The system extension (its id is the account's), Unassigned ones and those set up by hand
    /// do not.
    /// </summary>
    public bool IsPerson(Extension extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return s_personTypes.Contains(extension.Type) && extension.Status != "Unassigned" && extension.Id != Account.Id && _exclusions.Why(extension) is null;
    }

    /// <summary>Whether an extension is certainly no person's: emptied, or made into something else.</summary>
    public static bool IsNobodys(Extension extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return extension.Status == "Unassigned" || s_otherTypes.Contains(extension.Type);
    }

    /// <summary>Why an extension is set aside as one that was set up by hand; null where it is not, or where there is none with this id.</summary>
    public string? WhyExcluded(string? id) => id is not null && Find(id) is { } extension ? _exclusions.Why(extension) : null;

    private bool IsUnassigned(Extension extension) =>
        extension is { Status: "Unassigned", Type: "User" or "DigitalUser" } && _exclusions.Why(extension) is null;
}

using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What a plan must know of the account as a whole: every extension, and RingCentral's names of countries and states.</summary>
public sealed class AccountFacts
{
    /// <summary>Types of extension that stand for a person who may be linked, updated and deactivated.</summary>
    private static readonly HashSet<string> s_personTypes = new(StringComparer.Ordinal) { "User", "DigitalUser", "VirtualUser", "FlexibleUser", "FaxUser" };

    private readonly Dictionary<string, Extension> _extensions;
    private readonly ILookup<string, Extension> _byMail;

    /// <summary>Gathers the facts.</summary>
    /// <param name="account">Who the account is.</param>
    /// <param name="extensions">All of its extensions, Unassigned ones included.</param>
    /// <param name="dictionaries">RingCentral's names of countries and states.</param>
    /// <param name="readAt">When the list was read.</param>
    public AccountFacts(AccountDescription account, IEnumerable<Extension> extensions, AccountDictionaries dictionaries, DateTimeOffset readAt)
    {
        ArgumentNullException.ThrowIfNull(account);
        Account = account;
        Dictionaries = dictionaries;
        ReadAt = readAt;
        _extensions = extensions.ToDictionary(extension => extension.Id, StringComparer.Ordinal);
        _byMail = _extensions.Values
            .Where(extension => extension.Status != "Unassigned" && MatchKey.Of(extension.Attributes.Text("email")) is not null)
            .ToLookup(extension => MatchKey.Of(extension.Attributes.Text("email"))!, StringComparer.Ordinal);
        Unassigned = [.. _extensions.Values.Where(IsUnassigned).OrderBy(extension => extension.Id.Length).ThenBy(extension => extension.Id, StringComparer.Ordinal)];
        NumbersInUse = _extensions.Values.Select(extension => extension.Number).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

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

    /// <summary>Adds what only some plans need to know.</summary>
    public void Complete(AccountLists lists, IReadOnlyList<PhoneNumber> stock, IReadOnlyList<RateAllowance> allowances) =>
        (Lists, Stock, Allowances) = (lists, stock, allowances);

    /// <summary>The extension with this id, or null.</summary>
    public Extension? Find(string id) => _extensions.GetValueOrDefault(id);

    /// <summary>All extensions with this mail address, of any type.</summary>
    public IEnumerable<Extension> WithMail(string? mail) => MatchKey.Of(mail) is { } key ? _byMail[key] : [];

    /// <summary>
    /// Whether an extension stands for a person. The system extension (its id is the account's), Unassigned ones and those set up by hand
    /// (Limited: a conference room or a lobby) do not.
    /// </summary>
    public bool IsPerson(Extension extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return s_personTypes.Contains(extension.Type) && extension.Status != "Unassigned" && extension.Id != Account.Id;
    }

    private static bool IsUnassigned(Extension extension) => extension is { Status: "Unassigned", Type: "User" or "DigitalUser" };
}

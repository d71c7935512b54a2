using System.Net.Mail;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Checks values before they are sent and brings them into RingCentral's form: country by the dictionary's name, state by its code,
/// phone numbers in E.164, lengths as RingCentral's specification has them (contact: 64 characters, email: 254).
/// </summary>
public sealed class AccountValues
{
    private static readonly HashSet<string> s_stateNeeded = new(StringComparer.Ordinal) { "US", "CA", "GB" };
    private readonly Dictionary<string, Country> _countries = new(StringComparer.Ordinal);
    private readonly ILookup<string, CountryState> _states;
    private readonly NamedValues _named;

    /// <summary>Makes the check for RingCentral's dictionaries.</summary>
    /// <param name="dictionaries">Countries and states.</param>
    /// <param name="lists">What the company has set up; null for nothing.</param>
    public AccountValues(AccountDictionaries dictionaries, AccountLists? lists = null)
    {
        ArgumentNullException.ThrowIfNull(dictionaries);
        foreach (Country country in dictionaries.Countries)
        {
            foreach (string name in (string[])[country.Name, country.IsoCode])
            {
                if (MatchKey.Of(name) is { } key)
                {
                    _countries.TryAdd(key, country);
                }
            }
        }

        _named = new NamedValues(lists ?? AccountLists.Empty);
        _states = dictionaries.States.ToLookup(state => state.CountryId, StringComparer.Ordinal);
    }

    /// <summary>RingCentral's own parameter name of an attribute, as its errors give it.</summary>
    public static string ParameterOf(string attribute) => attribute switch
    {
        "street" or "city" or "state" or "zip" or "country" => $"contact.businessAddress.{attribute}",
        "userName" => "contact.email",
        "site" or "costCenter" => $"{attribute}.id",
        "role" => "records.id",
        RegionalAttributes.TimeFormat => $"regionalSettings.{attribute}",
        _ when RegionalAttributes.IsOne(attribute) => $"regionalSettings.{attribute}.id",
        "extensionNumber" or "directNumber" => attribute,
        _ => $"contact.{attribute}",
    };

    /// <summary>The attribute behind RingCentral's parameter name.</summary>
    public static string AttributeOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        string path = parameter.EndsWith(".id", StringComparison.Ordinal) ? parameter[..^3] : parameter;
        string name = path[(path.LastIndexOf('.') + 1)..];
        return name == "records" ? "role" : name;
    }

    /// <summary>Whether an attribute is part of the contact, the business address left aside.</summary>
    public static bool IsContact(string attribute) => !IsAddress(attribute) && attribute is not ("site" or "costCenter" or "role") && !RegionalAttributes.IsOne(attribute);

    /// <summary>Whether an attribute belongs to the business address, which RingCentral takes as one.</summary>
    public static bool IsAddress(string attribute) => attribute is "street" or "city" or "state" or "zip" or "country";

    /// <summary>Whether an attribute is a phone number that is sent.</summary>
    public static bool IsPhone(string attribute) => attribute is "mobilePhone" or "businessPhone";

    /// <summary>A phone number as it is sent; null where the text is none, and the person then goes without it.</summary>
    /// <param name="text">A number, international or as it is dialled in the person's country.</param>
    /// <param name="countryCode">The country's ISO code; null where it is not known.</param>
    public static string? Phone(string? text, string? countryCode) => PhoneText.ToE164(text, countryCode);

    /// <summary>The country a text names, by RingCentral's name or any of its ISO codes; null where RingCentral has none.</summary>
    public Country? FindCountry(string? text) => MatchKey.Of(text) is { } key
        ? _countries.GetValueOrDefault(key) ?? (MatchKey.Of(StateNames.CountryCode(text)) is { } code ? _countries.GetValueOrDefault(code) : null)
        : null;

    /// <summary>
    /// A state as it is sent: by RingCentral's code, or its name where it has no code. RingCentral's own words come first, then those that State.toCode
    /// knows (accents, US-CA, Bavaria). As it stands where RingCentral lists no states of the country; null where the text is none of those it lists.
    /// </summary>
    public string? State(string text, Country? country)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (country is null || !_states[country.Id].Any())
        {
            return text.Length is > 0 and <= 64 ? text : null;
        }

        string? key = MatchKey.Of(text);
        CountryState? state = _states[country.Id].FirstOrDefault(state => MatchKey.Of(state.IsoCode) == key || MatchKey.Of(state.Name) == key)
            ?? (StateNames.Find(text, country.IsoCode) is { } known ? _states[country.Id].FirstOrDefault(state => Known(state, country) == known) : null);
        return state is null ? null : state.IsoCode.Length > 0 ? state.IsoCode : state.Name;
    }

    /// <summary>
    /// The values in RingCentral's form; what cannot be sent is left out and reported.
    /// </summary>
    /// <param name="values">Text by RingCentral attribute, as the mappings gave it.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public Dictionary<string, string> Check(IReadOnlyDictionary<string, string> values, ICollection<ValueProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(problems);
        Dictionary<string, string> good = new(StringComparer.Ordinal);
        Country? country = FindCountry(values.GetValueOrDefault("country"));
        foreach ((string attribute, string value) in values)
        {
            if (NamedValues.IsNamed(attribute))
            {
                string? id = attribute == "role" ? _named.IdsOf(attribute, value) : _named.IdOf(attribute, value);
                if (id is null)
                {
                    problems.Add(_named.Unknown(attribute, value));
                }
                else
                {
                    good[attribute] = id;
                }

                continue;
            }

            (string? sent, bool blocks) = attribute switch
            {
                "country" => (country?.Name, true),
                "state" => (State(value, country), true),
                "email" or "userName" => (Mail(value), true),
                "extensionNumber" => (Number(value), true),
                "homeCountry" => (FindCountry(value)?.Id, true),
                RegionalAttributes.TimeFormat => (value is "12h" or "24h" ? value : null, true),
                _ when IsPhone(attribute) => (Phone(value, country?.IsoCode), false),
                _ => (value.Length <= 64 ? value : null, attribute is "firstName" or "lastName"),
            };
            if (sent is null)
            {
                problems.Add(Invalid(attribute, value, blocks));
            }
            else
            {
                good[attribute] = sent;
            }
        }

        if (country is not null && s_stateNeeded.Contains(country.IsoCode) && !values.ContainsKey("state") && values.Keys.Any(IsAddress))
        {
            problems.Add(Missing("state", blocks: true));
        }

        return good;
    }

    /// <summary>A value that RingCentral needs and that is not there (the guide's second row).</summary>
    public static ValueProblem Missing(string attribute, bool blocks) => new(
        ParameterOf(attribute), "RcNotFound",
        GuideErrors.NotFound(ParameterOf(attribute)), null, blocks);

    /// <summary>A value as it would be sent, in the words people know it by.</summary>
    public string Show(string attribute, string sent) => attribute switch
    {
        "role" => string.Join(", ", sent.Split(';').Select(id => _named.NameOf(attribute, id))),
        "homeCountry" => _countries.Values.FirstOrDefault(country => country.Id == sent)?.Name ?? sent,
        _ => NamedValues.IsNamed(attribute) ? _named.NameOf(attribute, sent) : sent,
    };

    /// <summary>Whether two values mean the same to RingCentral.</summary>
    public bool Same(string attribute, string? sent, string? there, Country? country) => attribute switch
    {
        "country" => FindCountry(sent)?.Id is { } id && id == FindCountry(there)?.Id,
        "state" => sent == there || (State(sent ?? "", country) is { } state && state == State(there ?? "", country)),
        "email" or "userName" => MatchKey.Of(sent) == MatchKey.Of(there),
        "homeCountry" => sent == there || (there is not null && FindCountry(there)?.Id == sent),
        _ when NamedValues.IsNamed(attribute) => there is not null && (sent == there || _named.IdOf(attribute, there) == sent),
        _ when IsPhone(attribute) => sent == there || (Phone(there, country?.IsoCode) is { } number && number == sent),
        _ => string.Equals(Folded(sent), Folded(there), StringComparison.Ordinal),
    };

    private static ValueProblem Invalid(string attribute, string value, bool blocks) => new(
        ParameterOf(attribute), "RcInvalidParameter",
        $"{GuideErrors.Invalid(ParameterOf(attribute))} ('{value}')", null, blocks);

    /// <summary>By its name: RingCentral's codes are not all ISO's.</summary>
    private static StateName? Known(CountryState state, Country country) => StateNames.Find(state.Name, country.IsoCode) ?? StateNames.Find(state.IsoCode, country.IsoCode);

    private static string? Mail(string text) =>
        text.Length <= 254 && MailAddress.TryCreate(text, out MailAddress? mail) && mail.Address == text ? text : null;

    private static string? Number(string text) => text.Length is >= 3 and <= 8 && text.All(char.IsAsciiDigit) ? text : null;

    private static string Folded(string? text) => (text ?? "").Trim().Normalize();
}

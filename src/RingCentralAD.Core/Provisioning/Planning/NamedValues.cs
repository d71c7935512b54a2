using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Values that name something the company or RingCentral has a list of: by id, name or code, regardless of case.</summary>
internal sealed class NamedValues(AccountLists lists)
{
    private const int Shown = 10;

    /// <summary>Whether an attribute's value comes from a list of the account.</summary>
    public static bool IsNamed(string attribute) => ListName(attribute) is not null;

    /// <summary>The id of what a text names; null where the list has no such thing.</summary>
    public string? IdOf(string attribute, string? text)
    {
        string? key = MatchKey.Of(text);
        return key is null ? null : Of(attribute).FirstOrDefault(item => item.Id == text)?.Id
            ?? Of(attribute).FirstOrDefault(item => MatchKey.Of(item.Name) == key || MatchKey.Of(item.Code) == key)?.Id;
    }

    /// <summary>The ids of several, separated by semicolons; null where one of them is not in the list.</summary>
    public string? IdsOf(string attribute, string text)
    {
        string?[] ids = [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => IdOf(attribute, name))];
        return ids.Length == 0 || ids.Contains(null) ? null : string.Join(';', ids.Distinct());
    }

    /// <summary>The name of what an id names.</summary>
    public string NameOf(string attribute, string id) => Of(attribute).FirstOrDefault(item => item.Id == id)?.Name ?? id;

    /// <summary>What is wrong with a text that names nothing, with the names that there are.</summary>
    public ValueProblem Unknown(string attribute, string text)
    {
        IReadOnlyList<NamedItem> known = Of(attribute);
        string names = known.Count == 0 ? "none" : string.Join(", ", known.Take(Shown).Select(item => item.Name)) + (known.Count > Shown ? $" and {known.Count - Shown} more" : "");
        return new ValueProblem(
            AccountValues.ParameterOf(attribute), "RcUnknownName", $"The account has no {ListName(attribute)} '{text}'. It has: {names}.",
            $"Correct the value or the mapping for {attribute}, or set the {ListName(attribute)} up in the RingCentral service web portal.", Blocks: true);
    }

    private IReadOnlyList<NamedItem> Of(string attribute) => attribute switch
    {
        "site" => lists.Sites,
        "costCenter" => lists.CostCenters,
        "role" => lists.Roles,
        "timezone" => lists.Timezones,
        _ => lists.Languages,
    };

    private static string? ListName(string attribute) => attribute switch
    {
        "site" => "site",
        "costCenter" => "cost centre",
        "role" => "role",
        "timezone" => "time zone",
        "language" or "greetingLanguage" or "formattingLocale" => "language",
        _ => null,
    };
}

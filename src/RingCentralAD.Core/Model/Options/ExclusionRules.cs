using System.Globalization;
using System.IO.Enumeration;

namespace RingCentralAD.Core.Model;

/// <summary>
/// Extensions that were set up by hand (a conference room, a lobby phone) and that no sync may touch: never linked, filled, changed or
/// disabled (the guide, "Requirement for special phone"). Those of type Limited are always among them.
/// </summary>
public sealed record ExclusionRules
{
    /// <summary>The type that is always among them.</summary>
    internal const string Limited = "Limited";

    /// <summary>Names; <c>*</c> and <c>?</c> stand for any characters.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Sites by name, with wildcards.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>Extension numbers, with wildcards, or ranges such as 7000-7099.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Types beside Limited, as RingCentral names them.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Which rule sets an extension aside, in words; null where none does.</summary>
    public string? Why(Extension extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return Why(extension.Name, extension.Number, extension.Site, extension.Type);
    }

    /// <summary>The same, for the extension as the hub keeps it.</summary>
    public string? Why(AppUser extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        AttributeSet values = extension.Attributes;
        return Why(extension.Place, values.Text("extensionNumber"), values.Text("site"), values.Text("type"));
    }

    private string? Why(string? name, string? number, string? site, string? type)
    {
        if (type == Limited || Types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            return $"its type is {type}";
        }

        return Find(Names, name, Matches) is { } byName ? $"its name is like '{byName}'"
            : Find(Sites, site, Matches) is { } bySite ? $"its site is like '{bySite}'"
            : Find(Numbers, number, Covers) is { } byNumber ? $"its number is in '{byNumber}'"
            : null;
    }

    private static string? Find(IReadOnlyList<string> rules, string? value, Func<string, string, bool> matches) =>
        string.IsNullOrEmpty(value) ? null : rules.FirstOrDefault(rule => matches(rule, value));

    private static bool Matches(string rule, string value) => FileSystemName.MatchesSimpleExpression(rule, value, ignoreCase: true);

    private static bool Covers(string rule, string number) =>
        Range(rule) is { } range && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value >= range.From && value <= range.To
            : Matches(rule, number);

    /// <summary>The first and the last number of a rule that is a range; null where it is none.</summary>
    internal static (long From, long To)? Range(string rule) =>
        rule.Split('-', StringSplitOptions.TrimEntries) is [var from, var to]
        && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out long first)
        && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out long last)
            ? (first, last)
            : null;
}

namespace RingCentralAD.Core.Model;

/// <summary>The regional settings of an extension (regionalSettings), under RingCentral's own names.</summary>
public static class RegionalAttributes
{
    /// <summary>12h or 24h.</summary>
    public const string TimeFormat = "timeFormat";

    /// <summary>Those that name an entry of one of RingCentral's dictionaries.</summary>
    public static IReadOnlyList<string> Named { get; } = ["homeCountry", "timezone", "language", "greetingLanguage", "formattingLocale"];

    /// <summary>Whether an attribute is one of them.</summary>
    public static bool IsOne(string attribute) => attribute == TimeFormat || Named.Contains(attribute);
}

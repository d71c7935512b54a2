using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>Counts as people read them: 1 person, 2 people, 1,200 requests.</summary>
public static class Counted
{
    /// <summary>How many people.</summary>
    public static string People(long count) => Of(count, "person", "people");

    /// <summary>How many of something.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="many">What several are called, where an s does not make it.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");
}

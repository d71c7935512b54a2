namespace RingCentralAD.Core.Model;

/// <summary>
/// A member of a group that its directory names and does not hold, and of which it gives no key: kept by its name, until that name is found
/// in another directory of the hub.
/// </summary>
internal static class ForeignMember
{
    private const string Prefix = "dn:";

    /// <summary>The key under which the membership is kept.</summary>
    public static string KeyOf(string place) => Prefix + place.ToLowerInvariant();

    /// <summary>Whether a key is such a one.</summary>
    public static bool Is(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);
}

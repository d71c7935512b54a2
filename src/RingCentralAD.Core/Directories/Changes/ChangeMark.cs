namespace RingCentralAD.Core.Directories;

/// <summary>
/// What a server says of an entry's last change. uSNChanged is one controller's own count, so it goes with the invocation id of the controller
/// that gave it: another one's number is another mark, and whoever carries it is read again. entryCSN and modifyTimestamp are the entry's,
/// whichever server shows it.
/// </summary>
internal static class ChangeMark
{
    private const string Number = "uSNChanged";

    private static readonly string[] s_times = ["entryCSN", "modifyTimestamp"];

    /// <summary>The attributes to ask a server for.</summary>
    public static IReadOnlyList<string> Asked(DirectoryProfile profile) => profile.IsActiveDirectory ? [Number] : s_times;

    /// <summary>Whether an attribute is one of them.</summary>
    public static bool Has(string attribute) =>
        attribute.Equals(Number, StringComparison.OrdinalIgnoreCase) || s_times.Contains(attribute, StringComparer.OrdinalIgnoreCase);

    /// <summary>The mark; null where the entry shows none.</summary>
    public static string? Of(RawEntry entry, DirectoryProfile profile) => profile.IsActiveDirectory
        ? entry.From is { } controller && entry.Text(Number) is { } number ? $"{controller}:{number}" : null
        : s_times.Select(entry.Text).FirstOrDefault(static time => time is not null);
}

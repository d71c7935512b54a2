using System.Globalization;

namespace RingCentralAD.Core.Directories;

/// <summary>What a record of a change log says was done.</summary>
internal enum ChangeLogType
{
    /// <summary>An entry was made.</summary>
    Add,

    /// <summary>Its attributes changed.</summary>
    Modify,

    /// <summary>It was renamed or moved.</summary>
    Rename,

    /// <summary>It was deleted.</summary>
    Delete,
}

/// <summary>One record of a change log (draft-good-ldap-changelog-04, section 3).</summary>
/// <param name="Number">Its number.</param>
/// <param name="Time">When it happened, as the server writes it.</param>
/// <param name="Type">What was done.</param>
/// <param name="Dn">The entry's name before.</param>
/// <param name="NewDn">Its name afterwards; the same unless it was renamed.</param>
/// <param name="Key">Its key; null where the log does not keep it.</param>
internal sealed record ChangeLogRecord(long Number, string Time, ChangeLogType Type, string Dn, string NewDn, string? Key)
{
    /// <summary>Where all of these servers keep it.</summary>
    public const string Log = "cn=changelog";

    // targetUniqueId: DSEE, 389 DS where set up so, PingDirectory; targetEntryUUID: OpenDJ; targetUUID: Oracle Unified Directory.
    private static readonly string[] s_keys = ["targetUniqueId", "targetEntryUUID", "targetUUID"];

    /// <summary>The attributes to ask for.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["changeNumber", "changeTime", "changeType", "targetDn", "newRdn", "newSuperior", .. s_keys];

    /// <summary>Whether it concerns the naming context that is read.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The record in an entry of the log; null where it is none.</summary>
    public static ChangeLogRecord? Of(RawEntry entry)
    {
        ChangeLogType? type = entry.Text("changeType")?.ToUpperInvariant() switch
        {
            "ADD" => ChangeLogType.Add,
            "MODIFY" => ChangeLogType.Modify,
            "MODRDN" or "MODDN" => ChangeLogType.Rename,
            "DELETE" => ChangeLogType.Delete,
            _ => null,
        };
        if (type is null || entry.Text("targetDn") is not { } dn || !long.TryParse(entry.Text("changeNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        string? key = s_keys.Select(entry.Bytes).FirstOrDefault(static value => value is not null) is { } bytes ? EntryKey.Parse(bytes) : null;
        string newDn = type == ChangeLogType.Rename && entry.Text("newRdn") is { Length: > 0 } name
            ? Join(name, entry.Text("newSuperior") is { Length: > 0 } superior ? superior : DnText.Parent(dn))
            : dn;
        return new ChangeLogRecord(number, entry.Text("changeTime") ?? "", type.Value, dn, newDn, key);
    }

    private static string Join(string name, string parent) => parent.Length == 0 ? name : $"{name},{parent}";
}

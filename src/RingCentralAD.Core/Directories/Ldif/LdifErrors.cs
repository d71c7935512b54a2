using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>What can be wrong with an LDIF file, each with the place and the remedy.</summary>
internal static class LdifErrors
{
    public const string OtherChangeFile = "Name another change file (Connect-AdDirectory -LdifPath … -ChangePath …), or move this one away.";

    public static RingCentralAdException Invalid(string file, int line, string what, string remedy) =>
        new("LdifInvalid", ErrorKind.Data, $"{file}, line {line}: {what}", $"{remedy} Nothing of the file was used.", file);

    public static RingCentralAdException NotFound(string file) =>
        new("LdifNotFound", ErrorKind.NotFound, $"The LDIF file {file} does not exist.",
            "Check the path; a relative one is taken from the current folder.", file);

    public static RingCentralAdException Unreadable(string file, Exception inner) =>
        new("LdifUnreadable", ErrorKind.Denied, $"The LDIF file {file} cannot be read or written: {inner.Message}",
            "Give the account that runs this the right to the file and its folder, and see that no other program holds it.", file, inner);

    public static RingCentralAdException NoKey(string file, int line, string dn) =>
        new("LdifNoKey", ErrorKind.Data, $"{file}, line {line}: the entry {dn} has neither objectGUID nor entryUUID.",
            "Export again with that attribute (ldapsearch … '*' entryUUID, or ldifde, which exports objectGUID); without it a renamed person cannot be recognised.", dn);

    public static RingCentralAdException Twice(string file, int line, string what, string dn, int firstLine) =>
        new("LdifDuplicate", ErrorKind.Data, $"{file}, line {line}: {what} of {dn} was used before, on line {firstLine}.",
            "Each entry and each objectGUID or entryUUID may stand in the file once: export again, or take one of them out.", dn);

    public static RingCentralAdException Changed(string file) =>
        new("LdifChanged", ErrorKind.Busy, $"The LDIF file {file} was changed while it was read.",
            "Start again when the export that writes it has ended.", file);
}

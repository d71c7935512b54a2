using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Failures that every kind of directory has in common.</summary>
internal static class DirectoryErrors
{
    public static RingCentralAdException BaseNotFound(string given, string where) =>
        new("AdBaseNotFound", ErrorKind.NotFound, $"There is no entry {given} in {where}.",
            "Check the distinguished name (Get-AdDirectory shows the naming context), or give the name or the GUID of the container.", given);

    public static RingCentralAdException Ambiguous(string given, string what, IEnumerable<string> places) =>
        new("AdAmbiguous", ErrorKind.InvalidInput, $"More than one {what} is called {given}: {string.Join("; ", places.Take(5))}.",
            "Give its distinguished name or GUID.", given);

    public static RingCentralAdException LookupNotFound(string given, string what, string where) =>
        new("AdNotFound", ErrorKind.NotFound, $"There is no {what} {given} in {where}.", "Give its name, distinguished name or GUID.", given);

    public static RingCentralAdException EntryNotFound(string key, string where) =>
        new("AdEntryNotFound", ErrorKind.NotFound, $"The entry with the key {key} is no longer in {where}.",
            "Import again: the person was deleted, or restored under another key.", key);

    public static RingCentralAdException Stale(string dn, IEnumerable<AttributeChange> changes) =>
        new("WriteBackStale", ErrorKind.Conflict,
            $"{dn} no longer holds what was read: {string.Join("; ", changes.Select(change => $"{change.Attribute} was {change.Before ?? "empty"}"))}.",
            "Import the person again; the next run plans with the new value.", dn);

    public static RingCentralAdException KeyUnreadable(string dn, string attribute) =>
        new("AdKeyUnreadable", ErrorKind.Denied, $"{attribute} of {dn} cannot be read, and without it a renamed entry cannot be recognised.",
            $"Give the account that reads the right to read {attribute}; on 389 DS and OpenDJ see that the server makes it.", dn);

    public static RingCentralAdException ValuesCut(string dn, string attribute) =>
        new("AdSearchIncomplete", ErrorKind.Unavailable, $"The server gave only a part of {attribute} of {dn}.",
            "Nobody was taken for gone. Run it again.", dn);

    public static RingCentralAdException StateUnreadable(string dn) =>
        new("AdAccountStateUnreadable", ErrorKind.Denied, $"userAccountControl of {dn} cannot be read, so nobody can say whether the account is disabled.",
            "Give the account that reads the right \"Read Account Restrictions\" on users (or put it into Pre-Windows 2000 Compatible Access).", dn);

    public static RingCentralAdException Protected(string attribute) =>
        new("AdAttributeProtected", ErrorKind.InvalidInput, $"{attribute} is never written by the write-back.",
            "Choose an attribute made for telephone numbers, e.g. telephoneNumber, ipPhone or an extension attribute.", attribute);

    public static RingCentralAdException AttributeName(string attribute) =>
        new("AdAttributeName", ErrorKind.InvalidInput, $"\"{attribute}\" is no name of an LDAP attribute.",
            "A name consists of letters, digits and hyphens and begins with a letter.", attribute);
}

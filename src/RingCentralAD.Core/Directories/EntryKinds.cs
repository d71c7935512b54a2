namespace RingCentralAD.Core.Directories;

/// <summary>What an entry is to the hub.</summary>
internal enum EntryKind
{
    /// <summary>Nothing the hub takes: a computer, a printer, a contact.</summary>
    Other,

    /// <summary>Somebody with an account.</summary>
    Person,

    /// <summary>A group.</summary>
    Group,

    /// <summary>A domain, an OU, a container.</summary>
    Container,
}

/// <summary>Tells people, groups and containers apart by object class, as the servers' filters do.</summary>
internal static class EntryKinds
{
    private static readonly string[] s_groups = ["group", "groupOfNames", "groupOfUniqueNames", "groupOfMembers", "posixGroup"];

    private static readonly string[] s_containers =
        ["organizationalUnit", "container", "builtinDomain", "domainDNS", "domain", "dcObject", "organization", "locality", "country", "lostAndFound", "nsContainer"];

    private static readonly string[] s_people = ["user", "inetOrgPerson", "organizationalPerson", "person"];

    // Their classes derive from person or user, but nobody sits behind them.
    private static readonly string[] s_nobody = ["computer", "contact", "foreignSecurityPrincipal"];

    public static EntryKind Of(RawEntry entry) =>
        s_groups.Any(entry.IsA) ? EntryKind.Group
        : s_people.Any(entry.IsA)
            ? s_nobody.Any(entry.IsA) || Ascii.IsTrue(entry.Bytes("isCriticalSystemObject")) ? EntryKind.Other : EntryKind.Person
        : s_containers.Any(entry.IsA) ? EntryKind.Container
        : EntryKind.Other;

    /// <summary>Whether a person's entry comes from an Active Directory.</summary>
    public static bool IsActiveDirectoryUser(RawEntry entry) =>
        entry.IsA("user") && (entry.Has("objectGUID") || entry.Has("sAMAccountName"));
}

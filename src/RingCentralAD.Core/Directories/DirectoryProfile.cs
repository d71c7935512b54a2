using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>How one family of directory servers keeps people: classes, filters, key, and what says that an account is disabled.</summary>
public sealed record DirectoryProfile
{
    /// <summary>The family's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is Active Directory, with all that other servers do not have: GUIDs as names, ranges, DirSync.</summary>
    public bool IsActiveDirectory { get; init; }

    /// <summary>The attribute that never changes while the entry lives.</summary>
    public required string KeyAttribute { get; init; }

    /// <summary>Finds people (RFC 4515).</summary>
    public required string PeopleFilter { get; init; }

    /// <summary>Finds groups.</summary>
    public required string GroupFilter { get; init; }

    /// <summary>Finds containers.</summary>
    public required string ContainerFilter { get; init; }

    /// <summary>Finds groups that show having no member; those whose members may not be read do not match (a term that may not be read is neither true nor false).</summary>
    public required string EmptyGroupFilter { get; init; }

    /// <summary>Attributes of a group that name its members by DN.</summary>
    public required IReadOnlyList<string> MemberAttributes { get; init; }

    /// <summary>The attribute that says whether an account is disabled; null where the family has none.</summary>
    public string? DisabledAttribute { get; init; }

    /// <summary>The values of <see cref="DisabledAttribute"/> that mean disabled where an administrator named them; empty takes what the known attributes mean.</summary>
    public IReadOnlyList<string> DisabledValues { get; init; } = [];

    /// <summary>Attributes by the guide's names; the first that has a value is taken.</summary>
    public required DirectoryNames Names { get; init; }

    /// <summary>Active Directory, Samba as a domain controller, AD LDS.</summary>
    public static DirectoryProfile ActiveDirectory { get; } = new()
    {
        Name = "Active Directory",
        IsActiveDirectory = true,
        KeyAttribute = "objectGUID",
        PeopleFilter = "(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)))",
        GroupFilter = "(objectCategory=group)",
        EmptyGroupFilter = "(&(objectCategory=group)(!(member=*)))",
        ContainerFilter = "(|(objectClass=organizationalUnit)(objectClass=container)(objectClass=builtinDomain)(objectClass=domainDNS)(objectClass=lostAndFound))",
        MemberAttributes = ["member"],
        DisabledAttribute = "userAccountControl",
        Names = DirectoryNames.ActiveDirectory,
    };

    /// <summary>OpenLDAP, and whatever is not known better.</summary>
    public static DirectoryProfile OpenLdap { get; } = new()
    {
        Name = "OpenLDAP",
        KeyAttribute = "entryUUID",
        PeopleFilter = "(|(objectClass=inetOrgPerson)(objectClass=organizationalPerson)(objectClass=person))",
        GroupFilter = "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers)(objectClass=posixGroup))",
        EmptyGroupFilter = "(|(&(|(objectClass=groupOfNames)(objectClass=groupOfMembers))(!(member=*)))(&(objectClass=groupOfUniqueNames)(!(uniqueMember=*)))(&(objectClass=posixGroup)(!(memberUid=*))))",
        ContainerFilter = "(|(objectClass=organizationalUnit)(objectClass=organization)(objectClass=dcObject)(objectClass=domain)(objectClass=locality)(objectClass=country)(objectClass=container)(objectClass=nsContainer))",
        MemberAttributes = ["member", "uniqueMember"],
        DisabledAttribute = "pwdAccountLockedTime",
        Names = DirectoryNames.InetOrgPerson,
    };

    /// <summary>389 Directory Server, Red Hat Directory Server, Oracle (Sun) DSEE: kin of one another.</summary>
    public static DirectoryProfile NetscapeFamily { get; } = OpenLdap with
    {
        Name = "389 DS / Oracle DSEE",
        KeyAttribute = "nsUniqueId",
        DisabledAttribute = "nsAccountLock",
    };

    /// <summary>OpenDJ, Oracle Unified Directory, PingDirectory: kin of OpenDS.</summary>
    public static DirectoryProfile OpenDj { get; } = OpenLdap with
    {
        Name = "OpenDJ / Oracle Unified Directory",
        DisabledAttribute = "ds-pwp-account-disabled",
    };

    /// <summary>Oracle Internet Directory.</summary>
    public static DirectoryProfile OracleInternetDirectory { get; } = OpenLdap with
    {
        Name = "Oracle Internet Directory",
        KeyAttribute = "orclGuid",
        DisabledAttribute = "orclIsEnabled",
    };

    /// <summary>NetIQ (Novell) eDirectory.</summary>
    public static DirectoryProfile EDirectory { get; } = OpenLdap with
    {
        Name = "eDirectory",
        KeyAttribute = "GUID",
        DisabledAttribute = "loginDisabled",
        Names = DirectoryNames.EDirectory,
    };

    /// <summary>The attributes that a user is read with whatever was asked: key, state, and what the hub needs of everybody.</summary>
    public IReadOnlyList<string> AlwaysRead => IsActiveDirectory
        ? [.. new[] { KeyAttribute, "userAccountControl", "mail", "primaryGroupID", DisabledAttribute ?? "mail" }.Distinct(StringComparer.OrdinalIgnoreCase)]
        : DisabledAttribute is null ? [KeyAttribute, "mail"] : [KeyAttribute, "mail", DisabledAttribute];

    /// <summary>This profile with what an administrator overrides.</summary>
    public DirectoryProfile With(DirectoryOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        if (!overrides.Any())
        {
            return this;
        }

        DirectoryProfile changed = this with
        {
            PeopleFilter = overrides.PeopleFilter ?? PeopleFilter,
            GroupFilter = overrides.GroupFilter ?? GroupFilter,
            KeyAttribute = overrides.KeyAttribute ?? KeyAttribute,
            MemberAttributes = overrides.MemberAttributes.Count > 0 ? overrides.MemberAttributes : MemberAttributes,
            DisabledAttribute = overrides.DisabledAttribute ?? DisabledAttribute,
            DisabledValues = overrides.DisabledAttribute is null ? [] : overrides.DisabledValues.Count > 0 ? overrides.DisabledValues : ["TRUE"],
        };
        return overrides.GroupFilter is null && overrides.MemberAttributes.Count == 0 ? changed : changed with
        {
            EmptyGroupFilter = $"(&{changed.GroupFilter}{string.Concat(changed.MemberAttributes.Select(static name => $"(!({name}=*))"))})",
        };
    }

    /// <summary>
    /// The profile of a server by its root DSE: supportedCapabilities of AD, objectClass OpenLDAProotDSE, or the vendor's name and version.
    /// </summary>
    public static DirectoryProfile Of(RawEntry rootDse)
    {
        ArgumentNullException.ThrowIfNull(rootDse);
        if (rootDse.Texts("supportedCapabilities").Any(static oid => oid is "1.2.840.113556.1.4.800" or "1.2.840.113556.1.4.1851"))
        {
            return ActiveDirectory;
        }

        string vendor = string.Join(' ', rootDse.Texts("vendorName").Concat(rootDse.Texts("vendorVersion")));
        bool Says(string word) => vendor.Contains(word, StringComparison.OrdinalIgnoreCase);
        return vendor switch
        {
            _ when rootDse.IsA("OpenLDAProotDSE") => OpenLdap,
            _ when Says("389") || Says("Red Hat") || Says("Sun-") || Says("Sun Java") || Says("Directory Server Enterprise") => NetscapeFamily,
            _ when Says("OpenDJ") || Says("OpenDS") || Says("ForgeRock") || Says("Unified Directory") || Says("Ping") || Says("UnboundID") => OpenDj,
            _ when Says("eDirectory") || Says("Novell") || Says("NetIQ") => EDirectory,
            _ when Says("Internet Directory") || rootDse.Has("orclDirectoryVersion") => OracleInternetDirectory,
            _ => OpenLdap,
        };
    }
}

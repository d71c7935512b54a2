using System.Collections.Frozen;

namespace RingCentralAD.Core.Running;

/// <summary>How the values of an attribute are compared.</summary>
internal enum FilterSyntax
{
    /// <summary>Text: regardless of case and of how many blanks stand between words.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A distinguished name.</summary>
    Name,

    /// <summary>Generalized time.</summary>
    Time,

    /// <summary>A GUID.</summary>
    Guid,

    /// <summary>A security identifier.</summary>
    Sid,

    /// <summary>The category of a class: its name, or the distinguished name in the schema.</summary>
    Category,
}

/// <summary>What a filter must know of Active Directory's schema ([MS-ADA1] to [MS-ADA3]); every other attribute is text.</summary>
internal static class FilterSchema
{
    private static readonly FrozenSet<string> s_integers = Set(
        "userAccountControl", "primaryGroupID", "groupType", "sAMAccountType", "adminCount", "countryCode", "codePage", "instanceType", "badPwdCount", "logonCount",
        "uSNCreated", "uSNChanged", "pwdLastSet", "lastLogon", "lastLogonTimestamp", "lastLogoff", "accountExpires", "lockoutTime", "badPasswordTime", "uidNumber",
        "gidNumber", "msDS-SupportedEncryptionTypes", "msExchRecipientTypeDetails", "msExchRecipientDisplayType", "msExchRemoteRecipientType", "systemFlags", "versionNumber");

    private static readonly FrozenSet<string> s_names = Set(
        "memberOf", "distinguishedName", "entryDN", "manager", "secretary", "assistant", "directReports", "managedObjects", "managedBy", "altRecipient", "publicDelegates",
        "msExchHomeServerName", "homeMDB", "lastKnownParent", "seeAlso", "owner");

    private static readonly FrozenSet<string> s_times = Set("whenCreated", "whenChanged", "createTimeStamp", "modifyTimeStamp", "createTimestamp", "modifyTimestamp");

    private static readonly FrozenSet<string> s_refused = Set(
        "anr", "tokenGroups", "tokenGroupsGlobalAndUniversal", "tokenGroupsNoGCAcceptable", "canonicalName", "allowedAttributes", "allowedAttributesEffective",
        "allowedChildClasses", "allowedChildClassesEffective", "sDRightsEffective", "msDS-User-Account-Control-Computed", "msDS-UserPasswordExpiryTimeComputed",
        "msds-memberOfTransitive", "msds-tokenGroupNames", "parentGUID", "msDS-parentdistname", "unicodePwd", "userPassword", "nTSecurityDescriptor");

    /// <summary>How the attribute's values are compared.</summary>
    public static FilterSyntax Of(string attribute) =>
        s_integers.Contains(attribute) ? FilterSyntax.Integer
        : s_names.Contains(attribute) ? FilterSyntax.Name
        : s_times.Contains(attribute) ? FilterSyntax.Time
        : attribute.Equals("objectGUID", StringComparison.OrdinalIgnoreCase) ? FilterSyntax.Guid
        : attribute.Equals("objectSid", StringComparison.OrdinalIgnoreCase) || attribute.Equals("sIDHistory", StringComparison.OrdinalIgnoreCase) ? FilterSyntax.Sid
        : attribute.Equals("objectCategory", StringComparison.OrdinalIgnoreCase) ? FilterSyntax.Category
        : FilterSyntax.Text;

    /// <summary>Whether the replica cannot have the attribute: reckoned by the server when asked for, secret, or no attribute at all.</summary>
    public static bool IsRefused(string attribute) => s_refused.Contains(attribute);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

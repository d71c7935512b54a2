using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>The guide's appuser names and the LDAP attributes behind them, per kind of server (DESIGN, "Names from LDAP").</summary>
public static class DirectoryNames
{
    /// <summary>Active Directory.</summary>
    public static IReadOnlyDictionary<string, string> ActiveDirectory { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["firstName"] = "givenName",
        ["lastName"] = "sn",
        ["email"] = "mail",
        ["userName"] = "userPrincipalName",
        ["mobilePhone"] = "mobile",
        ["streetAddress"] = "streetAddress",
        ["city"] = "l",
        ["state"] = "st",
        ["postalCode"] = "postalCode",
        ["countryCode"] = "c",
        ["department"] = "department",
    };

    /// <summary>Other LDAP servers: inetOrgPerson.</summary>
    public static IReadOnlyDictionary<string, string> InetOrgPerson { get; } = new Dictionary<string, string>(ActiveDirectory, StringComparer.Ordinal)
    {
        ["userName"] = "uid",
        ["streetAddress"] = "street",
        ["department"] = "departmentNumber",
    };

    /// <summary>The names for a kind of directory.</summary>
    public static IReadOnlyDictionary<string, string> Of(DirectoryKind kind) => kind == DirectoryKind.Ldap ? InetOrgPerson : ActiveDirectory;
}

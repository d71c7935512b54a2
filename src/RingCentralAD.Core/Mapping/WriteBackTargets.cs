using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>Directory attributes that a write-back may never touch: identity, rights, secrets, memberships, and what only the system sets.</summary>
public static class WriteBackTargets
{
    private static readonly HashSet<string> s_refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "userPrincipalName", "sAMAccountName", "uid", "cn", "name", "distinguishedName", "givenName", "sn", "displayName", "mail", "proxyAddresses",
        "objectClass", "objectCategory", "objectGUID", "objectSid", "entryUUID", "sIDHistory", "userAccountControl", "accountExpires", "pwdLastSet",
        "unicodePwd", "userPassword", "dBCSPwd", "ntPwdHistory", "lmPwdHistory", "lockoutTime", "logonHours", "userWorkstations", "servicePrincipalName",
        "member", "memberOf", "primaryGroupID", "adminCount", "nTSecurityDescriptor", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity",
        "msDS-KeyCredentialLink", "altSecurityIdentities", "whenCreated", "whenChanged", "uSNChanged", "uSNCreated", "isCriticalSystemObject", "scriptPath",
        "profilePath", "homeDirectory", "homeDrive", "manager",
    };

    /// <summary>Whether an attribute is never written.</summary>
    public static bool IsRefused(string attribute) => s_refused.Contains(attribute);

    /// <summary>Throws <c>WriteBackTargetRefused</c> (InvalidInput) for an attribute that is never written.</summary>
    public static void Check(string attribute)
    {
        if (IsRefused(attribute))
        {
            throw new RingCentralAdException(
                "WriteBackTargetRefused", ErrorKind.InvalidInput,
                $"'{attribute}' is never written back: it carries identity, rights or memberships.",
                "Choose a phone attribute, such as telephoneNumber, otherTelephone or ipPhone.", attribute);
        }
    }
}

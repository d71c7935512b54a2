using System.Collections.Frozen;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// The last guard before a directory is written to: attributes that say who somebody is, what they may do, or that only the
/// system writes are refused, whoever planned it (DESIGN, section 6, "Write-back").
/// </summary>
public static class WriteBackTarget
{
    private static readonly FrozenSet<string> s_protected = new[]
    {
        "userPrincipalName", "sAMAccountName", "uid", "cn", "name", "sn", "surname", "givenName", "displayName", "distinguishedName", "dn",
        "objectClass", "objectCategory", "objectGUID", "objectSid", "entryUUID", "nsUniqueId", "orclGuid", "GUID", "sIDHistory",
        "userAccountControl", "accountExpires", "lockoutTime", "pwdLastSet", "pwdAccountLockedTime", "nsAccountLock", "loginDisabled",
        "mail", "proxyAddresses", "targetAddress", "mailNickname",
        "member", "memberOf", "uniqueMember", "memberUid", "primaryGroupID", "msDS-AllowedToDelegateTo", "servicePrincipalName",
        "unicodePwd", "userPassword", "dBCSPwd", "ntPwdHistory", "lmPwdHistory", "supplementalCredentials", "authPassword", "msDS-KeyCredentialLink",
        "altSecurityIdentities", "nTSecurityDescriptor", "msDS-AllowedToActOnBehalfOfOtherIdentity", "scriptPath", "profilePath", "homeDirectory",
        "whenCreated", "whenChanged", "uSNCreated", "uSNChanged", "createTimestamp", "modifyTimestamp", "instanceType", "systemFlags",
        "isCriticalSystemObject", "lastLogon", "lastLogonTimestamp", "logonCount", "badPwdCount", "adminCount", "isDeleted", "lastKnownParent",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an attribute is never written.</summary>
    public static bool IsProtected(string attribute) => s_protected.Contains(attribute);

    /// <summary>Refuses what must not be written, and drops changes that change nothing.</summary>
    /// <exception cref="RingCentralAdException">AdAttributeProtected, AdAttributeName.</exception>
    internal static IReadOnlyList<AttributeChange> Check(IReadOnlyList<AttributeChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        foreach (AttributeChange change in changes)
        {
            if (!IsName(change.Attribute))
            {
                throw DirectoryErrors.AttributeName(change.Attribute);
            }

            if (IsProtected(change.Attribute))
            {
                throw DirectoryErrors.Protected(change.Attribute);
            }
        }

        // An empty text cannot be stored in LDAP: it stands for no value.
        return [.. changes
            .Select(static change => change with { Before = Present(change.Before), After = Present(change.After) })
            .Where(static change => !string.Equals(change.Before, change.After, StringComparison.Ordinal))];
    }

    private static string? Present(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

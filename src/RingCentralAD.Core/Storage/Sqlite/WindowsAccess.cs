using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace RingCentralAD.Core.Storage;

/// <summary>On Windows: an access list for the owner, the system and administrators, and nobody by inheritance.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsAccess
{
    /// <summary>Makes an empty file; throws when it is there.</summary>
    public static void CreateForOwner(string path) =>
        FileSystemAclExtensions.Create(new FileInfo(path), FileMode.CreateNew, FileSystemRights.Write, FileShare.None, 4096, FileOptions.None, ForOwner()).Dispose();

    /// <summary>Gives a file the access list of another.</summary>
    public static void CopyAccess(string from, string to)
    {
        FileSecurity access = new FileInfo(from).GetAccessControl(AccessControlSections.Access);
        FileSecurity copy = new();
        copy.SetSecurityDescriptorBinaryForm(access.GetSecurityDescriptorBinaryForm(), AccessControlSections.Access);
        copy.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        new FileInfo(to).SetAccessControl(copy);
    }

    /// <summary>Says who else may read the file; null when nobody may.</summary>
    public static string? Warning(string path)
    {
        IReadOnlyList<string> others = Others(path);
        return others.Count == 0
            ? null
            : $"{path} holds personal data and is open to {string.Join(", ", others)}. Close it with: icacls \"{path}\" /inheritance:r";
    }

    /// <summary>The security identifiers of those who may do something with the file beside its owner, this account, the system and administrators.</summary>
    public static IReadOnlyList<string> Others(string path)
    {
        FileSecurity access = new FileInfo(path).GetAccessControl(AccessControlSections.Access | AccessControlSections.Owner);
        SecurityIdentifier?[] expected =
        [
            (SecurityIdentifier?)access.GetOwner(typeof(SecurityIdentifier)),
            WindowsIdentity.GetCurrent().User,
            new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null),
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null),
        ];
        return
        [
            .. access.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
                .OfType<FileSystemAccessRule>()
                .Where(static rule => rule.AccessControlType == AccessControlType.Allow)
                .Where(rule => !expected.Contains((SecurityIdentifier)rule.IdentityReference))
                .Select(static rule => rule.IdentityReference.Value)
                .Distinct(),
        ];
    }

    private static FileSecurity ForOwner()
    {
        FileSecurity access = new();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        IdentityReference[] allowed =
        [
            WindowsIdentity.GetCurrent().User!,
            new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null),
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null),
        ];
        foreach (IdentityReference identity in allowed)
        {
            access.AddAccessRule(new FileSystemAccessRule(identity, FileSystemRights.FullControl, AccessControlType.Allow));
        }

        return access;
    }
}

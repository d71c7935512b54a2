using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace RingCentralAD.Core.Directories;

/// <summary>Files that only their owner may read: they hold people's data.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file for reading and writing, held against other writers; makes it for its owner alone where it does not exist.</summary>
    public static FileStream Open(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
        };
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(path) ? new FileStream(path, options) : CreateOnWindows(path);
        }

        options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Whether others than the owner may read or write the file. On Windows: whether the file inherits rights.</summary>
    public static bool IsWide(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0;
        }

        return !new FileInfo(path).GetAccessControl(AccessControlSections.Access).AreAccessRulesProtected;
    }

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        FileSecurity security = new();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        using WindowsIdentity me = WindowsIdentity.GetCurrent();
        security.AddAccessRule(new FileSystemAccessRule(me.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.FullControl, FileShare.Read, 4096, FileOptions.None, security);
    }
}

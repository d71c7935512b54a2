using System.Runtime.InteropServices;
using System.Text;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// Tells a network file system from a local one. SQLite in WAL mode needs shared memory between processes and locks that
/// hold, and has neither on a share (https://www.sqlite.org/wal.html, "all processes must be on the same host").
/// </summary>
internal static class NetworkShare
{
    private const long Fuse = 0x65735546;

    // The kernel's numbers (statfs(2), linux/magic.h and the file systems' own sources).
    private static readonly Dictionary<long, string> s_remote = new()
    {
        [0x6969] = "NFS",
        [0xFF534D42] = "CIFS",
        [0xFE534D42] = "SMB2",
        [0x517B] = "SMB",
        [0x01021997] = "9P",
        [0x5346414F] = "AFS",
        [0x6B414653] = "AFS",
        [0x73757245] = "Coda",
        [0x00C36400] = "Ceph",
        [0x0BD00BD0] = "Lustre",
        [0x47504653] = "GPFS",
        [0x19830326] = "BeeGFS",
        [0x013111A8] = "IBRIX",
        [0x7461636F] = "OCFS2",
        [0x01161970] = "GFS2",
        [0x564C] = "NCP",
        [0xAAD7AAEA] = "PanFS",
        [0x786F4256] = "VirtualBox shared folder",
        [0xBACBACBC] = "VMware shared folder",
    };

    // FUSE file systems that live on this machine's own disks; of the others many are shares (sshfs, gluster, s3fs, rclone …).
    private static readonly string[] s_localFuse = ["fuseblk", "fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.ext2", "fuse.fuse-overlayfs", "fuse.mergerfs", "fuse.bindfs", "fuse.zfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.lxcfs"];

    /// <summary>Throws when the file lies on a network share.</summary>
    public static void Refuse(string path)
    {
        if (Find(path) is { } fileSystem)
        {
            throw StoreErrors.NetworkShare(path, fileSystem);
        }
    }

    /// <summary>The name of the network file system on which a file (or the folder for it) lies; null for a local one.</summary>
    public static string? Find(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string place = File.Exists(path) ? path : folder;
        if (OperatingSystem.IsLinux())
        {
            return OnLinux(place);
        }

        if (OperatingSystem.IsWindows())
        {
            return OnWindows(place, static root => new DriveInfo(root).DriveType);
        }

        return new DriveInfo(place).DriveType == DriveType.Network ? new DriveInfo(place).DriveFormat : null;
    }

    /// <summary>Decides by the kernel's number and, where that is FUSE's, by the mount table.</summary>
    public static string? OnLinux(long magic, string realPath, Func<IEnumerable<string>> mountInfo)
    {
        if (magic != Fuse)
        {
            return s_remote.GetValueOrDefault(magic);
        }

        string? type = MountType(realPath, mountInfo());
        return type is not null && s_localFuse.Contains(type, StringComparer.Ordinal) ? null : type ?? "FUSE";
    }

    /// <summary>UNC paths and mapped drives.</summary>
    public static string? OnWindows(string path, Func<string, DriveType> driveType)
    {
        string plain = path.StartsWith(@"\\?\", StringComparison.Ordinal) || path.StartsWith(@"\\.\", StringComparison.Ordinal) ? path[4..] : path;
        if (plain.StartsWith(@"\\", StringComparison.Ordinal) || plain.StartsWith("//", StringComparison.Ordinal) ||
            plain.StartsWith(@"UNC\", StringComparison.OrdinalIgnoreCase))
        {
            return "UNC path";
        }

        return plain.Length >= 2 && plain[1] == ':' && driveType(plain[..2] + @"\") == DriveType.Network ? $"network drive {plain[..2]}" : null;
    }

    private static string? OnLinux(string place)
    {
        // f_type comes first in struct statfs, a word wide on every 64-bit and 32-bit Linux that .NET runs on; the whole is below 256 bytes.
        byte[] statfs = new byte[256];
        if (Native.StatFs(place, statfs) != 0)
        {
            return null;
        }

        long magic = IntPtr.Size == 8 ? BitConverter.ToInt64(statfs) & 0xFFFFFFFF : BitConverter.ToUInt32(statfs);
        byte[] real = new byte[4097];
        string realPath = Native.RealPath(place, real) == IntPtr.Zero ? place : Encoding.UTF8.GetString(real, 0, Array.IndexOf(real, (byte)0));
        return OnLinux(magic, realPath, static () => File.ReadLines("/proc/self/mountinfo"));
    }

    // proc(5): … mount point (5th), options, optional fields, "-", type.
    private static string? MountType(string realPath, IEnumerable<string> mountInfo)
    {
        string? type = null;
        int longest = -1;
        foreach (string line in mountInfo)
        {
            string[] fields = line.Split(' ');
            int dash = Array.IndexOf(fields, "-");
            if (fields.Length < 5 || dash < 0 || dash + 1 >= fields.Length)
            {
                continue;
            }

            string mount = fields[4].Replace(@"\040", " ", StringComparison.Ordinal).Replace(@"\011", "\t", StringComparison.Ordinal).Replace(@"\134", @"\", StringComparison.Ordinal);
            bool below = mount == "/" || realPath == mount || realPath.StartsWith(mount + "/", StringComparison.Ordinal);
            if (below && mount.Length >= longest)
            {
                (longest, type) = (mount.Length, fields[dash + 1]);
            }
        }

        return type;
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "statfs", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int StatFs([MarshalAs(UnmanagedType.LPUTF8Str)] string path, byte[] buffer);

        [DllImport("libc", EntryPoint = "realpath", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern IntPtr RealPath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, byte[] buffer);
    }
}

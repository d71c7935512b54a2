using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Tells shares from disks; the kernel's numbers and mount tables are given, since no test can mount a share.</summary>
public sealed class NetworkShareTests
{
    private static readonly string[] s_mounts =
    [
        "23 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 23 0:35 / /mnt/ssh rw,nosuid,nodev - fuse.sshfs user@host:/ rw,user_id=0",
        @"41 23 0:36 / /mnt/my\040disk rw - fuseblk /dev/sdb1 rw",
        "42 23 0:37 / /mnt/ssh/inner rw shared:3 master:1 - fuse.mergerfs a:b rw",
        "43 23 0:38 / /mnt/bucket rw - fuse.s3fs s3fs rw",
        "short line",
    ];

    [Theory]
    [InlineData(0x6969, "NFS")]
    [InlineData(0xFF534D42, "CIFS")]
    [InlineData(0xFE534D42, "SMB2")]
    [InlineData(0x01021997, "9P")]
    [InlineData(0x00C36400, "Ceph")]
    [InlineData(0xEF53, null)]
    [InlineData(0x58465342, null)]
    [InlineData(0x01021994, null)]
    [InlineData(0x9123683E, null)]
    [InlineData(0x794C7630, null)]
    public void Kernel_numbers(long magic, string? expected) => Assert.Equal(expected, NetworkShare.OnLinux(magic, "/x", static () => s_mounts));

    [Theory]
    [InlineData("/mnt/ssh/hub", "fuse.sshfs")]
    [InlineData("/mnt/ssh", "fuse.sshfs")]
    [InlineData("/mnt/ssh/inner/a", null)]
    [InlineData("/mnt/my disk/a", null)]
    [InlineData("/mnt/bucket/a", "fuse.s3fs")]
    [InlineData("/mnt/sshfoo", "ext4")]
    public void Fuse_is_decided_by_the_mount_table(string path, string? expected) =>
        Assert.Equal(expected, NetworkShare.OnLinux(0x65735546, path, static () => s_mounts));

    [Theory]
    [InlineData(@"\\server\share\hub.db", "UNC path")]
    [InlineData("//server/share/hub.db", "UNC path")]
    [InlineData(@"\\?\UNC\server\share\hub.db", "UNC path")]
    [InlineData(@"Z:\hub.db", "network drive Z:")]
    [InlineData(@"C:\ProgramData\hub.db", null)]
    [InlineData(@"\\?\C:\hub.db", null)]
    public void Windows_paths(string path, string? expected) =>
        Assert.Equal(expected, NetworkShare.OnWindows(path, static root => root == @"Z:\" ? DriveType.Network : DriveType.Fixed));

    [Fact]
    public void This_machines_disk_is_local() => Assert.Null(NetworkShare.Find(Path.Combine(Path.GetTempPath(), "hub.db")));

    [Fact]
    public void The_error_names_the_file_system_and_the_remedy()
    {
        RingCentralAdException exception = StoreErrors.NetworkShare("/mnt/x/hub.db", "NFS");
        Assert.Equal("HubOnNetworkShare", exception.ErrorId);
        Assert.Contains("NFS", exception.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", exception.Remedy, StringComparison.Ordinal);
    }
}

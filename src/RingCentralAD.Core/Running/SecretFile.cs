using System.Security;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Reads a secret out of a file. What others can read is no secret any more: it is refused, so that it is noticed.</summary>
internal static class SecretFile
{
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The secret; null where there is no such file, or nothing in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The place as it was written, for errors.</param>
    /// <param name="ofOwner">
    /// Only its owner may read it. A credential of systemd is given to the service's account by an access list, and shows that as a right of the group.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SecureString?> ReadAsync(string path, string place, bool ofOwner, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        FileStream stream = Open(path, place);
        await using (stream.ConfigureAwait(false))
        {
            Check(stream, path, place, ofOwner);
            byte[] bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            char[] text = Encoding.UTF8.GetChars(bytes);
            Array.Clear(bytes);
            SecureString secret = new();
            foreach (char c in text.AsSpan().Trim("\uFEFF\r\n"))
            {
                secret.AppendChar(c);
            }

            Array.Clear(text);
            secret.MakeReadOnly();
            return secret.Length == 0 ? null : secret;
        }
    }

    private static FileStream Open(string path, string place)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new RingCentralAdException(
                "SecretFileDenied", ErrorKind.Security, $"The account {Environment.UserName} may not read the file of {place}.", "Make that account the file's owner, or run as its owner.", path, error);
        }
    }

    /// <summary>Looks at the open file itself, so that no other one can take its place meanwhile.</summary>
    private static void Check(FileStream stream, string path, string place, bool ofOwner)
    {
        bool open;
        string remedy;
        if (OperatingSystem.IsWindows())
        {
            open = WindowsAccess.Others(path).Count > 0;
            remedy = $"Close it with: icacls \"{path}\" /inheritance:r /grant:r \"%USERNAME%:R\"";
        }
        else
        {
            open = (File.GetUnixFileMode(stream.SafeFileHandle) & (ofOwner ? Group | Others : Others)) != 0;
            remedy = $"Close it with: chmod 600 '{path}'";
        }

        if (open)
        {
            throw new RingCentralAdException(
                "SecretFileOpen", ErrorKind.Security, $"The file of {place} can be read by others than its owner.", $"{remedy}. Then change the secret, since others may have read it.", path);
        }
    }
}

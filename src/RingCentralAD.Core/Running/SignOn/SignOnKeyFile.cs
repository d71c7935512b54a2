using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>Writes a new private key into a file that its owner alone can read.</summary>
internal static class SignOnKeyFile
{
    /// <summary>
    /// Writes the key's file, and then does the work that names it in the hub: a hub never names a file that is not there. Where the work fails and the
    /// hub does not name the file, the file is taken away again; where the hub cannot be asked, it stays, since the hub may name it.
    /// A file that is there is never overwritten: <c>SsoKeyFileExists</c>.
    /// </summary>
    /// <param name="hub">The hub.</param>
    /// <param name="key">The key, which no hub knows yet.</param>
    /// <param name="folder">The file's folder; made where it is not there.</param>
    /// <param name="work">Names the key in the hub.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task KeepAsync(IHubStore hub, SigningKey key, string folder, Func<SignOnKey, Task> work, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, $"sso-{key.Certificate.Thumbprint[..16].ToLowerInvariant()}.key.pem");
        await WriteAsync(key, path, cancellationToken).ConfigureAwait(false);
        SignOnKey written = new(CertificateText.Of(key.Certificate), $"file:{path}");
        try
        {
            await work(written).ConfigureAwait(false);
        }
        catch
        {
            if (!await MayBeNamedAsync(hub, written).ConfigureAwait(false))
            {
                File.Delete(path);
            }

            throw;
        }
    }

    private static async Task WriteAsync(SigningKey key, string path, CancellationToken cancellationToken)
    {
        bool begun = false;
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            FileStream stream = PrivateFile.Open(path);
            await using (stream.ConfigureAwait(false))
            {
                if (stream.Length > 0)
                {
                    throw new RingCentralAdException("SsoKeyFileExists", ErrorKind.Conflict, $"{path} is there already.", "Choose another folder with -KeyFolder.", path);
                }

                begun = true;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(key.ToPem()), cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw new RingCentralAdException("SsoKeyFileDenied", ErrorKind.Denied, $"{path} may not be written by {Environment.UserName}.", "Choose another folder with -KeyFolder, or run as its owner.", path, error);
        }
        catch when (begun)
        {
            // Half a key is of use to nobody.
            File.Delete(path);
            throw;
        }
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // A commit whose answer was lost may have been carried out. Asked whether or not the caller was stopped.
    private static async Task<bool> MayBeNamedAsync(IHubStore hub, SignOnKey key)
    {
        try
        {
            return (await hub.GetAsync<SignOnKeys>(CancellationToken.None).ConfigureAwait(false)).All.Any(known => known.KeyFrom == key.KeyFrom);
        }
        catch (Exception error) when (error is RingCentralAdException or IOException)
        {
            return true;
        }
    }
}

using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>Writes a new private key into a file that its owner alone can read.</summary>
internal static class SignOnKeyFile
{
    /// <summary>Writes the key; gives how the hub knows it. A file that is there is never overwritten: <c>SsoKeyFileExists</c>.</summary>
    public static async Task<SignOnKey> WriteAsync(SigningKey key, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, $"sso-{key.Certificate.Thumbprint[..16].ToLowerInvariant()}.key.pem");
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            FileStream stream = PrivateFile.Open(path);
            await using (stream.ConfigureAwait(false))
            {
                if (stream.Length > 0)
                {
                    throw new RingCentralAdException("SsoKeyFileExists", ErrorKind.Conflict, $"{path} is there already.", "Choose another folder with -KeyFolder.", path);
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(key.ToPem()), cancellationToken).ConfigureAwait(false);
            }

            return new SignOnKey(CertificateText.Of(key.Certificate), $"file:{path}");
        }
        catch (UnauthorizedAccessException error)
        {
            throw new RingCentralAdException("SsoKeyFileDenied", ErrorKind.Denied, $"{path} may not be written by {Environment.UserName}.", "Choose another folder with -KeyFolder, or run as its owner.", path, error);
        }
    }
}

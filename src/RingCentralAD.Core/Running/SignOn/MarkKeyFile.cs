using System.Security;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>The private file that the key of the marks is derived from. All instances on a hub need the same content.</summary>
internal static class MarkKeyFile
{
    /// <summary>Reads it; refused where others can read it too.</summary>
    /// <exception cref="RingCentralAdException">SignOnKeyMissing, SignOnKeyShort, SecretFileOpen, SecretFileDenied.</exception>
    public static async Task<SignOnMarks> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using SecureString secret = await SecretFile.ReadAsync(path, path, ofOwner: true, cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException(
                "SignOnKeyMissing", ErrorKind.Security, $"There is no key file {path}.", "Give the private key file of the sign-on, which New-RcSsoProvider makes.", path);
        byte[] bytes = Encoding.UTF8.GetBytes(new System.Net.NetworkCredential("", secret).Password);
        try
        {
            return bytes.Length >= 32 ? new SignOnMarks(bytes) : throw new RingCentralAdException(
                "SignOnKeyShort", ErrorKind.Security, $"The key file {path} holds less than 32 bytes.", "Give the private key file of the sign-on, or 32 random bytes as text.", path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}

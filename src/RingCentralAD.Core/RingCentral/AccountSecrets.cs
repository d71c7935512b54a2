using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// What an account is signed in with. Owns copies of its secrets and clears them on <see cref="Dispose"/>;
/// shows none of them.
/// </summary>
public sealed class AccountSecrets : IDisposable
{
    private static readonly byte[] s_processKey = RandomNumberGenerator.GetBytes(32);

    private readonly SecureString? _clientSecret;
    private readonly SecureString? _jwt;
    private readonly SecureString? _proxyPassword;

    /// <summary>Copies the secrets; the caller's own stay the caller's to dispose.</summary>
    /// <param name="clientSecret">The app's client secret; null for a public client.</param>
    /// <param name="jwt">The JWT credential made in RingCentral's Developer Console.</param>
    /// <param name="proxyPassword">The password for the proxy; null for none.</param>
    public AccountSecrets(SecureString? clientSecret, SecureString? jwt, SecureString? proxyPassword = null)
    {
        _clientSecret = Owned(clientSecret);
        _jwt = Owned(jwt);
        _proxyPassword = Owned(proxyPassword);
    }

    internal bool HasClientSecret => _clientSecret is not null;

    internal bool HasJwt => _jwt is not null;

    /// <inheritdoc />
    public void Dispose()
    {
        _clientSecret?.Dispose();
        _jwt?.Dispose();
        _proxyPassword?.Dispose();
    }

    /// <inheritdoc />
    public override string ToString() => "secrets of an account (not shown)";

    /// <summary>The same secrets once more, to be owned and disposed by somebody else.</summary>
    internal AccountSecrets Copy() => new(_clientSecret, _jwt, _proxyPassword);

    /// <summary>The JWT in UTF-8, without surrounding white space; the caller clears it.</summary>
    internal byte[] CopyJwt() => Plain(_jwt);

    /// <summary>The client secret in UTF-8, without surrounding white space; the caller clears it.</summary>
    internal byte[] CopyClientSecret() => Plain(_clientSecret);

    /// <summary>The proxy's password as the proxy classes of .NET take it.</summary>
    internal SecureString? CopyProxyPassword() => _proxyPassword?.Copy();

    /// <summary>Tells two sets of secrets apart without keeping them: keyed by a number of this process alone.</summary>
    internal string Fingerprint(string context)
    {
        byte[] jwt = CopyJwt();
        byte[] secret = CopyClientSecret();
        byte[] all = [.. Encoding.UTF8.GetBytes(context), 0, .. jwt, 0, .. secret];
        try
        {
            return Convert.ToHexString(HMACSHA256.HashData(s_processKey, all));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jwt);
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(all);
        }
    }

    private static SecureString? Owned(SecureString? secret) => secret is { Length: > 0 } ? secret.Copy() : null;

    private static byte[] Plain(SecureString? secret)
    {
        if (secret is null)
        {
            return [];
        }

        char[] characters = new char[secret.Length];
        nint plain = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(plain, characters, 0, characters.Length);
            ReadOnlySpan<char> trimmed = characters.AsSpan().Trim();
            byte[] bytes = new byte[Encoding.UTF8.GetByteCount(trimmed)];
            Encoding.UTF8.GetBytes(trimmed, bytes);
            return bytes;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
            Array.Clear(characters);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace RingCentralAD.Sso;

/// <summary>
/// Protects cookies and form fields by keys that are derived (HKDF) from the identity provider's private keys, with AES-256-GCM. All instances have those,
/// so that a session of one is known to the others, and nothing secret lies anywhere else. What the key before protected is still read while its
/// certificate is published.
/// </summary>
internal sealed class KeyedProtection : IDataProtector
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Func<IReadOnlyList<byte[]>> _secrets;
    private readonly string _purpose;

    private KeyedProtection(Func<IReadOnlyList<byte[]>> secrets, string purpose) => (_secrets, _purpose) = (secrets, purpose);

    /// <summary>The root of all purposes.</summary>
    /// <param name="secrets">The secrets at this time; the first one protects.</param>
    public static KeyedProtection Of(Func<IReadOnlyList<byte[]>> secrets) => new(secrets, "RingCentralAD sign-on");

    /// <inheritdoc />
    public IDataProtector CreateProtector(string purpose) => new KeyedProtection(_secrets, $"{_purpose}\n{purpose}");

    /// <inheritdoc />
    public byte[] Protect(byte[] plaintext)
    {
        using AesGcm cipher = Cipher(_secrets()[0]);
        byte[] sealedData = new byte[NonceLength + plaintext.Length + TagLength];
        Span<byte> nonce = sealedData.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plaintext, sealedData.AsSpan(NonceLength, plaintext.Length), sealedData.AsSpan(NonceLength + plaintext.Length));
        return sealedData;
    }

    /// <inheritdoc />
    public byte[] Unprotect(byte[] protectedData)
    {
        int length = protectedData.Length - NonceLength - TagLength;
        foreach (byte[] secret in length < 0 ? [] : _secrets())
        {
            using AesGcm cipher = Cipher(secret);
            byte[] plain = new byte[length];
            try
            {
                cipher.Decrypt(protectedData.AsSpan(0, NonceLength), protectedData.AsSpan(NonceLength, length), protectedData.AsSpan(NonceLength + length), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // By another key, or changed.
            }
        }

        throw new CryptographicException("The data was not protected here, or was changed.");
    }

    private AesGcm Cipher(byte[] secret) => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(_purpose)), TagLength);
}

using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.SignOn;

/// <summary>
/// Marks by which a browser and an address are known again, made with a key that is not in the hub: a copy of the hub neither makes marks nor
/// tells addresses (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
/// </summary>
public sealed class SignOnMarks
{
    private const string Version = "1";
    private const int HashLength = 24;

    /// <summary>How long a browser stays known after the person last signed in from it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly byte[] _key;

    /// <summary>Derives the key of the marks from what only this installation has.</summary>
    /// <param name="secret">The content of a private key file; not kept.</param>
    public SignOnMarks(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 32, nameof(secret));
        _key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, _key, [], "RingCentralAD sign-on marks"u8);
    }

    /// <summary>A mark for the browser in which this person has signed in.</summary>
    public string Device(string userId, DateTimeOffset now)
    {
        string begin = string.Create(CultureInfo.InvariantCulture, $"{Version}.{now.ToUnixTimeSeconds()}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12))}");
        return $"{begin}.{Hash("device", userId, begin)}";
    }

    /// <summary>Whether a browser brought a mark that was made here for this person, not too long ago.</summary>
    public bool IsDevice(string? mark, string userId, DateTimeOffset now)
    {
        if (mark is null || mark.Length > 200 || mark.Split('.') is not [Version, var made, _, var hash] ||
            !long.TryParse(made, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > now.ToUnixTimeSeconds() + 3600)
        {
            return false;
        }

        string expected = Hash("device", userId, mark[..^(hash.Length + 1)]);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(hash)) &&
            now - DateTimeOffset.FromUnixTimeSeconds(seconds) < Life;
    }

    /// <summary>The hash under which it is kept that a person signed in from an address; null where the address is none.</summary>
    public string? Place(string userId, string? address) => Network(address) is { } network ? Hash("place", userId, network) : null;

    /// <summary>The key of an address' tally; null where the address is none.</summary>
    public string? Address(string? address) => Network(address) is { } network ? "address:" + Hash("address", network, "") : null;

    /// <summary>The tally of a name that is nobody's: one of some hundreds, so that made-up names do not fill the hub.</summary>
    public string Nobody(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("nobody\n" + name));
        return string.Create(CultureInfo.InvariantCulture, $"nobody:{hash[0]}.{hash[1] % 4}");
    }

    /// <summary>What stands for an address: itself, for IPv6 the network that a household or a host gets (RFC 6177): its first 64 bits.</summary>
    private static string? Network(string? address)
    {
        if (!IPAddress.TryParse(address, out IPAddress? parsed))
        {
            return null;
        }

        if (parsed.IsIPv4MappedToIPv6)
        {
            parsed = parsed.MapToIPv4();
        }

        return parsed.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8)) : parsed.ToString();
    }

    private string Hash(string kind, string first, string second) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}\n{first}\n{second}")).AsSpan(0, HashLength));
}

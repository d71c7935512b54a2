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

    private const int LeastBytes = 32;

    private readonly Func<IReadOnlyList<byte[]>> _secrets;

    /// <summary>Marks by keys that are derived from what only this installation has.</summary>
    /// <param name="secrets">The secrets at this time: the first one makes marks, each recognises them.</param>
    public SignOnMarks(Func<IReadOnlyList<byte[]>> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = secrets;
    }

    /// <summary>Marks by one key.</summary>
    /// <param name="secret">Its secret, of 32 bytes or more.</param>
    public SignOnMarks(byte[] secret)
        : this(() => [secret]) => ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, LeastBytes, nameof(secret));

    private byte[] First => Key(_secrets()[0]);

    /// <summary>A mark for the browser in which this person has signed in.</summary>
    public string Device(string userId, DateTimeOffset now)
    {
        string begin = string.Create(CultureInfo.InvariantCulture, $"{Version}.{now.ToUnixTimeSeconds()}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12))}");
        return $"{begin}.{Hash(First, "device", userId, begin)}";
    }

    /// <summary>Whether a browser brought a mark that was made here for this person, not too long ago.</summary>
    public bool IsDevice(string? mark, string userId, DateTimeOffset now)
    {
        if (mark is null || mark.Length > 200 || mark.Split('.') is not [Version, var made, _, var hash] ||
            !long.TryParse(made, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > now.ToUnixTimeSeconds() + 3600)
        {
            return false;
        }

        string begin = mark[..^(hash.Length + 1)];
        byte[] brought = Encoding.UTF8.GetBytes(hash);
        return now - DateTimeOffset.FromUnixTimeSeconds(seconds) < Life &&
            _secrets().Any(secret => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(Key(secret), "device", userId, begin)), brought));
    }

    /// <summary>The hashes under which it may be kept that a person signed in from an address, the one that is used now first; none where the address is none.</summary>
    public IReadOnlyList<string> Places(string userId, string? address) =>
        Network(address) is { } network ? [.. _secrets().Select(secret => Hash(Key(secret), "place", userId, network))] : [];

    /// <summary>The key of an address' tally; null where the address is none.</summary>
    public string? Address(string? address) => Network(address) is { } network ? "address:" + Hash(First, "address", network, "") : null;

    /// <summary>The tally of a name that is nobody's: one of some hundreds, so that made-up names do not fill the hub.</summary>
    public string Nobody(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] hash = HMACSHA256.HashData(First, Encoding.UTF8.GetBytes("nobody\n" + name));
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

    private static byte[] Key(byte[] secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, LeastBytes, [], "RingCentralAD sign-on marks"u8.ToArray());

    private static string Hash(byte[] key, string kind, string first, string second) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\n{first}\n{second}")).AsSpan(0, HashLength));
}

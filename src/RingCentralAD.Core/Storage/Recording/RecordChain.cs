using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>What makes the record a chain.</summary>
internal static class RecordChain
{
    private const int SaltBytes = 16;
    private const byte Separator = 0x1F;

    /// <summary>The first line's predecessor.</summary>
    public const string Beginning = "";

    /// <summary>The digest of content that was never there, or was erased with its line.</summary>
    public static string NoDigest { get; } = Digest("", "");

    /// <summary>A salt that nobody can guess.</summary>
    public static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>The digest of a line's content.</summary>
    public static string Digest(string salt, string content) => Hash(salt, content);

    /// <summary>The hash of a line.</summary>
    /// <param name="before">The hash of the line before it.</param>
    /// <param name="line">The line; its own hash does not count.</param>
    public static string HashOf(string before, RecordedChange line) => Hash(
        before,
        line.Number.ToString(CultureInfo.InvariantCulture),
        StoredValue.Time(line.At).ToString(CultureInfo.InvariantCulture),
        line.RunId,
        line.Actor,
        line.Host,
        line.Program,
        EnumText<ChangeKind>.Name(line.Kind),
        line.UserId,
        line.Facts,
        line.Digest);

    // SHA-256 of the parts in UTF-8, with a separator between, in base 64.
    private static string Hash(params ReadOnlySpan<string?> parts)
    {
        int most = parts.Length;
        foreach (string? part in parts)
        {
            most += Encoding.UTF8.GetMaxByteCount(part?.Length ?? 0);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(most);
        int length = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                rented[length++] = Separator;
            }

            length += Encoding.UTF8.GetBytes(parts[i] ?? "", rented.AsSpan(length));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return Convert.ToBase64String(hash);
    }
}

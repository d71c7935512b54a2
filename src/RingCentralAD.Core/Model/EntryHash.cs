using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.Model;

/// <summary>
/// The fingerprint of a directory entry as it was read: place, container, values. What a write-back wrote is put into it at once, so that
/// the echo in the next import is no change. The case of names and the order of a list's items do not count: servers give them as they like.
/// </summary>
internal static class EntryHash
{
    // Goes into every fingerprint: with another form of the same data, everybody counts as changed once.
    private const byte Version = 1;

    /// <summary>The fingerprint: 128 bits of SHA-256 as 32 hexadecimal digits.</summary>
    public static string Of(string place, string? parentKey, AttributeSet attributes)
    {
        ArrayBufferWriter<byte> bytes = new(1024);
        bytes.Write([Version]);
        Write(bytes, place);
        Write(bytes, parentKey ?? "");
        foreach ((string name, object? value) in attributes)
        {
            Write(bytes, name.ToUpperInvariant());
            if (value is IReadOnlyList<string> list)
            {
                WriteList(bytes, list);
            }
            else
            {
                Write(bytes, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static void WriteList(ArrayBufferWriter<byte> bytes, IReadOnlyList<string> list)
    {
        string[] sorted = [.. list];
        Array.Sort(sorted, StringComparer.Ordinal);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(4), -sorted.Length);
        bytes.Advance(4);
        foreach (string item in sorted)
        {
            Write(bytes, item);
        }
    }

    // The length comes first, so that no two different lists of texts give the same bytes.
    private static void Write(ArrayBufferWriter<byte> bytes, string text)
    {
        Span<byte> room = bytes.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(text.Length));
        int written = Encoding.UTF8.GetBytes(text, room[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, written);
        bytes.Advance(4 + written);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.Model;

/// <summary>
/// The fingerprint of an app user: 128 bits of SHA-256 over place, container, state and attributes. Depends on what the app user
/// holds and on nothing else, so it can be made again after a value was written. The order of names and of a list's items does not count.
/// </summary>
public static class AppUserHash
{
    // Goes into every fingerprint: with another form of the same data, everybody counts as changed once.
    private const byte Version = 1;

    // Made anew for each of 50,000 people it would be most of what an import allocates.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_bytes;

    /// <summary>The fingerprint as 32 hexadecimal digits.</summary>
    public static string Of(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Of(user.Place, user.ParentKey, user.Enabled, user.Attributes);
    }

    /// <summary>The fingerprint of these parts.</summary>
    public static string Of(string place, string? parentKey, bool enabled, AttributeSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArrayBufferWriter<byte> bytes = s_bytes ??= new(4096);
        bytes.ResetWrittenCount();
        bytes.Write([Version, enabled ? (byte)1 : (byte)0]);
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
                Write(bytes, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "");
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

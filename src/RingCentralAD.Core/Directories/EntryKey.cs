using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>Makes the key of an entry: a GUID in lower case with hyphens, whatever its server calls it.</summary>
public static class EntryKey
{
    private static readonly string[] s_attributes = ["objectGUID", "entryUUID", "nsUniqueId", "orclGuid", "GUID", "ibm-entryUuid"];

    /// <summary>The attributes that servers keep such keys in.</summary>
    public static IReadOnlyList<string> Attributes => s_attributes;

    /// <summary>
    /// The key by the first key attribute that the entry has, or null where it has none that can be read.
    /// objectGUID and GUID are 16 bytes with the first three groups little-endian (as .NET's Guid); the others are text.
    /// </summary>
    public static string? Of(RawEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        foreach (string attribute in s_attributes)
        {
            if (entry.Bytes(attribute) is { } bytes)
            {
                return Parse(bytes);
            }
        }

        return null;
    }

    /// <summary>The key that these bytes are, as 16 bytes or as text in any of the usual forms; null when they are neither.</summary>
    public static string? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 16)
        {
            return new Guid(bytes).ToString("D");
        }

        if (bytes.Length is < 32 or > 38)
        {
            return null;
        }

        // nsUniqueId groups its 32 digits as 8-8-8-8; without hyphens all forms are alike.
        Span<char> digits = stackalloc char[bytes.Length];
        int count = 0;
        foreach (byte c in bytes)
        {
            if (c is not ((byte)'-' or (byte)'{' or (byte)'}'))
            {
                digits[count++] = (char)c;
            }
        }

        return Guid.TryParseExact(digits[..count], "N", out Guid key) ? key.ToString("D") : null;
    }

    /// <summary>The value by which a search finds a key: in the form in which that attribute keeps it.</summary>
    public static byte[] ToValue(string attribute, string key)
    {
        Guid guid = Guid.Parse(key);
        return attribute.ToUpperInvariant() switch
        {
            "OBJECTGUID" or "GUID" => guid.ToByteArray(),
            "NSUNIQUEID" => Encoding.ASCII.GetBytes(guid.ToString("N").Insert(24, "-").Insert(16, "-").Insert(8, "-")),
            "ORCLGUID" => Encoding.ASCII.GetBytes(guid.ToString("N").ToUpperInvariant()),
            _ => Encoding.ASCII.GetBytes(guid.ToString("D")),
        };
    }
}

using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.Model;

/// <summary>
/// The fingerprint of a directory entry as it was read: place, container, values. What a write-back wrote is put into it at once, so that
/// the echo in the next import is no change.
/// </summary>
internal static class EntryHash
{
    /// <summary>The fingerprint, 32 hexadecimal digits.</summary>
    public static string Of(string place, string? parentKey, AttributeSet attributes)
    {
        StringBuilder text = new(512);
        text.Append(place).Append('\0').Append(parentKey);
        foreach ((string name, object? value) in attributes)
        {
            text.Append('\0').Append(name);
            foreach (string item in value as IReadOnlyList<string> ?? [(string)value!])
            {
                text.Append('\u0001').Append(item);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}

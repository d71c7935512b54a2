using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>Windows security identifiers: bytes to <c>S-1-5-21-…</c> (MS-DTYP, section 2.4.2).</summary>
public static class SecurityIdentifierText
{
    /// <summary>The text of a SID, or null when the bytes are none.</summary>
    public static string? Of(ReadOnlySpan<byte> sid)
    {
        if (sid.Length < 8 || sid[0] != 1 || sid[1] > 15 || sid.Length != 8 + (4 * sid[1]))
        {
            return null;
        }

        ulong authority = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(sid[2..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(sid[4..]);
        StringBuilder text = new("S-1-", 48);
        text.Append(CultureInfo.InvariantCulture, $"{authority}");
        for (int at = 8; at < sid.Length; at += 4)
        {
            text.Append(CultureInfo.InvariantCulture, $"-{BinaryPrimitives.ReadUInt32LittleEndian(sid[at..])}");
        }

        return text.ToString();
    }

    /// <summary>The last part of a SID, by which AD names a group within its domain (primaryGroupID); null when the bytes are no SID with one.</summary>
    public static long? RelativeId(ReadOnlySpan<byte> sid) =>
        Of(sid) is not null && sid[1] > 0 ? BinaryPrimitives.ReadUInt32LittleEndian(sid[^4..]) : null;
}

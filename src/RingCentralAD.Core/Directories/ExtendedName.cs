using System.Buffers.Text;
using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>Names with their keys, as Active Directory gives them on request: <c>&lt;GUID=…&gt;;&lt;SID=…&gt;;CN=Ann,OU=Staff,…</c> (MS-ADTS, 3.1.1.3.4.1.5).</summary>
internal static class ExtendedName
{
    private const int GuidEnd = 6 + 36;

    /// <summary>The key of a name as it came; null where the name is a plain one.</summary>
    public static string? KeyOf(ReadOnlySpan<byte> name) =>
        name.Length > GuidEnd && name.StartsWith("<GUID="u8) && name[GuidEnd] == (byte)'>' && Utf8Parser.TryParse(name[6..GuidEnd], out Guid guid, out int read) && read == GuidEnd - 6
            ? guid.ToString("D")
            : Split(Encoding.UTF8.GetString(name)).Key;

    /// <summary>The key and the plain name; no key where the name is a plain one.</summary>
    public static (string? Key, string Dn) Split(string name)
    {
        string? key = null;
        while (name.StartsWith('<'))
        {
            int end = name.IndexOf('>', StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            if (name.StartsWith("<GUID=", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(name.AsSpan(6, end - 6), out Guid guid))
            {
                key = guid.ToString("D");
            }

            name = name[(end + 1)..].TrimStart(';');
        }

        return (key, name);
    }
}

namespace RingCentralAD.Core.Directories;

/// <summary>Names with their keys, as Active Directory gives them on request: <c>&lt;GUID=…&gt;;&lt;SID=…&gt;;CN=Ann,OU=Staff,…</c> (MS-ADTS, 3.1.1.3.4.1.5).</summary>
internal static class ExtendedName
{
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

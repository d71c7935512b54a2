using System.Text;
using RingCentralAD.TestServers;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>What ldapsearch reads of a domain, entry by entry.</summary>
internal sealed class Domain
{
    private readonly Dictionary<string, Dictionary<string, string>> _entries = new(StringComparer.OrdinalIgnoreCase);

    private Domain()
    {
    }

    /// <summary>Values by distinguished name and attribute.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Entries => _entries;

    /// <summary>Reads every entry's change number, and the people's names and numbers.</summary>
    public static async Task<Domain> ReadAsync(SambaServer samba, CancellationToken cancellationToken)
    {
        Domain domain = new();
        Dictionary<string, string>? entry = null;
        foreach (string line in (await samba.LdapSearchAsync("(objectClass=*)", ["uSNChanged", "mail", "telephoneNumber", "department"], cancellationToken)).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] == '#')
            {
                continue;
            }

            bool encoded = line.Length > colon + 1 && line[colon + 1] == ':';
            string value = encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(line[(colon + 2)..].Trim())) : line[(colon + 1)..].Trim();
            if (line[..colon] == "dn")
            {
                domain._entries[value] = entry = [];
            }
            else if (entry is not null)
            {
                entry[line[..colon]] = value;
            }
        }

        return domain;
    }

    /// <summary>The entries whose change number differs, the account's own logon time aside.</summary>
    public IReadOnlyList<string> ChangedSince(Domain before) =>
    [
        .. _entries.Where(pair => before._entries.GetValueOrDefault(pair.Key)?.GetValueOrDefault("uSNChanged") != pair.Value.GetValueOrDefault("uSNChanged"))
            .Select(pair => pair.Key)
            .Where(dn => !dn.StartsWith("CN=Administrator,", StringComparison.OrdinalIgnoreCase)),
    ];

    /// <summary>A value of the entry with this mail address; null where it has none.</summary>
    public string? Of(string mail, string attribute) =>
        _entries.Values.FirstOrDefault(entry => entry.GetValueOrDefault("mail") == mail)?.GetValueOrDefault(attribute);
}

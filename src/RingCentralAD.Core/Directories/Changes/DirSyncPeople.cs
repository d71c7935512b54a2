using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Reads all people of a domain by DirSync from the beginning (MS-ADTS, 3.1.1.3.4.1.3): a controller does half the work that pages cost it. With
/// object security, so that it shows what a search of the same account shows. Only for attributes that controllers replicate to one another:
/// DirSync knows no others.
/// </summary>
internal sealed class DirSyncPeople
{
    private const int ObjectSecurity = 1;
    private const int BytesAtOnce = 1 << 20;

    // systemFlags of an attribute (MS-ADTS, 2.2.10): not replicated, constructed.
    private const int OfOneServer = 0x1 | 0x4;

    // attributeSyntax of names, names with bytes, names with text (MS-ADTS, 3.1.1.2.2.2).
    private static readonly string?[] s_names = ["2.5.5.1", "2.5.5.7", "2.5.5.14"];

    // It follows from the name, which is what is replicated, where the entry is named by it.
    private const string CommonName = "cn";
    private const string Name = "name";

    // Every entry has it from the beginning; one that comes without it came in part.
    private const string WholeMark = "whenCreated";

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;

    public DirSyncPeople(LdapSession session, LdapDomain domain) => (_session, _domain) = (session, domain);

    /// <summary>Whether the schema says of each of these attributes that DirSync shows it as a search does.</summary>
    public async Task<bool> CoversAsync(IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        if (_domain.Profile != DirectoryProfile.ActiveDirectory || _domain.Schema is null || attributes.Contains("*"))
        {
            return false;
        }

        // Every entry comes with its key, which is not replicated as an attribute.
        HashSet<string> unknown = new(Replicated(attributes).Where(name => !name.Equals(_domain.Profile.KeyAttribute, StringComparison.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase);
        LdapFilter named = LdapFilter.Or([.. unknown.Select(name => LdapFilter.Equal("lDAPDisplayName", name))]);
        await foreach (RawEntry attribute in _session.ReadSomeAsync(
            _domain.Schema, "(objectClass=attributeSchema)", named, ["lDAPDisplayName", "systemFlags", "attributeSyntax", "linkID"], paged: false, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // Links may be cut, and those that go back are of one server. Names of entries come with their keys before them (Samba).
            if (!attribute.Has("linkID") && !s_names.Contains(attribute.Text("attributeSyntax")) && (Number(attribute, "systemFlags") & OfOneServer) == 0 && attribute.Text("lDAPDisplayName") is { } name)
            {
                unknown.Remove(name);
            }
        }

        return unknown.Count == 0;
    }

    /// <summary>The entries, and whether each came whole: one that came in part is to be read by its key.</summary>
    public async IAsyncEnumerable<(RawEntry Entry, bool IsWhole)> ReadAsync(IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] cookie = [];
        bool wantsCommonName = attributes.Contains(CommonName, StringComparer.OrdinalIgnoreCase);
        for (bool more = true; more;)
        {
            LdapSearch search = new()
            {
                BaseDn = _domain.NamingContext,
                Filter = LdapFilter.Parse(_domain.Profile.PeopleFilter),
                Attributes = [.. Replicated(attributes).Append(WholeMark).Distinct(StringComparer.OrdinalIgnoreCase)],
                Controls = [LdapControl.DirSync(ObjectSecurity, BytesAtOnce, cookie)],
            };
            LdapSearchOutcome outcome = new();
            await foreach (RawEntry entry in _session.ReadAsync(search, outcome, paged: false, cancellationToken).ConfigureAwait(false))
            {
                if (!AdTombstones.IsTombstone(entry))
                {
                    RawEntry? named = wantsCommonName ? WithCommonName(entry) : entry;
                    yield return (named ?? entry, named is not null && entry.Has(WholeMark));
                }
            }

            // Without the answer's control nobody can tell whether this was all.
            LdapControl answer = outcome.Result?.Control(LdapControl.DirSyncOid)
                ?? throw new RingCentralAdException(
                    "AdFailed", ErrorKind.Unavailable, $"{_session.Server} answered DirSync without saying whether more follows.", "Run the import again; if it stays so, name another domain controller.", _session.Server);
            (more, cookie) = answer.ReadDirSync();
        }
    }

    private static IEnumerable<string> Replicated(IEnumerable<string> attributes) =>
        attributes.Select(static name => name.Equals(CommonName, StringComparison.OrdinalIgnoreCase) ? Name : name);

    private static RawEntry? WithCommonName(RawEntry entry) => entry.Has(Name) && entry.Dn.StartsWith("CN=", StringComparison.OrdinalIgnoreCase)
        ? new RawEntry(entry.Dn, new Dictionary<string, IReadOnlyList<byte[]>>(entry.Attributes, StringComparer.OrdinalIgnoreCase) { [CommonName] = entry.Values(Name) }) { From = entry.From }
        : null;

    private static int Number(RawEntry entry, string name) =>
        int.TryParse(entry.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : 0;
}

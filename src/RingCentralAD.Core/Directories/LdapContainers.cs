using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads the containers of a naming context, and remembers their keys by name, so that each person's container can be told.</summary>
internal sealed class LdapContainers
{
    private readonly string _systemId;
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly Dictionary<string, string?> _keys = new(StringComparer.Ordinal);
    private bool _read;

    public LdapContainers(string systemId, LdapSession session, LdapDomain domain)
    {
        _systemId = systemId;
        _session = session;
        _domain = domain;
    }

    /// <summary>All containers, parents before children.</summary>
    public async IAsyncEnumerable<DirectoryContainer> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(int Depth, string Dn, string Key)> found = [];
        await foreach (RawEntry entry in _session.ReadAllAsync(
            _domain.NamingContext, _domain.Profile.ContainerFilter, [_domain.Profile.KeyAttribute], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            found.Add((DnText.Depth(entry.Dn), entry.Dn, EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, _domain.Profile.KeyAttribute)));
        }

        _keys.Clear();
        foreach ((_, string dn, string key) in found)
        {
            _keys[DnText.Key(dn)] = key;
        }

        _read = true;
        foreach ((_, string dn, string key) in found.OrderBy(static container => container.Depth))
        {
            yield return new DirectoryContainer(_systemId, key, _keys.GetValueOrDefault(DnText.Key(DnText.Parent(dn))), dn);
        }
    }

    /// <summary>Forgets what was read: containers may have been renamed since.</summary>
    public void Forget()
    {
        _keys.Clear();
        _read = false;
    }

    /// <summary>Reads the containers if nobody has so far.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!_read)
        {
            await foreach (DirectoryContainer _ in ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                // Each is remembered.
            }
        }
    }

    /// <summary>The key of the container of an entry; asked for where it was made or renamed since the containers were read. Null above the naming context.</summary>
    public async ValueTask<string?> ParentKeyAsync(string dn, CancellationToken cancellationToken)
    {
        string parent = DnText.Parent(dn);
        string name = DnText.Key(parent);
        if (_keys.TryGetValue(name, out string? key) || !DnText.IsWithin(name, DnText.Key(_domain.NamingContext)))
        {
            return key;
        }

        RawEntry? entry = await _session.ReadEntryAsync(parent, "(objectClass=*)", [_domain.Profile.KeyAttribute], cancellationToken: cancellationToken).ConfigureAwait(false);
        return _keys[name] = entry is null ? null : EntryKey.Of(entry);
    }
}

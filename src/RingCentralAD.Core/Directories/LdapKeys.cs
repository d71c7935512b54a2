using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads of every person the key, the container, the state and the change mark, and nothing else.</summary>
internal sealed class LdapKeys
{
    /// <summary>Attributes that change with every change of an entry, the finest first.</summary>
    public static readonly string[] Marks = ["uSNChanged", "entryCSN", "modifyTimestamp"];

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly LdapContainers _containers;

    public LdapKeys(LdapSession session, LdapDomain domain, LdapContainers containers)
    {
        _session = session;
        _domain = domain;
        _containers = containers;
    }

    /// <summary>All people.</summary>
    public async IAsyncEnumerable<DirectoryPersonKey> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _containers.Forget();
        await _containers.EnsureAsync(cancellationToken).ConfigureAwait(false);
        DirectoryProfile profile = _domain.Profile;
        AppUserFactory factory = new("", profile, []);
        string[] marks = profile.IsActiveDirectory ? [Marks[0]] : Marks[1..];
        string[] attributes = profile.DisabledAttribute is { } disabled ? [profile.KeyAttribute, disabled, .. marks] : [profile.KeyAttribute, .. marks];
        await foreach (RawEntry entry in _session.ReadAllAsync(
            _domain.NamingContext, profile.PeopleFilter, attributes, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            string key = EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, profile.KeyAttribute);
            yield return new DirectoryPersonKey(
                key, await _containers.ParentKeyAsync(entry.Dn, cancellationToken).ConfigureAwait(false), factory.IsEnabled(entry),
                Marks.Select(entry.Text).FirstOrDefault(static mark => mark is not null));
        }
    }
}

using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads of every person the key, the container, the state and the change mark, and nothing else; of every group the key.</summary>
internal sealed class LdapKeys
{
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly LdapContainers _containers;

    public LdapKeys(LdapSession session, LdapDomain domain, LdapContainers containers)
    {
        _session = session;
        _domain = domain;
        _containers = containers;
    }

    /// <summary>All groups.</summary>
    public IAsyncEnumerable<string> ReadGroupsAsync(CancellationToken cancellationToken) =>
        _session.ReadAllAsync(_domain.NamingContext, _domain.Profile.GroupFilter, [_domain.Profile.KeyAttribute], cancellationToken: cancellationToken)
            .Select(entry => EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, _domain.Profile.KeyAttribute));

    /// <summary>All people.</summary>
    public async IAsyncEnumerable<DirectoryPersonKey> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _containers.Forget();
        await _containers.EnsureAsync(cancellationToken).ConfigureAwait(false);
        DirectoryProfile profile = _domain.Profile;
        AppUserFactory factory = new("", profile, []);
        string[] attributes = [profile.KeyAttribute, .. profile.DisabledAttribute is { } disabled ? (string[])[disabled] : [], .. ChangeMark.Asked(profile)];
        await foreach (RawEntry entry in _session.ReadAllAsync(
            _domain.NamingContext, profile.PeopleFilter, attributes, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            string key = EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, profile.KeyAttribute);
            yield return new DirectoryPersonKey(
                key, await _containers.ParentKeyAsync(entry.Dn, cancellationToken).ConfigureAwait(false), factory.IsEnabled(entry), ChangeMark.Of(entry, profile));
        }
    }
}

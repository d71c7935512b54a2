using System.Runtime.CompilerServices;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Reads groups with their direct members by key. Members come in ranges that are asked for one by one; where the server does not say the
/// whole list, or may not show it, the members are unknown (null), never none.
/// </summary>
internal sealed class LdapGroups
{
    private const int GroupsAtOnce = 50;

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private Dictionary<string, string> _keysByName = [];
    private Dictionary<string, string> _keysByUid = [];
    private bool _keysRead;

    public LdapGroups(LdapSession session, LdapDomain domain)
    {
        _session = session;
        _domain = domain;
    }

    private bool HasRanges => _domain.Profile.IsActiveDirectory;

    private IReadOnlyList<string> Described => [_domain.Profile.KeyAttribute, "cn", "name", "description", "objectSid"];

    /// <summary>All groups of the naming context.</summary>
    public IAsyncEnumerable<DirectoryGroup> ReadAsync(CancellationToken cancellationToken) => ReadAsync(null, null, cancellationToken);

    /// <summary>The groups below a base (null: the naming context) that a filter for a few keys lets through (null: all).</summary>
    public async IAsyncEnumerable<DirectoryGroup> ReadAsync(string? baseDn, LdapFilter? narrower, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        baseDn ??= _domain.NamingContext;
        if (!HasRanges && !_keysRead)
        {
            await ReadKeysAsync(cancellationToken).ConfigureAwait(false);
            _keysRead = true;
        }

        HashSet<string> empty = await ReadEmptyAsync(baseDn, narrower, cancellationToken).ConfigureAwait(false);
        string[] attributes = [.. Described, .. HasRanges ? [LdapRanges.Ask("member", 0)] : _domain.Profile.MemberAttributes.Append("memberUid")];
        await foreach (RawEntry entry in _session.ReadSomeAsync(
            baseDn, _domain.Profile.GroupFilter, narrower, attributes, paged: narrower is null, HasRanges, cancellationToken).ConfigureAwait(false))
        {
            (string? extended, string dn) = ExtendedName.Split(entry.Dn);
            string key = EntryKey.Of(entry) ?? extended ?? throw DirectoryErrors.KeyUnreadable(dn, _domain.Profile.KeyAttribute);
            RawEntry group = new(dn, entry.Attributes);
            yield return GroupFactory.Create(group, key, HasRanges
                ? await RangedMembersAsync(group, key, empty.Contains(key), cancellationToken).ConfigureAwait(false)
                : NamedMembers(group, empty.Contains(key)));
        }
    }

    /// <summary>Groups by name, without members.</summary>
    public async Task<IReadOnlyList<DirectoryGroup>> FindAsync(string name, CancellationToken cancellationToken)
    {
        List<DirectoryGroup> found = [];
        foreach (string attribute in HasRanges ? new[] { "name", "sAMAccountName" } : ["cn"])
        {
            foreach (RawEntry entry in await _session.FindAsync(
                _domain.NamingContext, _domain.Profile.GroupFilter, attribute, Encoding.UTF8.GetBytes(name), Described, cancellationToken).ConfigureAwait(false))
            {
                if (EntryKey.Of(entry) is { } key && found.TrueForAll(other => other.Key != key))
                {
                    found.Add(GroupFactory.Create(entry, key, null));
                }
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<string>?> RangedMembersAsync(RawEntry group, string key, bool isEmpty, CancellationToken cancellationToken)
    {
        if (MemberRange.Of(group) is not { } first)
        {
            // No member came: none where the group is found as empty, else they may not be seen.
            return isEmpty ? [] : null;
        }

        List<byte[]>? values = await LdapRanges.ReadRestAsync(_session, key, "member", first, extendedNames: true, cancellationToken).ConfigureAwait(false);
        return values is null ? null : [.. values.Select(static value => ExtendedName.KeyOf(value) ?? ForeignMember.KeyOf(ExtendedName.Split(Encoding.UTF8.GetString(value)).Dn))];
    }

    private IReadOnlyList<string>? NamedMembers(RawEntry group, bool isEmpty)
    {
        bool shown = _domain.Profile.MemberAttributes.Append("memberUid").Any(group.Has);
        if (!shown && !isEmpty)
        {
            return null;
        }

        return [.. GroupFactory.MemberNames(group, _domain.Profile).Select(name => _keysByName.GetValueOrDefault(DnText.Key(name)) ?? Foreign(name))
            .Concat(group.Texts("memberUid").Select(uid => _keysByUid.GetValueOrDefault(uid)))
            .OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    // A name below the naming context is that of nobody the hub takes; one of another tree may be somebody of another directory.
    private string? Foreign(string name) => DnText.IsWithin(DnText.Key(name), DnText.Key(_domain.NamingContext)) ? null : ForeignMember.KeyOf(name);

    private async Task<HashSet<string>> ReadEmptyAsync(string baseDn, LdapFilter? narrower, CancellationToken cancellationToken)
    {
        HashSet<string> empty = new(StringComparer.Ordinal);
        Dictionary<string, (string Dn, string Key)> doubtful = new(StringComparer.Ordinal);
        await foreach (RawEntry entry in _session.ReadSomeAsync(
            baseDn, _domain.Profile.EmptyGroupFilter, narrower, [_domain.Profile.KeyAttribute, "isCriticalSystemObject"], paged: narrower is null, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(entry) is { } key)
            {
                if (HasRanges && !Ascii.IsTrue(entry.Bytes("isCriticalSystemObject")))
                {
                    doubtful[DnText.Key(entry.Dn)] = (entry.Dn, key);
                }
                else
                {
                    empty.Add(key);
                }
            }
        }

        await RemoveHiddenAsync(doubtful, cancellationToken).ConfigureAwait(false);
        empty.UnionWith(doubtful.Values.Select(static group => group.Key));
        return empty;
    }

    // Samba takes a member list that may not be read for an empty one. Where somebody's memberOf names the group, it is not empty.
    // The many groups that every domain comes with are spared: for Samba each such search means looking at everybody.
    private async Task RemoveHiddenAsync(Dictionary<string, (string Dn, string Key)> empty, CancellationToken cancellationToken)
    {
        foreach (string[] some in empty.Values.Select(static group => group.Dn).Chunk(GroupsAtOnce))
        {
            await foreach (RawEntry member in _session.ReadAnyAsync(_domain.NamingContext, "memberOf", some, ["memberOf"], cancellationToken).ConfigureAwait(false))
            {
                foreach (string group in member.Texts("memberOf"))
                {
                    empty.Remove(DnText.Key(group));
                }
            }
        }
    }

    private async Task ReadKeysAsync(CancellationToken cancellationToken)
    {
        _keysByName = new Dictionary<string, string>(StringComparer.Ordinal);
        _keysByUid = new Dictionary<string, string>(StringComparer.Ordinal);
        string filter = $"(|{_domain.Profile.PeopleFilter}{_domain.Profile.GroupFilter})";
        await foreach (RawEntry entry in _session.ReadAllAsync(
            _domain.NamingContext, filter, [_domain.Profile.KeyAttribute, "uid"], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(entry) is { } key)
            {
                _keysByName[DnText.Key(entry.Dn)] = key;
                if (entry.Text("uid") is { Length: > 0 } uid)
                {
                    _keysByUid.TryAdd(uid, key);
                }
            }
        }
    }
}

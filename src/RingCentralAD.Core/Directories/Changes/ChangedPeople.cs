using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads people with the groups that name them.</summary>
internal sealed class ChangedPeople
{
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly LdapPeople _people;
    private readonly DateTimeOffset _now;
    private readonly AppUserFactory _factory;
    private readonly string[] _asked;
    private readonly bool _hidesParent;

    public ChangedPeople(string systemId, LdapSession session, LdapDomain domain, LdapPeople people, DateTimeOffset now, IReadOnlyList<string> attributes)
    {
        _session = session;
        _domain = domain;
        _people = people;
        _now = now;
        _factory = new AppUserFactory(systemId, domain.Profile, attributes);
        _asked = people.Asked(attributes);
        _hidesParent = !attributes.Contains("parentGUID", StringComparer.OrdinalIgnoreCase);
    }

    private bool IsActiveDirectory => _domain.Profile.IsActiveDirectory;

    /// <summary>The people below a base (null: the naming context) that a filter lets through (null: all); without those whose account state may not be read.</summary>
    public async IAsyncEnumerable<PersonChanged> ReadAsync(string? baseDn, LdapFilter? narrower, bool paged, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        baseDn ??= _domain.NamingContext;
        if (paged && !IsActiveDirectory)
        {
            // OpenLDAP keeps one paged search a connection, and each person's groups are one more: the keys come first, the people by them.
            foreach (string[] keys in (await KeysAsync(baseDn, narrower, cancellationToken).ConfigureAwait(false)).Chunk(ChangedReader.KeysAtOnce))
            {
                await foreach (PersonChanged person in ReadAsync(null, ChangedReader.AnyOf(_domain.Profile, keys), paged: false, cancellationToken).ConfigureAwait(false))
                {
                    yield return person;
                }
            }

            yield break;
        }

        string[] attributes = [.. _asked.Append(IsActiveDirectory ? "parentGUID" : "uid").Distinct(StringComparer.OrdinalIgnoreCase)];
        List<RawEntry> some = [];
        await foreach (RawEntry entry in _session.ReadSomeAsync(baseDn, _domain.Profile.PeopleFilter, narrower, attributes, paged, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            some.Add(entry);
            if (some.Count == ChangedReader.KeysAtOnce)
            {
                foreach (PersonChanged person in await CreateAsync(some, cancellationToken).ConfigureAwait(false))
                {
                    yield return person;
                }

                some.Clear();
            }
        }

        foreach (PersonChanged person in await CreateAsync(some, cancellationToken).ConfigureAwait(false))
        {
            yield return person;
        }
    }

    private async Task<List<string>> KeysAsync(string baseDn, LdapFilter? narrower, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        await foreach (RawEntry entry in _session.ReadSomeAsync(
            baseDn, _domain.Profile.PeopleFilter, narrower, [_domain.Profile.KeyAttribute], paged: true, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            keys.Add(EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, _domain.Profile.KeyAttribute));
        }

        return keys;
    }

    private async Task<IReadOnlyList<PersonChanged>> CreateAsync(List<RawEntry> entries, CancellationToken cancellationToken)
    {
        List<PersonChanged> people = [];
        List<AppUser> users = [];
        List<RawEntry> readable = [];
        foreach (RawEntry entry in entries)
        {
            if (_factory.IsEnabled(entry) is { } enabled)
            {
                string? parent = IsActiveDirectory && entry.Bytes("parentGUID") is { } bytes ? EntryKey.Parse(bytes) : null;
                users.Add(await _people.CreateAsync(_factory, Plain(entry), enabled, _now, parent, cancellationToken).ConfigureAwait(false));
                readable.Add(entry);
            }
        }

        if (users.Count > 0)
        {
            IReadOnlyDictionary<string, IReadOnlyList<string>> groups = IsActiveDirectory
                ? await MemberOfAsync(users, cancellationToken).ConfigureAwait(false)
                : await NamedByAsync(users, readable, cancellationToken).ConfigureAwait(false);
            people.AddRange(users.Select(user => new PersonChanged(user, groups.GetValueOrDefault(user.Key))));
        }

        return people;
    }

    // Only asked for to spare a search; where every attribute is wanted it would come to belong to the person.
    private RawEntry Plain(RawEntry entry) => _hidesParent && entry.Has("parentGUID")
        ? new RawEntry(entry.Dn, entry.Attributes.Where(static pair => !pair.Key.Equals("parentGUID", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase)) { From = entry.From }
        : entry;

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> MemberOfAsync(List<AppUser> users, CancellationToken cancellationToken)
    {
        // An entry of its own: with extended names every other attribute that names somebody would look different too.
        Dictionary<string, IReadOnlyList<string>> groups = new(StringComparer.Ordinal);
        List<string> bare = [];
        await foreach (RawEntry entry in _session.ReadSomeAsync(
            _domain.NamingContext, "(objectClass=*)", ChangedReader.AnyOf(_domain.Profile, users.Select(static user => user.Key)), ["objectGUID", "memberOf"],
            paged: false, extendedNames: true, cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(entry) is not { } key)
            {
                continue;
            }

            if (MemberRange.Of(entry, "memberOf") is not { } first)
            {
                bare.Add(key);
            }
            else if (await LdapRanges.ReadRestAsync(_session, key, "memberOf", first, extendedNames: true, cancellationToken).ConfigureAwait(false) is { } values)
            {
                groups[key] = [.. values.Select(static value => ExtendedName.KeyOf(value)).OfType<string>()];
            }
        }

        // Without a value: in no group where the server says so, else it may not be read.
        if (bare.Count > 0)
        {
            await foreach (RawEntry entry in _session.ReadSomeAsync(
                _domain.NamingContext, "(!(memberOf=*))", ChangedReader.AnyOf(_domain.Profile, bare), ["objectGUID"], paged: false, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (EntryKey.Of(entry) is { } key)
                {
                    groups[key] = [];
                }
            }
        }

        return groups;
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> NamedByAsync(List<AppUser> users, List<RawEntry> entries, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<string>> groups = new(StringComparer.Ordinal);
        foreach ((AppUser user, RawEntry entry) in users.Zip(entries))
        {
            List<LdapFilter> named = [.. _domain.Profile.MemberAttributes.Append("uniqueMember").Distinct(StringComparer.OrdinalIgnoreCase).Select(name => LdapFilter.Equal(name, entry.Dn))];
            if (entry.Text("uid") is { Length: > 0 } uid)
            {
                named.Add(LdapFilter.Equal("memberUid", uid));
            }

            List<string> keys = [];
            await foreach (RawEntry group in _session.ReadSomeAsync(
                _domain.NamingContext, _domain.Profile.GroupFilter, LdapFilter.Or(named), [_domain.Profile.KeyAttribute], paged: true, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (EntryKey.Of(group) is { } key)
                {
                    keys.Add(key);
                }
            }

            groups[user.Key] = keys;
        }

        return groups;
    }
}

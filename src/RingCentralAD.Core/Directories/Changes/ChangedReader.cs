using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// Reads what changed as it is now, with the filters and the factories of the full read, so that both give the same rows. What lies below
/// a renamed container, and who names a renamed person as manager, changed too: no server says so.
/// </summary>
internal sealed class ChangedReader
{
    /// <summary>How many entries are asked for in one search.</summary>
    public const int KeysAtOnce = 200;

    private const int NamesAtOnce = 50;

    // Single or many names of other people. Their values change when those are renamed.
    private static readonly string[] s_namingPeople = ["manager", "secretary", "assistant", "seeAlso", "owner", "managedBy"];

    private readonly string _systemId;
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly LdapContainers _containers;
    private readonly LdapPeople _people;
    private readonly TimeProvider _time;

    public ChangedReader(string systemId, LdapSession session, LdapDomain domain, LdapContainers containers, LdapPeople people, TimeProvider time)
    {
        _systemId = systemId;
        _session = session;
        _domain = domain;
        _containers = containers;
        _people = people;
        _time = time;
    }

    private DirectoryProfile Profile => _domain.Profile;

    /// <summary>The entries with one of these keys.</summary>
    public static LdapFilter AnyOf(DirectoryProfile profile, IEnumerable<string> keys) =>
        LdapFilter.Or([.. keys.Select(key => LdapFilter.Equal(profile.KeyAttribute, EntryKey.ToValue(profile.KeyAttribute, key)))]);

    /// <summary>The changes in the order of the port, without the end.</summary>
    public async IAsyncEnumerable<DirectoryChange> ReadAsync(ChangedKeys found, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _containers.Forget();
        Dictionary<string, EntryKind> others = await ClassifyAsync(found.Changed.Keys, cancellationToken).ConfigureAwait(false);
        List<string> renamed = [];
        foreach (DirectoryChange change in Gone(found, EntryKind.Container, static key => new ContainerGone(key)))
        {
            yield return change;
        }

        HashSet<string> containers = [.. others.Where(static pair => pair.Value == EntryKind.Container).Select(static pair => pair.Key)];
        await foreach (DirectoryContainer container in ContainersAsync(containers, found, renamed, cancellationToken).ConfigureAwait(false))
        {
            yield return new ContainerChanged(container);
        }

        foreach (DirectoryChange change in Gone(found, EntryKind.Group, static key => new GroupGone(key)))
        {
            yield return change;
        }

        string[] groups = [.. others.Where(static pair => pair.Value == EntryKind.Group).Select(static pair => pair.Key)];
        await foreach (DirectoryGroup group in GroupsAsync(groups, renamed, cancellationToken).ConfigureAwait(false))
        {
            yield return new GroupChanged(group);
        }

        foreach (DirectoryChange change in Gone(found, EntryKind.Person, static key => new PersonGone(key)))
        {
            yield return change;
        }

        string[] people = [.. found.Changed.Keys.Where(key => !others.ContainsKey(key))];
        await foreach (DirectoryChange change in PeopleAsync(people, found, renamed, attributes, cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    // What nobody says the kind of is gone as whatever it was.
    private static IEnumerable<DirectoryChange> Gone(ChangedKeys found, EntryKind kind, Func<string, DirectoryChange> make) =>
        found.Gone.Where(pair => pair.Value is null || pair.Value == kind).Select(pair => make(pair.Key));

    /// <summary>Which of the changed entries are groups or containers.</summary>
    private async Task<Dictionary<string, EntryKind>> ClassifyAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        Dictionary<string, EntryKind> others = new(StringComparer.Ordinal);
        string filter = $"(|{Profile.GroupFilter}{Profile.ContainerFilter})";
        foreach (string[] some in keys.Chunk(KeysAtOnce))
        {
            await foreach (RawEntry entry in _session.ReadSomeAsync(
                _domain.NamingContext, filter, AnyOf(Profile, some), [Profile.KeyAttribute, "objectClass"], paged: false, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                // A group filter of the administrator's own may find classes that nobody knows.
                EntryKind kind = EntryKinds.Of(entry);
                if (kind != EntryKind.Person && EntryKey.Of(entry) is { } key)
                {
                    others[key] = kind == EntryKind.Container ? kind : EntryKind.Group;
                }
            }
        }

        return others;
    }

    private async IAsyncEnumerable<DirectoryContainer> ContainersAsync(
        HashSet<string> keys, ChangedKeys found, List<string> renamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            yield break;
        }

        HashSet<string> moved = new(StringComparer.Ordinal);
        await foreach (DirectoryContainer container in _containers.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // Parents come first: what is below a renamed one is known when it comes.
            bool below = container.ParentKey is { } parent && moved.Contains(parent);
            if (found.Changed.GetValueOrDefault(container.Key) && !below)
            {
                renamed.Add(container.Place);
            }

            if (below || found.Changed.GetValueOrDefault(container.Key))
            {
                moved.Add(container.Key);
            }

            if (below || keys.Contains(container.Key))
            {
                yield return container;
            }
        }
    }

    private async IAsyncEnumerable<DirectoryGroup> GroupsAsync(
        string[] keys, List<string> renamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LdapGroups groups = new(_session, _domain);
        foreach (string[] some in keys.Chunk(KeysAtOnce))
        {
            await foreach (DirectoryGroup group in groups.ReadAsync(null, AnyOf(Profile, some), cancellationToken).ConfigureAwait(false))
            {
                yield return group;
            }
        }

        HashSet<string> shown = [.. keys];
        foreach (string container in renamed)
        {
            await foreach (DirectoryGroup group in groups.ReadAsync(container, null, cancellationToken).ConfigureAwait(false))
            {
                if (!shown.Contains(group.Key))
                {
                    yield return group;
                }
            }
        }
    }

    private async IAsyncEnumerable<PersonChanged> PeopleAsync(
        string[] keys, ChangedKeys found, List<string> renamed, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChangedPeople reader = new(_systemId, _session, _domain, _people, _time.GetUtcNow(), attributes);
        string[] naming = [.. s_namingPeople.Where(name => attributes.Contains(name, StringComparer.OrdinalIgnoreCase) || attributes.Contains("*"))];
        HashSet<string> shown = new(StringComparer.Ordinal);
        List<string> places = [];
        foreach (string[] some in keys.Chunk(KeysAtOnce))
        {
            await foreach (PersonChanged person in reader.ReadAsync(null, AnyOf(Profile, some), paged: false, cancellationToken).ConfigureAwait(false))
            {
                shown.Add(person.Person.Key);
                if (found.Changed.GetValueOrDefault(person.Person.Key))
                {
                    places.Add(person.Person.Place);
                }

                yield return person;
            }
        }

        foreach (string container in renamed)
        {
            await foreach (PersonChanged person in reader.ReadAsync(container, null, paged: true, cancellationToken).ConfigureAwait(false))
            {
                places.Add(person.Person.Place);
                if (shown.Add(person.Person.Key))
                {
                    yield return person;
                }
            }
        }

        foreach (string[] some in naming.Length == 0 ? [] : places.Chunk(NamesAtOnce))
        {
            LdapFilter names = LdapFilter.Or([.. naming.SelectMany(name => some.Select(place => LdapFilter.Equal(name, place)))]);
            await foreach (PersonChanged person in reader.ReadAsync(null, names, paged: true, cancellationToken).ConfigureAwait(false))
            {
                if (shown.Add(person.Person.Key))
                {
                    yield return person;
                }
            }
        }
    }
}

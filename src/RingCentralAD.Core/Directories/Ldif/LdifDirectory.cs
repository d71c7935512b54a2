using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// An LDIF file that stands in for a directory: people, groups and containers are read from it; what is written back goes into a
/// change file that ldapmodify and ldifde accept, and shows at once in every later read. The file itself is never changed.
/// </summary>
public sealed class LdifDirectory : IDirectory, IDirectoryLookup, IDirectoryChanges
{
    private readonly string _systemId;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly string _contextKey;
    private readonly LdifChangeFile _changes;
    private LdifIndex _index;

    private LdifDirectory(string systemId, DirectorySettings settings, TimeProvider time, string path, string changeFile, LdifIndex index)
    {
        _systemId = systemId;
        _time = time;
        _path = path;
        ChangeFile = changeFile;
        _changes = new LdifChangeFile(changeFile, path);
        _index = index;
        _contextKey = DnText.Key(settings.NamingContext ?? "");
        string root = settings.NamingContext ?? index.Root;
        Description = new DirectoryDescription
        {
            Kind = DirectoryKind.Ldif,
            Name = Path.GetFileNameWithoutExtension(path),
            DomainKey = index.ByDn(root)?.Key ?? $"ldif:{DnText.Key(root)}",
            NamingContext = root,
            Server = path,
            Names = index.Profile.Names.Attributes,
        };
    }

    /// <inheritdoc />
    public DirectoryDescription Description { get; }

    /// <summary>The full path of the file that what is written back goes to.</summary>
    public string ChangeFile { get; }

    /// <summary>What an administrator should know: files that others can read.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. new[] { _path, ChangeFile }.Where(static path => File.Exists(path) && PrivateFile.IsWide(path))
            .Select(static path => $"{path} can be read by others than its owner, and holds people's data. Restrict it (chmod 600, or its security settings).")];

    /// <summary>Reads the file through once; every broken line is found here, before anything is used.</summary>
    /// <param name="systemId">The directory's id in the hub.</param>
    /// <param name="settings">The first server is the path of the file; relative ones are taken from the current folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RingCentralAdException">LdifNotFound, LdifNotFound, LdifInvalid, LdifNoKey, LdifDuplicate, AdBaseNotFound.</exception>
    public static Task<LdifDirectory> OpenAsync(string systemId, DirectorySettings settings, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string given = settings.Servers.Count > 0 ? settings.Servers[0]
            : throw new RingCentralAdException("LdifNotFound", ErrorKind.InvalidInput, "No LDIF file was named.", "Give its path.");
        string path = LdifFile.Guard(given, () => Path.GetFullPath(given));
        string changes = Path.GetFullPath(settings.ChangeFile ?? Path.ChangeExtension(path, ".changes.ldif"));
        if (string.Equals(path, changes, StringComparison.OrdinalIgnoreCase))
        {
            throw new RingCentralAdException("LdifChangeFile", ErrorKind.InvalidInput, $"The change file and the file of entries are the same: {path}.",
                LdifErrors.OtherChangeFile, path);
        }

        return Task.Run(
            () =>
            {
                LdifIndex index = LdifFile.Guard(path, () => LdifIndex.Read(path, cancellationToken));
                if (settings.NamingContext is { } context && !index.Entries.Any(entry => DnText.IsWithin(entry.DnKey, DnText.Key(context))))
                {
                    throw DirectoryErrors.BaseNotFound(context, path);
                }

                return new LdifDirectory(systemId, settings, time, path, changes, index);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<DirectoryContainer> ReadContainersAsync(CancellationToken cancellationToken = default)
    {
        LdifIndex index = Fresh(cancellationToken);
        return InContext(index, EntryKind.Container)
            .OrderBy(static entry => DnText.Depth(entry.Dn))
            .Select(entry => new DirectoryContainer(_systemId, entry.Key, ParentKey(index, entry.Dn), entry.Dn))
            .ToAsyncEnumerable();
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        LdifIndex index = Fresh(cancellationToken);
        foreach ((LdifIndexEntry place, RawEntry entry) in Entries(index, null, EntryKind.Group, cancellationToken))
        {
            yield return GroupFactory.Create(entry, place.Key, Members(index, entry));
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        await Task.CompletedTask.ConfigureAwait(false);
        LdifIndex index = Fresh(cancellationToken);
        if (read.BaseDn is { } baseDn && index.ByDn(baseDn) is null && !DnText.IsWithin(DnText.Key(Description.NamingContext), DnText.Key(baseDn)))
        {
            throw DirectoryErrors.BaseNotFound(baseDn, _path);
        }

        AppUserFactory factory = new(_systemId, index.Profile, read.Attributes);
        HashSet<string>? keys = read.Keys?.ToHashSet(StringComparer.Ordinal);
        DateTimeOffset now = _time.GetUtcNow();
        foreach ((LdifIndexEntry place, RawEntry entry) in Entries(index, read.BaseDn, EntryKind.Person, cancellationToken))
        {
            if (keys?.Contains(place.Key) != false)
            {
                yield return User(index, factory, place, entry, now);
            }
        }
    }

    /// <summary>Always null: a file is read whole.</summary>
    public Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken = default) => Task.FromResult<ChangePosition?>(null);

    /// <summary>Always throws: a file is read whole.</summary>
    public IAsyncEnumerable<DirectoryChange> ReadChangesAsync(ChangePosition since, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default) =>
        throw ChangeErrors.Unavailable($"{_path} is a file: it does not say what changed.", _path);

    /// <inheritdoc />
    public async IAsyncEnumerable<DirectoryPersonKey> ReadKeysAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (AppUser user in ReadUsersAsync(new DirectoryRead([]), cancellationToken).ConfigureAwait(false))
        {
            yield return new DirectoryPersonKey(user.Key, user.ParentKey, user.Enabled, user.Mark);
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<string> ReadGroupKeysAsync(CancellationToken cancellationToken = default) =>
        ReadGroupsAsync(cancellationToken).Select(static group => group.Key);

    /// <inheritdoc />
    public Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default)
    {
        LdifIndex index = Fresh(cancellationToken);
        if (index.ByKey(key) is not { Kind: EntryKind.Person } place || !IsInContext(place))
        {
            return Task.FromResult<AppUser?>(null);
        }

        AppUserFactory factory = new(_systemId, index.Profile, attributes);
        return Task.FromResult<AppUser?>(User(index, factory, place, ReadOne(place), _time.GetUtcNow()));
    }

    /// <inheritdoc />
    public Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AttributeChange> wanted = WriteBackTarget.Check(changes);
        LdifIndex index = Fresh(cancellationToken);
        if (index.ByKey(key) is not { Kind: EntryKind.Person } place || !IsInContext(place))
        {
            throw DirectoryErrors.EntryNotFound(key, _path);
        }

        RawEntry entry = ReadOne(place);
        if (wanted.Count > 0)
        {
            if (wanted.Aggregate((RawEntry?)entry, static (current, change) => current is null ? null : LdifChangeRecord.Applied(current, change)) is null)
            {
                throw DirectoryErrors.Stale(entry.Dn, wanted);
            }

            LdifFile.Guard(ChangeFile, () =>
            {
                _changes.Append(entry.Dn, wanted, _time.GetUtcNow());
                return true;
            });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<DirectoryContainer> FindContainerAsync(string dnOrNameOrGuid, CancellationToken cancellationToken = default)
    {
        LdifIndex index = Fresh(cancellationToken);
        LdifIndexEntry[] found = [.. Named(index, EntryKind.Container, dnOrNameOrGuid)];
        return found.Length switch
        {
            1 => Task.FromResult(new DirectoryContainer(_systemId, found[0].Key, ParentKey(index, found[0].Dn), found[0].Dn)),
            0 => throw DirectoryErrors.BaseNotFound(dnOrNameOrGuid, _path),
            _ => throw DirectoryErrors.Ambiguous(dnOrNameOrGuid, "container", found.Select(static entry => entry.Dn)),
        };
    }

    /// <inheritdoc />
    public Task<DirectoryGroup> FindGroupAsync(string dnOrNameOrGuid, CancellationToken cancellationToken = default)
    {
        LdifIndex index = Fresh(cancellationToken);
        LdifIndexEntry[] found = [.. Named(index, EntryKind.Group, dnOrNameOrGuid)];
        if (found.Length == 0)
        {
            found = [.. Entries(index, null, EntryKind.Group, cancellationToken)
                .Where(pair => string.Equals(pair.Entry.Text("sAMAccountName"), dnOrNameOrGuid, StringComparison.OrdinalIgnoreCase))
                .Select(static pair => pair.Place)];
        }

        return found.Length switch
        {
            1 => Task.FromResult(GroupFactory.Create(ReadOne(found[0]), found[0].Key, null)),
            0 => throw DirectoryErrors.LookupNotFound(dnOrNameOrGuid, "group", _path),
            _ => throw DirectoryErrors.Ambiguous(dnOrNameOrGuid, "group", found.Select(static entry => entry.Dn)),
        };
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static AppUser User(LdifIndex index, AppUserFactory factory, LdifIndexEntry place, RawEntry entry, DateTimeOffset now) =>
        factory.Create(entry, place.Key, ParentKey(index, place.Dn), factory.IsEnabled(entry) ?? true, now);

    private LdifIndex Fresh(CancellationToken cancellationToken) => LdifFile.Guard(_path, () =>
    {
        if (_index.Stamp != FileStamp.Of(_path))
        {
            _index = LdifIndex.Read(_path, cancellationToken);
        }

        LdifFile.Guard(ChangeFile, () =>
        {
            _changes.Refresh();
            return true;
        });
        return _index;
    });

    private IEnumerable<(LdifIndexEntry Place, RawEntry Entry)> Entries(LdifIndex index, string? baseDn, EntryKind kind, CancellationToken cancellationToken)
    {
        string baseKey = DnText.Key(baseDn ?? "");
        using LdifReader reader = LdifFile.Open(_path);
        foreach (LdifRecord record in reader.ReadAll(cancellationToken))
        {
            if (record.Dn.Length > 0 && index.ByDn(record.Dn) is { } place && place.Kind == kind && IsInContext(place) && DnText.IsWithin(place.DnKey, baseKey))
            {
                yield return (place, _changes.Apply(record.ToEntry()));
            }
        }

        if (FileStamp.Of(_path) != index.Stamp)
        {
            throw LdifErrors.Changed(_path);
        }
    }

    private RawEntry ReadOne(LdifIndexEntry place) =>
        LdifFile.Guard(_path, () => LdifFile.ReadAt(_path, place)) is { } record && DnText.Key(record.Dn) == place.DnKey
            ? _changes.Apply(record.ToEntry())
            : throw LdifErrors.Changed(_path);

    private IEnumerable<LdifIndexEntry> InContext(LdifIndex index, EntryKind kind) =>
        index.Entries.Where(entry => entry.Kind == kind && IsInContext(entry));

    private bool IsInContext(LdifIndexEntry entry) => DnText.IsWithin(entry.DnKey, _contextKey);

    private IEnumerable<LdifIndexEntry> Named(LdifIndex index, EntryKind kind, string given)
    {
        if (Guid.TryParse(given, out Guid key))
        {
            return InContext(index, kind).Where(entry => entry.Key == key.ToString("D"));
        }

        return index.ByDn(given) is { } exact && exact.Kind == kind && IsInContext(exact)
            ? [exact]
            : InContext(index, kind).Where(entry => MatchKey.Of(DnText.Name(entry.Dn)) is { } name && name == MatchKey.Of(given));
    }

    private static string? ParentKey(LdifIndex index, string dn) => index.ByDn(DnText.Parent(dn))?.Key;

    private static List<string> Members(LdifIndex index, RawEntry group) =>
        [.. GroupFactory.MemberNames(group, index.Profile).Select(dn => index.ByDn(dn))
            .Where(static member => member is { Kind: EntryKind.Person or EntryKind.Group })
            .Select(static member => member!.Key)
            .Concat(group.Texts("memberUid").Select(index.KeyByUid).OfType<string>())
            .Distinct(StringComparer.Ordinal)];
}

using System.Net;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>An Active Directory domain or another LDAP server, over our LDAP client.</summary>
public sealed class LdapDirectory : IDirectory, IDirectoryLookup, IDirectoryChanges, IDirectorySchema, IDirectoryBeside, ICredentialEnds
{
    private readonly string _systemId;
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly TimeProvider _time;
    private readonly LdapContainers _containers;
    private readonly LdapPeople _people;
    private readonly LdapChanges _changes;
    private readonly EntryByKey _byKey;
    private readonly DirectorySettings _settings;

    private LdapDirectory(string systemId, LdapSession session, LdapDomain domain, TimeProvider time, DirectorySettings settings)
    {
        _systemId = systemId;
        _settings = settings;
        _session = session;
        _domain = domain;
        _time = time;
        _containers = new LdapContainers(systemId, session, domain);
        _people = new LdapPeople(session, domain, _containers);
        _byKey = new EntryByKey(session, domain);
        _changes = new LdapChanges(session, domain, new ChangedReader(systemId, session, domain, _containers, _people, time), time, settings.ChangesBy);
        Description = domain.Describe(session.Server);
    }

    /// <inheritdoc />
    public DirectoryDescription Description { get; }

    /// <summary>The family of the server.</summary>
    public DirectoryProfile Profile => _domain.Profile;

    /// <summary>Connects to the first server that answers, signs in and reads what the server says of itself.</summary>
    /// <param name="systemId">The directory's id in the hub.</param>
    /// <param name="settings">How it is reached.</param>
    /// <param name="credential">Name and password; null for Kerberos with whoever is logged on.</param>
    /// <param name="time">The clock of the time limits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">
    /// AdUnreachable, AdTimeout, AdCertificateNotTrusted, AdCertificateName, AdTlsFailed, AdSignInFailed, AdBaseNotFound, AdNamingContext.
    /// </exception>
    public static async Task<LdapDirectory> OpenAsync(
        string systemId, DirectorySettings settings, NetworkCredential? credential, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        LdapSession session = new(new LdapServers(settings, credential, time));
        try
        {
            await session.OpenAsync(cancellationToken).ConfigureAwait(false);
            LdapDomain domain = await LdapDomain.ReadAsync(session, settings.NamingContext, settings.Overrides, cancellationToken).ConfigureAwait(false);
            session.Check = new SameDomain(domain).CheckAsync;
            if (domain.Profile.IsActiveDirectory)
            {
                await session.IdentifyAsync(ControllerId.OfAsync, cancellationToken).ConfigureAwait(false);
            }

            return new LdapDirectory(systemId, session, domain, time, settings);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<CredentialEnd>> ReadEndsAsync(CancellationToken cancellationToken = default) =>
        LdapCredentialEnds.ReadAsync(_systemId, _session, _domain, _settings, cancellationToken);

    /// <inheritdoc />
    public async Task<IDirectory?> TryOpenBesideAsync(CancellationToken cancellationToken = default)
    {
        LdapSession session = _session.Beside();
        try
        {
            await session.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new LdapDirectory(_systemId, session, _domain, _time, _settings);
        }
        catch (RingCentralAdException)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<DirectoryContainer> ReadContainersAsync(CancellationToken cancellationToken = default) => _containers.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync(CancellationToken cancellationToken = default) => new LdapGroups(_session, _domain).ReadAsync(cancellationToken);

    /// <summary>
    /// All people of the naming context or below one base. An Active Directory account whose state may not be read is left out (asking for
    /// it by key throws <c>AdAccountStateUnreadable</c>, so it never counts as gone); where that is everybody, the read throws it.
    /// </summary>
    public async IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        await _containers.EnsureAsync(cancellationToken).ConfigureAwait(false);
        AppUserFactory factory = new(_systemId, Profile, read.Attributes);
        DateTimeOffset now = _time.GetUtcNow();
        string? unreadable = null;
        bool any = false;
        await foreach (RawEntry entry in Entries(read, cancellationToken).ConfigureAwait(false))
        {
            if (factory.IsEnabled(entry) is not { } enabled)
            {
                unreadable ??= entry.Dn;
                continue;
            }

            any = true;
            yield return await _people.CreateAsync(factory, entry, enabled, now, null, cancellationToken).ConfigureAwait(false);
        }

        if (!any && unreadable is not null && read.Keys is null)
        {
            throw DirectoryErrors.StateUnreadable(unreadable);
        }
    }

    /// <inheritdoc />
    public async Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        await _containers.EnsureAsync(cancellationToken).ConfigureAwait(false);
        if (await _byKey.ReadAsync(key, Profile.PeopleFilter, _people.Asked(attributes), cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        AppUserFactory factory = new(_systemId, Profile, attributes);
        bool enabled = factory.IsEnabled(entry) ?? throw DirectoryErrors.StateUnreadable(entry.Dn);
        return await _people.CreateAsync(factory, entry, enabled, _time.GetUtcNow(), null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AttributeChange> wanted = WriteBackTarget.Check(changes);
        string[] attributes = [.. wanted.Select(static change => change.Attribute)];
        RawEntry entry = await _byKey.ReadAsync(key, Profile.PeopleFilter, [Profile.KeyAttribute, .. attributes], cancellationToken).ConfigureAwait(false)
            ?? throw DirectoryErrors.EntryNotFound(key, Description.Name);
        if (wanted.Count > 0)
        {
            await new LdapWrite(_session, Profile).WriteAsync(entry, key, wanted, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<DirectoryAttribute>> ReadSchemaAsync(CancellationToken cancellationToken = default) =>
        Profile.IsActiveDirectory ? new AdSchema(_session).ReadAsync(cancellationToken) : new LdapSchema(_session).ReadAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken = default) => _changes.PositionAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<DirectoryChange> ReadChangesAsync(ChangePosition since, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(since);
        ArgumentNullException.ThrowIfNull(attributes);
        return _changes.ReadAsync(since, attributes, cancellationToken);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<DirectoryPersonKey> ReadKeysAsync(CancellationToken cancellationToken = default) =>
        new LdapKeys(_session, _domain, _containers).ReadAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<string> ReadGroupKeysAsync(CancellationToken cancellationToken = default) =>
        new LdapKeys(_session, _domain, _containers).ReadGroupsAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<DirectoryContainer> FindContainerAsync(string dnOrNameOrGuid, CancellationToken cancellationToken = default)
    {
        DirectoryContainer[] all = await _containers.ReadAsync(cancellationToken).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        DirectoryContainer[] found = Guid.TryParse(dnOrNameOrGuid, out Guid key)
            ? [.. all.Where(container => container.Key == key.ToString("D"))]
            : [.. all.Where(container => DnText.Key(container.Place) == DnText.Key(dnOrNameOrGuid))];
        if (found.Length == 0)
        {
            found = [.. all.Where(container => MatchKey.Of(DnText.Name(container.Place)) is { } name && name == MatchKey.Of(dnOrNameOrGuid))];
        }

        return found.Length switch
        {
            1 => found[0],
            0 => throw DirectoryErrors.BaseNotFound(dnOrNameOrGuid, Description.Name),
            _ => throw DirectoryErrors.Ambiguous(dnOrNameOrGuid, "container", found.Select(static container => container.Place)),
        };
    }

    /// <inheritdoc />
    public async Task<DirectoryGroup> FindGroupAsync(string dnOrNameOrGuid, CancellationToken cancellationToken = default)
    {
        string[] attributes = [Profile.KeyAttribute, "cn", "name", "description", "objectSid"];
        RawEntry? entry = Guid.TryParse(dnOrNameOrGuid, out Guid key) ? await _byKey.ReadAsync(key.ToString("D"), Profile.GroupFilter, attributes, cancellationToken).ConfigureAwait(false)
            : dnOrNameOrGuid.Contains('=', StringComparison.Ordinal) ? await _session.ReadEntryAsync(dnOrNameOrGuid, Profile.GroupFilter, attributes, cancellationToken: cancellationToken).ConfigureAwait(false)
            : null;
        if (entry is not null && EntryKey.Of(entry) is { } found)
        {
            return GroupFactory.Create(entry, found, null);
        }

        IReadOnlyList<DirectoryGroup> named = await new LdapGroups(_session, _domain).FindAsync(dnOrNameOrGuid, cancellationToken).ConfigureAwait(false);
        return named.Count switch
        {
            1 => named[0],
            0 => throw DirectoryErrors.LookupNotFound(dnOrNameOrGuid, "group", Description.Name),
            _ => throw DirectoryErrors.Ambiguous(dnOrNameOrGuid, "group", named.Select(static group => group.Place)),
        };
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private IAsyncEnumerable<RawEntry> Entries(DirectoryRead read, CancellationToken cancellationToken)
    {
        string[] asked = _people.Asked(read.Attributes);
        return read switch
        {
            { Keys: { } keys } => keys.Chunk(ChangedReader.KeysAtOnce).ToAsyncEnumerable().SelectMany(some => _session.ReadSomeAsync(
                _domain.NamingContext, Profile.PeopleFilter, ChangedReader.AnyOf(Profile, some), asked, paged: false, cancellationToken: cancellationToken)),
            { BaseDn: null, Names: null } => new EverybodyEntries(_session, _domain, _settings.ChangesBy).ReadAsync(asked, cancellationToken),
            _ => _session.ReadAllAsync(read.BaseDn ?? _domain.NamingContext, LdapPeople.FilterOf(Profile, read.Names), asked, cancellationToken: cancellationToken),
        };
    }
}

using System.Net;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>An Active Directory domain or another LDAP server, over our LDAP client.</summary>
public sealed class LdapDirectory : IDirectory, IDirectoryLookup
{
    private readonly string _systemId;
    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly TimeProvider _time;
    private readonly LdapContainers _containers;

    private LdapDirectory(string systemId, LdapSession session, LdapDomain domain, TimeProvider time)
    {
        _systemId = systemId;
        _session = session;
        _domain = domain;
        _time = time;
        _containers = new LdapContainers(systemId, session, domain);
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
            LdapDomain domain = await LdapDomain.ReadAsync(session, settings.NamingContext, cancellationToken).ConfigureAwait(false);
            session.Check = new SameDomain(domain).CheckAsync;
            return new LdapDirectory(systemId, session, domain, time);
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
        await foreach (RawEntry entry in _session.ReadAllAsync(
            read.BaseDn ?? _domain.NamingContext, Profile.PeopleFilter, Asked(read.Attributes), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (factory.IsEnabled(entry) is not { } enabled)
            {
                unreadable ??= entry.Dn;
                continue;
            }

            any = true;
            yield return await UserAsync(factory, entry, enabled, now, cancellationToken).ConfigureAwait(false);
        }

        if (!any && unreadable is not null)
        {
            throw DirectoryErrors.StateUnreadable(unreadable);
        }
    }

    /// <inheritdoc />
    public async Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        await _containers.EnsureAsync(cancellationToken).ConfigureAwait(false);
        if (await EntryAsync(key, Profile.PeopleFilter, Asked(attributes), cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        AppUserFactory factory = new(_systemId, Profile, attributes);
        bool enabled = factory.IsEnabled(entry) ?? throw DirectoryErrors.StateUnreadable(entry.Dn);
        return await UserAsync(factory, entry, enabled, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AttributeChange> wanted = WriteBackTarget.Check(changes);
        string[] attributes = [.. wanted.Select(static change => change.Attribute)];
        RawEntry entry = await EntryAsync(key, Profile.PeopleFilter, [Profile.KeyAttribute, .. attributes], cancellationToken).ConfigureAwait(false)
            ?? throw DirectoryErrors.EntryNotFound(key, Description.Name);
        if (wanted.Count > 0)
        {
            await new LdapWrite(_session, Profile).WriteAsync(entry, key, wanted, cancellationToken).ConfigureAwait(false);
        }
    }

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
        RawEntry? entry = Guid.TryParse(dnOrNameOrGuid, out Guid key) ? await EntryAsync(key.ToString("D"), Profile.GroupFilter, attributes, cancellationToken).ConfigureAwait(false)
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

    private string[] Asked(IReadOnlyList<string> attributes) =>
        [.. Profile.Names.Expand(attributes).Concat(Profile.AlwaysRead).Distinct(StringComparer.OrdinalIgnoreCase)];

    private async Task<AppUser> UserAsync(AppUserFactory factory, RawEntry entry, bool enabled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string key = EntryKey.Of(entry) ?? throw DirectoryErrors.KeyUnreadable(entry.Dn, Profile.KeyAttribute);
        entry = await WholeAsync(entry, key, cancellationToken).ConfigureAwait(false);
        return factory.Create(entry, key, await _containers.ParentKeyAsync(entry.Dn, cancellationToken).ConfigureAwait(false), enabled, now);
    }

    // Active Directory cuts lists of more than 1,500 values on people too.
    private async ValueTask<RawEntry> WholeAsync(RawEntry entry, string key, CancellationToken cancellationToken)
    {
        string[] cut = [.. entry.Attributes.Keys.Where(static name => name.Contains(";range=", StringComparison.OrdinalIgnoreCase) && !name.EndsWith('*'))];
        if (cut.Length == 0)
        {
            return entry;
        }

        Dictionary<string, IReadOnlyList<byte[]>> attributes = new(entry.Attributes, StringComparer.OrdinalIgnoreCase);
        foreach (string name in cut)
        {
            string attribute = name[..name.IndexOf(';', StringComparison.Ordinal)];
            attributes.Remove(name);
            attributes[attribute] = MemberRange.Of(entry, attribute) is { } first
                ? await LdapRanges.ReadRestAsync(_session, key, attribute, first, extendedNames: false, cancellationToken).ConfigureAwait(false)
                    ?? throw DirectoryErrors.ValuesCut(entry.Dn, attribute)
                : throw DirectoryErrors.ValuesCut(entry.Dn, attribute);
        }

        return new RawEntry(entry.Dn, attributes);
    }

    private async Task<RawEntry?> EntryAsync(string key, string filter, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(key, out _))
        {
            return null;
        }

        RawEntry? entry = Profile == DirectoryProfile.ActiveDirectory
            ? await _session.ReadEntryAsync($"<GUID={key}>", filter, [.. attributes, "isDeleted"], cancellationToken: cancellationToken).ConfigureAwait(false)
            : (await _session.FindAsync(_domain.NamingContext, filter, Profile.KeyAttribute, EntryKey.ToValue(Profile.KeyAttribute, key), attributes, cancellationToken)
                .ConfigureAwait(false)) is [var found, ..] ? found : null;

        // A GUID is found wherever the entry is now: as a tombstone, or in another partition of the server.
        return entry is null || Ascii.IsTrue(entry.Bytes("isDeleted")) || !DnText.IsWithin(DnText.Key(entry.Dn), DnText.Key(_domain.NamingContext)) ? null : entry;
    }
}

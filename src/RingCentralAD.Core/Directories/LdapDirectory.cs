using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>An Active Directory domain or another LDAP server, over our LDAP client.</summary>
public sealed class LdapDirectory : IDirectory
{
    private const int PageSize = 1000;
    private const int RangeSize = 1500;
    private readonly string _systemId;
    private readonly LdapConnection _connection;
    private readonly DirectoryProfile _profile;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, string> _containers = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, string>? _keysByDn;

    private LdapDirectory(string systemId, LdapConnection connection, DirectoryProfile profile, DirectoryDescription description, TimeProvider time)
    {
        _systemId = systemId;
        _connection = connection;
        _profile = profile;
        _time = time;
        Description = description;
    }

    /// <inheritdoc />
    public DirectoryDescription Description { get; }

    private bool IsActiveDirectory => Description.Kind == DirectoryKind.ActiveDirectory;

    private string KeyAttribute => _profile.KeyAttribute;

    /// <summary>Connects to the first server that answers, signs in and reads what the server says of itself.</summary>
    /// <param name="systemId">The directory's id in the hub.</param>
    /// <param name="settings">How it is reached.</param>
    /// <param name="credential">Name and password; null for Kerberos with whoever is logged on.</param>
    /// <param name="time">The clock of the time limits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LdapDirectory> OpenAsync(
        string systemId, DirectorySettings settings, NetworkCredential? credential, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        LdapException? last = null;
        foreach (string server in settings.Servers)
        {
            try
            {
                LdapConnection connection = await LdapConnection.ConnectAsync(Options(settings, server, time), Credential(settings, credential), cancellationToken).ConfigureAwait(false);
                try
                {
                    DirectoryProfile profile = DirectoryProfile.Of(Raw(await connection.ReadRootDseAsync(cancellationToken).ConfigureAwait(false)));
                    return new LdapDirectory(systemId, connection, profile, await DescribeAsync(connection, profile, settings, cancellationToken).ConfigureAwait(false), time);
                }
                catch
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            }
            catch (LdapException error) when (error.Kind is LdapErrorKind.ServerUnavailable or LdapErrorKind.Timeout or LdapErrorKind.ConnectionLost)
            {
                last = error;
            }
            catch (LdapException error)
            {
                throw LdapErrors.From(error, server);
            }
        }

        throw LdapErrors.From(last ?? new LdapException(LdapErrorKind.ServerUnavailable, "No server is named."), string.Join(", ", settings.Servers));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DirectoryContainer> ReadContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LdapSearch search = new()
        {
            BaseDn = Description.NamingContext,
            Filter = LdapFilter.Parse(_profile.ContainerFilter),
            Attributes = [KeyAttribute],
        };
        List<(string Dn, string Key)> found = [];
        await foreach (LdapEntry entry in ReadAsync(search, cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(Raw(entry)) is { } key)
            {
                found.Add((entry.Dn, key));
            }
        }

        _containers.Clear();
        foreach ((string dn, string key) in found)
        {
            _containers[dn] = key;
        }

        foreach ((string dn, string key) in found.OrderBy(container => container.Dn.Length))
        {
            yield return new DirectoryContainer(_systemId, key, ParentKey(dn), dn);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!IsActiveDirectory)
        {
            _keysByDn = await ReadKeysAsync(cancellationToken).ConfigureAwait(false);
        }

        LdapSearch search = new()
        {
            BaseDn = Description.NamingContext,
            Filter = LdapFilter.Parse(_profile.GroupFilter),
            Attributes = [KeyAttribute, "cn", "name", "description", "objectSid"],
        };
        List<LdapEntry> groups = [];
        await foreach (LdapEntry entry in ReadAsync(search, cancellationToken).ConfigureAwait(false))
        {
            groups.Add(entry);
        }

        foreach (LdapEntry group in groups)
        {
            RawEntry raw = Raw(group);
            if (EntryKey.Of(raw) is { } key)
            {
                yield return GroupFactory.Create(raw, key, await MembersAsync(group.Dn, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        LdapSearch search = new()
        {
            BaseDn = read.BaseDn ?? Description.NamingContext,
            Filter = LdapFilter.Parse(_profile.PeopleFilter),
            Attributes = Asked(read.Attributes),
        };
        AppUserFactory factory = new(_systemId, _profile, read.Attributes);
        await foreach (LdapEntry entry in ReadAsync(search, cancellationToken).ConfigureAwait(false))
        {
            if (AppUser(entry, factory) is { } user)
            {
                yield return user;
            }
        }
    }

    /// <inheritdoc />
    public async Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        LdapSearch search = new()
        {
            BaseDn = Description.NamingContext,
            Filter = KeyAttribute is "objectGUID" or "GUID" ? LdapFilter.Equal(KeyAttribute, EntryKey.ToBytes(key)) : LdapFilter.Equal(KeyAttribute, key),
            Attributes = Asked(attributes),
        };
        await foreach (LdapEntry entry in ReadAsync(search, cancellationToken).ConfigureAwait(false))
        {
            return AppUser(entry, new AppUserFactory(_systemId, _profile, attributes));
        }

        return null;
    }

    /// <inheritdoc />
    public async Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default)
    {
        changes = WriteBackTarget.Check(changes);
        AppUser now = await FindUserAsync(key, [], cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("AdEntryGone", ErrorKind.NotFound, $"{Description.Name} has no entry with the key {key} any more.", "Run Import-AdUsers.", key);
        List<LdapModification> modifications = [];
        foreach (AttributeChange change in changes)
        {
            if (change.Before is not null)
            {
                modifications.Add(new LdapModification(LdapModificationKind.Delete, change.Attribute, [change.Before]));
            }

            if (change.After is not null)
            {
                modifications.Add(new LdapModification(LdapModificationKind.Add, change.Attribute, [change.After]));
            }
        }

        try
        {
            await _connection.ModifyAsync(now.Place, modifications, cancellationToken).ConfigureAwait(false);
        }
        catch (LdapException error)
        {
            throw LdapErrors.From(error, now.Place);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static LdapOptions Options(DirectorySettings settings, string server, TimeProvider time)
    {
        int colon = server.LastIndexOf(':');
        bool hasPort = colon > 0 && server.IndexOf(':', StringComparison.Ordinal) == colon && int.TryParse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture, out _);
        return new LdapOptions
        {
            Host = hasPort ? server[..colon] : server,
            Port = hasPort ? int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture) : null,
            Tls = settings.Tls switch { DirectoryTls.Ldaps => LdapTls.Ldaps, DirectoryTls.StartTls => LdapTls.StartTls, _ => LdapTls.None },
            CaCertificates = settings.CaCertificate,
            SkipCertificateCheck = settings.SkipCertificateCheck,
            Time = time,
        };
    }

    private static LdapCredential Credential(DirectorySettings settings, NetworkCredential? credential) =>
        credential is null || settings.Tls == DirectoryTls.KerberosSealed ? new LdapCredential.Negotiate(credential) : new LdapCredential.Simple(credential);

    private static async Task<DirectoryDescription> DescribeAsync(LdapConnection connection, DirectoryProfile profile, DirectorySettings settings, CancellationToken cancellationToken)
    {
        LdapEntry root = await connection.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        string context = settings.NamingContext ?? root.GetString("defaultNamingContext") ?? root.GetStrings("namingContexts").FirstOrDefault(name => !name.StartsWith("cn=", StringComparison.OrdinalIgnoreCase))
            ?? throw new RingCentralAdException("AdBaseNotFound", ErrorKind.NotFound, $"{connection.Server} names no naming context.", "Name it with Connect-AdDirectory -NamingContext.");
        LdapEntry? top = null;
        await foreach (LdapEntry entry in connection.SearchAsync(new LdapSearch { BaseDn = context, Scope = LdapScope.Base, Attributes = [profile.KeyAttribute] }, cancellationToken).ConfigureAwait(false))
        {
            top = entry;
        }

        DirectoryKind kind = profile == DirectoryProfile.ActiveDirectory ? DirectoryKind.ActiveDirectory : DirectoryKind.Ldap;
        return new DirectoryDescription
        {
            Kind = kind,
            Name = string.Join('.', context.Split(',').Select(part => part.Trim()).Where(part => part.StartsWith("DC=", StringComparison.OrdinalIgnoreCase)).Select(part => part[3..])) is { Length: > 0 } dns ? dns.ToLowerInvariant() : context,
            DomainKey = (top is null ? null : EntryKey.Of(Raw(top))) ?? context.ToLowerInvariant(),
            NamingContext = context,
            Server = connection.Server,
            Names = profile.Names.Attributes,
        };
    }

    private async IAsyncEnumerable<LdapEntry> ReadAsync(LdapSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<LdapEntry> entries = _connection.SearchPagedAsync(search, PageSize, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (entries.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await entries.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (LdapException error)
                {
                    throw LdapErrors.From(error, search.BaseDn);
                }

                yield return entries.Current;
            }
        }
    }

    /// <summary>All direct members, asked for range by range; null when the server gave no whole answer.</summary>
    private async Task<IReadOnlyList<string>?> MembersAsync(string dn, CancellationToken cancellationToken)
    {
        string attribute = IsActiveDirectory ? "member" : "*";
        List<string> members = [];
        for (int from = 0; ; from += RangeSize)
        {
            string asked = IsActiveDirectory ? string.Create(CultureInfo.InvariantCulture, $"{attribute};range={from}-{from + RangeSize - 1}") : attribute;
            LdapSearch search = new()
            {
                BaseDn = dn,
                Scope = LdapScope.Base,
                Attributes = [asked],
                Controls = IsActiveDirectory ? [LdapControl.ExtendedNames()] : [],
            };
            LdapEntry? group = null;
            await foreach (LdapEntry entry in ReadAsync(search, cancellationToken).ConfigureAwait(false))
            {
                group = entry;
            }

            if (group is null)
            {
                return null;
            }

            if (!IsActiveDirectory)
            {
                members.AddRange(group.GetStrings("member").Concat(group.GetStrings("uniqueMember")).Select(name => _keysByDn!.GetValueOrDefault(name)).OfType<string>());
                return members;
            }

            KeyValuePair<string, IReadOnlyList<byte[]>> range = group.Attributes.FirstOrDefault(pair => pair.Key.StartsWith("member", StringComparison.OrdinalIgnoreCase));
            if (range.Key is null)
            {
                return members;
            }

            members.AddRange(range.Value.Select(System.Text.Encoding.UTF8.GetString).Select(KeyOfName).OfType<string>());
            if (range.Key.EndsWith('*') || !range.Key.Contains(";range=", StringComparison.OrdinalIgnoreCase))
            {
                return members;
            }
        }
    }

    /// <summary>The GUID out of an extended name: &lt;GUID=…&gt;;&lt;SID=…&gt;;dn.</summary>
    private static string? KeyOfName(string name) =>
        name.StartsWith("<GUID=", StringComparison.OrdinalIgnoreCase) && name.IndexOf('>', StringComparison.Ordinal) is > 6 and var end && Guid.TryParse(name.AsSpan(6, end - 6), out Guid key)
            ? key.ToString("D")
            : null;

    private async Task<Dictionary<string, string>> ReadKeysAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> keys = new(StringComparer.OrdinalIgnoreCase);
        await foreach (LdapEntry entry in ReadAsync(new LdapSearch { BaseDn = Description.NamingContext, Attributes = [KeyAttribute] }, cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(Raw(entry)) is { } key)
            {
                keys[entry.Dn] = key;
            }
        }

        return keys;
    }

    private string[] Asked(IReadOnlyList<string> attributes) =>
        [.. _profile.Names.Expand(attributes).Concat(_profile.AlwaysRead).Distinct(StringComparer.OrdinalIgnoreCase)];

    private AppUser? AppUser(LdapEntry entry, AppUserFactory factory)
    {
        RawEntry raw = Raw(entry);
        if (EntryKey.Of(raw) is not { } key)
        {
            return null;
        }

        bool enabled = factory.IsEnabled(raw) ?? throw DirectoryErrors.StateUnreadable(entry.Dn);
        return factory.Create(raw, key, ParentKey(entry.Dn), enabled, _time.GetUtcNow());
    }

    private static RawEntry Raw(LdapEntry entry)
    {
        Dictionary<string, IReadOnlyList<byte[]>> attributes = new(entry.Attributes.Count, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IReadOnlyList<byte[]> values) in entry.Attributes)
        {
            attributes[name] = values;
        }

        return new RawEntry(entry.Dn, attributes);
    }

    private string? ParentKey(string dn)
    {
        for (int i = 0; i < dn.Length; i++)
        {
            if (dn[i] == '\\')
            {
                i++;
            }
            else if (dn[i] == ',')
            {
                return _containers.GetValueOrDefault(dn[(i + 1)..].TrimStart());
            }
        }

        return null;
    }
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// An LDIF file that stands in for a directory. What is written back goes into a change file beside it, and is seen over the content from then on.
/// </summary>
public sealed class LdifDirectory : IDirectory
{
    private readonly string _systemId;
    private readonly string _path;
    private readonly LdifChanges _changes;
    private readonly Dictionary<string, string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    private LdifDirectory(string systemId, string path, LdifChanges changes, DirectoryDescription description)
    {
        _systemId = systemId;
        _path = path;
        _changes = changes;
        Description = description;
    }

    /// <inheritdoc />
    public DirectoryDescription Description { get; }

    /// <summary>Opens the file: every entry must carry objectGUID or entryUUID, by which people are linked.</summary>
    public static async Task<LdifDirectory> OpenAsync(string systemId, DirectorySettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string path = Path.GetFullPath(settings.Servers[0]);
        return await Task.Run(() => Open(systemId, path, settings), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DirectoryContainer> ReadContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<DirectoryContainer> containers = [];
        foreach (LdifRecord record in LdifReader.Read(_path).Where(IsContainer))
        {
            containers.Add(new DirectoryContainer(_systemId, _keys[record.Dn], ParentKey(record.Dn), record.Dn));
        }

        foreach (DirectoryContainer container in containers.OrderBy(container => container.Place.Length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return container;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DirectoryGroup> ReadGroupsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (LdifRecord record in LdifReader.Read(_path).Where(IsGroup))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string[] members = [.. record.Values("member").Concat(record.Values("uniqueMember")).Select(Encoding.UTF8.GetString)];
            yield return new DirectoryGroup
            {
                Key = _keys[record.Dn],
                Name = record.Text("cn") ?? record.Dn,
                Place = record.Dn,
                Description = record.Text("description"),
                Members = [.. members.Select(dn => _keys.GetValueOrDefault(dn)).OfType<string>()],
            };
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<AppUser> ReadUsersAsync(DirectoryRead read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (read.BaseDn is { } baseDn && !_keys.ContainsKey(baseDn))
        {
            throw new RingCentralAdException(
                "AdBaseNotFound", ErrorKind.NotFound, $"{Description.Name} has no entry '{baseDn}'.", "Give the distinguished name of an OU or container of the file.", baseDn);
        }

        foreach (LdifRecord record in LdifReader.Read(_path).Where(IsUser))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (read.BaseDn is null || record.Dn.EndsWith(read.BaseDn, StringComparison.OrdinalIgnoreCase))
            {
                yield return AppUser(record, read.Attributes);
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<AppUser?> FindUserAsync(string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        LdifRecord? record = _places.TryGetValue(key, out string? dn) ? LdifReader.Read(_path).FirstOrDefault(record => record.Dn == dn && IsUser(record)) : null;
        return Task.FromResult(record is null ? null : AppUser(record, attributes));
    }

    /// <inheritdoc />
    public async Task WriteAsync(string key, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        AppUser now = await FindUserAsync(key, [.. changes.Select(change => change.Attribute)], cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("AdEntryGone", ErrorKind.NotFound, $"{Description.Name} has no entry with the key {key}.", "Run Import-AdUsers.", key);
        if (changes.FirstOrDefault(change => now.Attributes.Text(change.Attribute) != change.Before) is { } stale)
        {
            throw new RingCentralAdException(
                "WriteBackStale", ErrorKind.Conflict, $"{stale.Attribute} on {now.Place} no longer holds '{stale.Before}'.", "Nothing: the next run starts from what it holds now.", now.Place);
        }

        await _changes.AddAsync(now.Place, changes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static LdifDirectory Open(string systemId, string path, DirectorySettings settings)
    {
        Dictionary<string, string> keys = new(StringComparer.OrdinalIgnoreCase);
        string? root = null;
        foreach (LdifRecord record in LdifReader.Read(path))
        {
            keys[record.Dn] = KeyOf(record, path);
            root = root is null || record.Dn.Length < root.Length ? record.Dn : root;
        }

        if (root is null)
        {
            throw new RingCentralAdException("LdifBroken", ErrorKind.Data, $"{path} holds no entry.", "Export the directory again with ldifde or ldapsearch -LLL.", path);
        }

        LdifDirectory directory = new(systemId, path, new LdifChanges(settings.ChangeFile ?? Path.ChangeExtension(path, ".changes.ldif")), new DirectoryDescription
        {
            Kind = DirectoryKind.Ldif,
            Name = Path.GetFileNameWithoutExtension(path),
            DomainKey = keys[root],
            NamingContext = root,
            Server = path,
            Names = DirectoryNames.ActiveDirectory,
        });
        foreach ((string dn, string key) in keys)
        {
            directory._keys[dn] = key;
            directory._places[key] = dn;
        }

        return directory;
    }

    private static string KeyOf(LdifRecord record, string path)
    {
        if (record.Values("objectGUID") is [{ Length: 16 } guid, ..])
        {
            return new Guid(guid).ToString("D");
        }

        if (Guid.TryParse(record.Text("entryUUID") ?? record.Text("objectGUID"), out Guid uuid))
        {
            return uuid.ToString("D");
        }

        if (IsUser(record) || IsGroup(record))
        {
            throw new RingCentralAdException(
                "LdifKeyMissing", ErrorKind.Data, $"{path}, line {record.Line}: {record.Dn} has neither objectGUID nor entryUUID, by which people are linked.",
                "Export the file with that attribute: ldifde does by itself; ldapsearch needs '*' entryUUID.", record.Dn);
        }

        // A container without a key is told by its name: nobody is linked by it.
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(record.Dn.ToLowerInvariant())).AsSpan(0, 16)).ToString("D");
    }

    private AppUser AppUser(LdifRecord record, IReadOnlyList<string> attributes)
    {
        IEnumerable<KeyValuePair<string, object?>> values = attributes
            .Select(name => new KeyValuePair<string, object?>(name, DirectoryEntries.Value(name, record.Values(name))));
        IEnumerable<KeyValuePair<string, object?>> written = _changes.Of(record.Dn).Where(pair => attributes.Contains(pair.Key, StringComparer.OrdinalIgnoreCase));
        return DirectoryEntries.AppUser(_systemId, _keys[record.Dn], record.Dn, ParentKey(record.Dn), new AttributeSet(values).With(written));
    }

    private string? ParentKey(string dn)
    {
        for (int i = 0; i < dn.Length; i++)
        {
            if (dn[i] == '\\')
            {
                i++;
            }
            else if (dn[i] == ',' && _keys.TryGetValue(dn[(i + 1)..].TrimStart(), out string? key))
            {
                return key;
            }
        }

        return null;
    }

    private static bool Is(LdifRecord record, string objectClass) =>
        record.Values("objectClass").Any(value => string.Equals(Encoding.UTF8.GetString(value), objectClass, StringComparison.OrdinalIgnoreCase));

    private static bool IsUser(LdifRecord record) => (Is(record, "user") || Is(record, "inetOrgPerson")) && !Is(record, "computer");

    private static bool IsGroup(LdifRecord record) => Is(record, "group") || Is(record, "groupOfNames") || Is(record, "groupOfUniqueNames");

    private static bool IsContainer(LdifRecord record) => Is(record, "organizationalUnit") || Is(record, "container") || Is(record, "domainDNS") || Is(record, "dcObject") || Is(record, "domain");
}

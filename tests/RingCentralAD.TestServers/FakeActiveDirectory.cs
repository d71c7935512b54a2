using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>An entry of the fake domain.</summary>
/// <param name="Dn">Its name.</param>
/// <param name="Key">Its objectGUID.</param>
/// <param name="Kind">What it is: <c>container</c>, <c>group</c> or <c>person</c>.</param>
/// <param name="Attributes">Its values.</param>
public sealed record FakeEntry(string Dn, Guid Key, string Kind, IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Attributes)
{
    public static FakeEntry Of(string dn, Guid key, string kind, params (string Name, byte[][] Values)[] attributes) =>
        new(dn, key, kind, attributes.ToDictionary(pair => pair.Name, pair => (IReadOnlyList<byte[]>)pair.Values, StringComparer.OrdinalIgnoreCase));
}

/// <summary>
/// One controller of an Active Directory domain as far as an import reads it, for what Samba does not do: lists of more than 1,500 values are
/// cut and named by their range whether a range was asked for or not (MS-ADTS 3.1.1.3.1.3.3), values may be any bytes, and several
/// controllers hold one domain, each with numbers of its own and with what it got from the others so far.
/// </summary>
public sealed class FakeActiveDirectory : IAsyncDisposable
{
    public const int MaxValRange = 1500;
    public const string BaseDn = "DC=fake,DC=example";
    public const string SchemaDn = "CN=Schema,CN=Configuration,DC=fake,DC=example";

    private readonly FakeLdapServer _server;
    private readonly X509Certificate2 _certificate;
    private readonly Guid _invocation = Guid.NewGuid();
    private readonly Dictionary<Guid, Held> _entries = [];
    private readonly Dictionary<Guid, long> _vector = [];
    private readonly Lock _lock = new();
    private readonly bool _dirSync;
    private long _number;
    private int _connections;
    private int _closed;
    private int _underWay;

    /// <param name="authority">Issues its certificate.</param>
    /// <param name="entries">What it holds at first.</param>
    /// <param name="dirSync">Whether it answers DirSync.</param>
    public FakeActiveDirectory(TestAuthority authority, IReadOnlyList<FakeEntry> entries, bool dirSync = false)
    {
        using X509Certificate2 issued = authority.Issue(["127.0.0.1"]);
        _certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        _dirSync = dirSync;
        foreach (FakeEntry entry in entries)
        {
            Change(entry);
        }

        _server = new FakeLdapServer(ServeAsync);
        Address = string.Create(CultureInfo.InvariantCulture, $"{_server.Address}:{_server.Port}");
    }

    public string Address { get; }

    /// <summary>Searches answered.</summary>
    public int Searches { get; private set; }

    /// <summary>Entries shown by DirSync.</summary>
    public int Synced { get; private set; }

    /// <summary>Searches that are never answered.</summary>
    public int Stalled { get; private set; }

    /// <summary>People shown in pages.</summary>
    public int Paged { get; private set; }

    /// <summary>Connections that were taken.</summary>
    public int Connections => _connections;

    /// <summary>How many connections it takes at most; others are closed at once.</summary>
    public int MostConnections { get; set; } = int.MaxValue;

    /// <summary>A DirSync that finds more entries than this never shows the first, as where a controller looks for everybody before it answers.</summary>
    public int MostSynced { get; set; } = int.MaxValue;

    /// <summary>Who made the server, as its root DSE says; null where it does not.</summary>
    public string? Vendor { get; init; }

    /// <summary>How many entries a search without pages shows at most (MaxPageSize).</summary>
    public int MostAtOnce { get; init; } = 1000;

    /// <summary>A search without pages shows nothing before this has ended, as where a server finds everybody first.</summary>
    public Task Gathering { get; set; } = Task.CompletedTask;

    /// <summary>Searches that waited for <see cref="Gathering"/>.</summary>
    public int Gathered { get; private set; }

    /// <summary>Searches that were taken and are not answered to their end.</summary>
    public int UnderWay => _underWay;

    /// <summary>Connections that the other side has closed.</summary>
    public int Closed => _closed;

    /// <summary>A search for this attribute shows one entry and is then refused as the server is busy; null for none.</summary>
    public string? BusyFor { get; set; }

    /// <summary>The schema's entries for some attributes, each of which is replicated and no link.</summary>
    public static IEnumerable<FakeEntry> Schema(params string[] attributes) => attributes.Select(name =>
        FakeEntry.Of($"CN={name},{SchemaDn}", Guid.NewGuid(), "attributeSchema", ("lDAPDisplayName", [Utf8(name)]), ("systemFlags", [Utf8("16")])));

    /// <summary>Writes an entry here, new or changed.</summary>
    public void Change(FakeEntry entry)
    {
        lock (_lock)
        {
            long usn = _vector[_invocation] = _vector.GetValueOrDefault(_invocation) + 1;
            _entries[entry.Key] = new Held(entry, _invocation, usn, ++_number);
        }
    }

    /// <summary>Takes over what another controller of the domain has and this one has not.</summary>
    public void ReplicateFrom(FakeActiveDirectory other)
    {
        lock (_lock)
        {
            foreach (Held held in other._entries.Values.Where(held => held.Usn > _vector.GetValueOrDefault(held.Origin)).OrderBy(held => held.Usn))
            {
                _entries[held.Entry.Key] = held with { Number = ++_number };
            }

            foreach ((Guid origin, long usn) in other._vector)
            {
                _vector[origin] = Math.Max(usn, _vector.GetValueOrDefault(origin));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(FakeLdapSession session)
    {
        if (Interlocked.Increment(ref _connections) > MostConnections)
        {
            Interlocked.Decrement(ref _connections);
            return;
        }

        await session.SecureAsync(_certificate);
        while (true)
        {
            FakeLdapRequest request = await session.ReadAsync();
            switch (request.Tag)
            {
                case 0x60:
                    await session.SendAsync(LdapBytes.Result(request.Id, 1));
                    break;
                case 0x63:
                    Searches++;
                    Interlocked.Increment(ref _underWay);
                    await SearchAsync(session, FakeSearch.Of(request));
                    Interlocked.Decrement(ref _underWay);
                    break;
                case 0x42:
                    Interlocked.Increment(ref _closed);
                    return;
            }
        }
    }

    private async Task SearchAsync(FakeLdapSession session, FakeSearch search)
    {
        if (search.DirSync is not null && !_dirSync)
        {
            await session.SendAsync(LdapBytes.Result(search.Id, LdapBytes.SearchDone, 50, "no right to replicate"));
            return;
        }

        if (search.BaseDn.Length == 0)
        {
            await session.SendAsync(
                LdapBytes.Entry(search.Id, "", ("defaultNamingContext", [BaseDn]), ("supportedCapabilities", ["1.2.840.113556.1.4.800"]), ("schemaNamingContext", [SchemaDn]), ("dsServiceName", [$"CN=NTDS Settings,{BaseDn}"]), ("vendorName", Vendor is null ? [] : [Vendor])),
                LdapBytes.Result(search.Id, LdapBytes.SearchDone));
            return;
        }

        if (search.BaseDn.StartsWith("CN=NTDS Settings", StringComparison.Ordinal))
        {
            await session.SendAsync(
                LdapBytes.RawEntry(search.Id, search.BaseDn, [("invocationId", [_invocation.ToByteArray()])]), LdapBytes.Result(search.Id, LdapBytes.SearchDone));
            return;
        }

        (Held[] found, string cookie) = Find(search);
        if (search.DirSync is not null && found.Length > MostSynced)
        {
            Stalled++;
            await session.StallAsync();
        }

        if (search is { Paged: false, DirSync: null } && found.Length > 1 && !Gathering.IsCompleted)
        {
            Gathered++;
            await Gathering.WaitAsync(session.Stopped);
        }

        bool cut = search is { Paged: false, DirSync: null } && found.Length > MostAtOnce;
        Paged += search.Paged ? found.Count(held => held.Entry.Kind == "person") : 0;
        bool busy = BusyFor is { } attribute && search.Asked.Any(asked => asked.Split(';')[0].Equals(attribute, StringComparison.OrdinalIgnoreCase));
        foreach (Held held in found.Take(busy ? 1 : cut ? MostAtOnce : found.Length))
        {
            string dn = search.Extended ? $"<GUID={held.Entry.Key:D}>;{held.Entry.Dn}" : held.Entry.Dn;
            await session.SendAsync(LdapBytes.RawEntry(search.Id, dn, search.Asked.SelectMany(name => Shown(held, name)).ToArray()));
        }

        await session.SendAsync(busy ? LdapBytes.Result(search.Id, LdapBytes.SearchDone, 51, "busy")
            : cut ? LdapBytes.Result(search.Id, LdapBytes.SearchDone, 4, "size limit")
            : search.DirSync is not null ? LdapBytes.DirSyncDone(search.Id, cookie)
            : search.Paged ? LdapBytes.PageDone(search.Id, "")
            : LdapBytes.Result(search.Id, LdapBytes.SearchDone));
    }

    private (Held[] Found, string Cookie) Find(FakeSearch search)
    {
        lock (_lock)
        {
            IEnumerable<Held> below = _entries.Values.Where(held => search.BaseDn.Equals($"<GUID={held.Entry.Key:D}>", StringComparison.OrdinalIgnoreCase)
                || held.Entry.Dn.Equals(search.BaseDn, StringComparison.OrdinalIgnoreCase)
                || (search.IsSubtree && held.Entry.Dn.EndsWith("," + search.BaseDn, StringComparison.OrdinalIgnoreCase)));
            Held[] found = [.. below.Where(held => FakeFilter.Matches(search.Filter, name => ValuesOf(held, name)))];
            if (search.DirSync is { } cookie)
            {
                // What the one who asks has not seen: by who wrote it, whichever controller is asked.
                Dictionary<Guid, long> seen = cookie.Split(';', StringSplitOptions.RemoveEmptyEntries)
                    .ToDictionary(part => Guid.Parse(part.Split('=')[0]), part => long.Parse(part.Split('=')[1], CultureInfo.InvariantCulture));
                found = [.. found.Where(held => held.Usn > seen.GetValueOrDefault(held.Origin))];
                Synced += found.Length;
            }

            return (found, string.Join(';', _vector.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key:D}={pair.Value}"))));
        }
    }

    private IReadOnlyList<byte[]> ValuesOf(Held held, string name) => name.ToUpperInvariant() switch
    {
        "OBJECTGUID" => [held.Entry.Key.ToByteArray()],
        "USNCHANGED" => [Utf8(held.Number.ToString(CultureInfo.InvariantCulture))],
        "OBJECTCATEGORY" => [Utf8(held.Entry.Kind)],
        "OBJECTCLASS" => held.Entry.Kind switch
        {
            "person" => [Utf8("top"), Utf8("person"), Utf8("organizationalPerson"), Utf8("user")],
            "container" => [Utf8("top"), Utf8("container")],
            var kind => [Utf8("top"), Utf8(kind)],
        },
        "MEMBEROF" => [.. _entries.Values.Where(other => other.Entry.Kind == "group" && Names(other, held)).Select(group => Utf8($"<GUID={group.Entry.Key:D}>;{group.Entry.Dn}"))],
        _ => held.Entry.Attributes.GetValueOrDefault(name, []),
    };

    private static bool Names(Held group, Held member) =>
        group.Entry.Attributes.GetValueOrDefault("member", []).Any(value => Encoding.UTF8.GetString(value).EndsWith(member.Entry.Dn, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<(string Name, IEnumerable<byte[]> Values)> Shown(Held held, string asked)
    {
        string name = asked.Split(';')[0];
        IReadOnlyList<byte[]> values = ValuesOf(held, name);
        if (values.Count == 0)
        {
            return [];
        }

        (int first, int last) = Range(asked, values.Count);
        if (first == 0 && last >= values.Count - 1 && !asked.Contains(";range=", StringComparison.Ordinal))
        {
            return [(name, values)];
        }

        string end = last >= values.Count - 1 ? "*" : last.ToString(CultureInfo.InvariantCulture);
        return [(string.Create(CultureInfo.InvariantCulture, $"{name};range={first}-{end}"), values.Skip(first).Take(last - first + 1))];
    }

    private static (int First, int Last) Range(string asked, int count)
    {
        int first = 0, last = int.MaxValue;
        if (asked.Split(";range=") is [_, var range])
        {
            string[] bounds = range.Split('-');
            first = int.Parse(bounds[0], CultureInfo.InvariantCulture);
            last = bounds[1] == "*" ? int.MaxValue : int.Parse(bounds[1], CultureInfo.InvariantCulture);
        }

        return (first, Math.Min(Math.Min(last, count - 1), first + MaxValRange - 1));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>An entry as this controller has it.</summary>
    /// <param name="Entry">The entry.</param>
    /// <param name="Origin">The controller where it was last written.</param>
    /// <param name="Usn">That controller's number of the write.</param>
    /// <param name="Number">This controller's own number.</param>
    private sealed record Held(FakeEntry Entry, Guid Origin, long Usn, long Number);
}

using System.Formats.Asn1;
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
/// Active Directory as far as an import reads it, for what Samba does not do: lists of more than 1,500 values are cut and named by their range
/// whether a range was asked for or not (MS-ADTS 3.1.1.3.1.3.3), and values may be any bytes.
/// </summary>
public sealed class FakeActiveDirectory : IAsyncDisposable
{
    public const int MaxValRange = 1500;
    public const string BaseDn = "DC=fake,DC=example";

    private readonly FakeLdapServer _server;
    private readonly X509Certificate2 _certificate;
    private readonly IReadOnlyList<FakeEntry> _entries;
    private readonly Dictionary<string, FakeEntry> _byGuid;

    public FakeActiveDirectory(TestAuthority authority, IReadOnlyList<FakeEntry> entries)
    {
        using X509Certificate2 issued = authority.Issue(["127.0.0.1"]);
        _certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        _entries = entries;
        _byGuid = entries.ToDictionary(entry => $"<GUID={entry.Key:D}>", StringComparer.OrdinalIgnoreCase);
        _server = new FakeLdapServer(ServeAsync);
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{_server.Address}:{_server.Port}");

    /// <summary>Searches answered.</summary>
    public int Searches { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(FakeLdapSession session)
    {
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
                    await SearchAsync(session, request);
                    break;
                case 0x42:
                    return;
            }
        }
    }

    private async Task SearchAsync(FakeLdapSession session, FakeLdapRequest request)
    {
        if (request.Bytes.AsSpan().IndexOf("1.2.840.113556.1.4.841"u8) >= 0)
        {
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.SearchDone, 50, "no right to replicate"));
            return;
        }

        AsnReader message = new AsnReader(request.Bytes, AsnEncodingRules.BER).ReadSequence();
        message.ReadInteger();
        AsnReader search = message.ReadSequence(new Asn1Tag(TagClass.Application, 3));
        string baseDn = Encoding.UTF8.GetString(search.ReadOctetString());
        for (int skipped = 0; skipped < 5; skipped++)
        {
            search.ReadEncodedValue();
        }

        string filter = Encoding.UTF8.GetString(search.ReadEncodedValue().Span);
        List<string> asked = [];
        for (AsnReader list = search.ReadSequence(); list.HasData;)
        {
            asked.Add(Encoding.UTF8.GetString(list.ReadOctetString()));
        }

        bool extended = request.Bytes.AsSpan().IndexOf("1.2.840.113556.1.4.529"u8) >= 0;
        bool paged = request.Bytes.AsSpan().IndexOf("1.2.840.113556.1.4.319"u8) >= 0;
        foreach (FakeEntry entry in Find(baseDn, filter))
        {
            string dn = extended ? $"<GUID={entry.Key:D}>;{entry.Dn}" : entry.Dn;
            await session.SendAsync(LdapBytes.RawEntry(request.Id, dn, asked.SelectMany(name => Values(entry, name)).ToArray()));
        }

        await session.SendAsync(baseDn.Length == 0 || !paged ? await RootOrDoneAsync(session, request.Id, baseDn) : LdapBytes.PageDone(request.Id, ""));
    }

    private static async Task<byte[]> RootOrDoneAsync(FakeLdapSession session, int id, string baseDn)
    {
        if (baseDn.Length == 0)
        {
            await session.SendAsync(LdapBytes.Entry(id, "", ("defaultNamingContext", [BaseDn]), ("supportedCapabilities", ["1.2.840.113556.1.4.800"])));
        }

        return LdapBytes.Result(id, LdapBytes.SearchDone);
    }

    private IEnumerable<FakeEntry> Find(string baseDn, string filter)
    {
        if (baseDn.Length == 0)
        {
            return [];
        }

        if (_byGuid.TryGetValue(baseDn, out FakeEntry? one))
        {
            return [one];
        }

        bool any = !filter.Contains("objectCategory", StringComparison.Ordinal) && !filter.Contains("organizationalUnit", StringComparison.Ordinal);
        string kind = filter.Contains("organizationalUnit", StringComparison.Ordinal) ? "container" : filter.Contains("person", StringComparison.Ordinal) ? "person" : "group";
        return filter.Contains("memberOf", StringComparison.Ordinal) ? []
            : any ? _entries.Where(entry => entry.Dn.Equals(baseDn, StringComparison.OrdinalIgnoreCase))
            : _entries.Where(entry => entry.Kind == kind && (kind != "group" || !filter.Contains("member", StringComparison.Ordinal) || !entry.Attributes.ContainsKey("member")));
    }

    private static IEnumerable<(string Name, IEnumerable<byte[]> Values)> Values(FakeEntry entry, string asked)
    {
        string name = asked.Split(';')[0];
        if (name == "objectGUID")
        {
            return [(name, [entry.Key.ToByteArray()])];
        }

        if (!entry.Attributes.TryGetValue(name, out IReadOnlyList<byte[]>? values))
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
}

using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>
/// Any LDAP server as far as an import reads it, for those that are not to be had here (Oracle DSEE, eDirectory, OpenDJ): it says of itself
/// what it is told to, and answers searches from the entries that it is given. An attribute is shown where it was asked for, or where all were.
/// </summary>
public sealed class FakeDirectory : IAsyncDisposable
{
    private const byte Bind = 0x60;
    private const byte Unbind = 0x42;
    private const byte Search = 0x63;

    private readonly FakeLdapServer _server;
    private readonly X509Certificate2 _certificate;
    private readonly Dictionary<string, Dictionary<string, IReadOnlyList<byte[]>>> _entries = new(StringComparer.OrdinalIgnoreCase);

    public FakeDirectory(TestAuthority authority)
    {
        using X509Certificate2 issued = authority.Issue(["127.0.0.1"]);
        _certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        _server = new FakeLdapServer(ServeAsync);
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{_server.Address}:{_server.Port}");

    /// <summary>The name below which searches in pages are refused; null for none.</summary>
    public string? NoPagesBelow { get; set; }

    /// <summary>Adds an entry, or puts another one in its place; the empty name is the root DSE. Values are text or bytes.</summary>
    public void Put(string dn, params (string Name, object Value)[] attributes)
    {
        Dictionary<string, IReadOnlyList<byte[]>> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, (string Name, object Value)> attribute in attributes.GroupBy(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase))
        {
            values[attribute.Key] = [.. attribute.Select(each => each.Value as byte[] ?? Encoding.UTF8.GetBytes((string)each.Value))];
        }

        lock (_entries)
        {
            _entries[dn] = values;
        }
    }

    public void Remove(string dn)
    {
        lock (_entries)
        {
            _entries.Remove(dn);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(FakeLdapSession session)
    {
        await session.SecureAsync(_certificate);
        while (await session.ReadAsync() is { Tag: not Unbind } request)
        {
            if (request.Tag == Bind)
            {
                await session.SendAsync(LdapBytes.Result(request.Id, 1));
            }
            else if (request.Tag == Search)
            {
                await AnswerAsync(session, request);
            }
        }
    }

    private async Task AnswerAsync(FakeLdapSession session, FakeLdapRequest request)
    {
        AsnReader message = new AsnReader(request.Bytes, AsnEncodingRules.BER).ReadSequence();
        message.ReadInteger();
        AsnReader search = message.ReadSequence(new Asn1Tag(TagClass.Application, 3));
        string baseDn = Encoding.UTF8.GetString(search.ReadOctetString());
        int scope = search.ReadEnumeratedBytes().Span[0];
        for (int skipped = 0; skipped < 4; skipped++)
        {
            search.ReadEncodedValue();
        }

        ReadOnlyMemory<byte> filter = search.ReadEncodedValue();
        List<string> asked = [];
        for (AsnReader list = search.ReadSequence(); list.HasData;)
        {
            asked.Add(Encoding.UTF8.GetString(list.ReadOctetString()));
        }

        bool paged = request.Bytes.AsSpan().IndexOf("1.2.840.113556.1.4.319"u8) >= 0;
        if (paged && NoPagesBelow is { } below && baseDn.EndsWith(below, StringComparison.OrdinalIgnoreCase))
        {
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.SearchDone, 12, "The control is not supported here"));
            return;
        }

        KeyValuePair<string, Dictionary<string, IReadOnlyList<byte[]>>>[] all;
        lock (_entries)
        {
            all = [.. _entries];
        }

        if (baseDn.Length > 0 && !all.Any(entry => entry.Key.Equals(baseDn, StringComparison.OrdinalIgnoreCase)))
        {
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.SearchDone, 32));
            return;
        }

        foreach ((string dn, Dictionary<string, IReadOnlyList<byte[]>> values) in all)
        {
            if (IsWithin(dn, baseDn, scope) && FakeFilter.Matches(filter, name => values.GetValueOrDefault(name, [])))
            {
                bool everything = asked.Count == 0 || asked.Contains("*");
                await session.SendAsync(LdapBytes.RawEntry(request.Id, dn, values.Where(pair => everything || asked.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).Select(pair => (pair.Key, pair.Value.AsEnumerable()))));
            }
        }

        await session.SendAsync(paged ? LdapBytes.PageDone(request.Id, "") : LdapBytes.Result(request.Id, LdapBytes.SearchDone));
    }

    private static bool IsWithin(string dn, string baseDn, int scope) =>
        dn.Equals(baseDn, StringComparison.OrdinalIgnoreCase) || scope > 0 && dn.Length > 0 && baseDn.Length > 0 && dn.EndsWith("," + baseDn, StringComparison.OrdinalIgnoreCase);
}

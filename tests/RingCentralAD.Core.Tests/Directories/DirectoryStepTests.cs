using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Each step towards a directory, failing: a certificate that is not good says everything that helps, a server that stalls is given up within a minute of the clock.</summary>
public sealed class DirectoryStepTests : IDisposable
{
    private const string Base = "dc=corp,dc=example";
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(40);

    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DirectoryTls.Ldaps, "foreign")]
    [InlineData(DirectoryTls.StartTls, "foreign")]
    [InlineData(DirectoryTls.Ldaps, "expired")]
    [InlineData(DirectoryTls.StartTls, "expired")]
    [InlineData(DirectoryTls.Ldaps, "name")]
    [InlineData(DirectoryTls.StartTls, "name")]
    public async Task A_certificate_that_is_refused_says_whose_by_whom_until_when_and_what_to_do(DirectoryTls tls, string fault)
    {
        using TestAuthority foreign = new("Foreign CA");
        TestAuthority issuer = fault == "foreign" ? foreign : _authority;
        DateTimeOffset until = TimeProvider.System.GetUtcNow().AddHours(fault == "expired" ? -1 : 24 * 90);
        using X509Certificate2 certificate = issuer.Issue([fault == "name" ? "dc9.corp.example" : "127.0.0.1"], until);
        await using FakeLdapServer server = new(async session =>
        {
            await StartAsync(session, tls, certificate);
            Assert.Fail($"A request of kind 0x{(await session.ReadAsync()).Tag:x2} was sent to a server that is not trusted.");
        });
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => OpenAsync(server, tls));
        Assert.Equal((fault == "name" ? "AdCertificateName" : "AdCertificateNotTrusted", ErrorKind.Security), (error.ErrorId, error.Kind));
        Assert.Contains(fault == "name" ? "dc9.corp.example" : "127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault == "foreign" ? "CN=Foreign CA" : "CN=Test Root CA", error.Message, StringComparison.Ordinal);
        Assert.Contains($"to {until:yyyy-MM-dd}", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault == "name" ? "names on the certificate" : "-CACertificate", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("handshake", DirectoryTls.Ldaps)]
    [InlineData("StartTLS", DirectoryTls.StartTls)]
    [InlineData("handshake", DirectoryTls.StartTls)]
    [InlineData("bind", DirectoryTls.Ldaps)]
    [InlineData("root", DirectoryTls.Ldaps)]
    [InlineData("page", DirectoryTls.Ldaps)]
    [InlineData("modify", DirectoryTls.Ldaps)]
    public async Task A_server_that_stalls_is_given_up_at_every_step(string step, DirectoryTls tls)
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using X509Certificate2 issued = _authority.Issue(["127.0.0.1"]);
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        await using FakeLdapServer server = new(session => ServeAsync(session, step, tls, certificate, stalled));
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
        DateTimeOffset start = time.GetUtcNow();
        Task work = WorkAsync(server, tls, time);
        await Task.WhenAny(stalled.Task, work);
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(work, Task.Delay(20, Stop));
        }

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => work);
        Assert.Equal(("AdTimeout", ErrorKind.Unavailable), (error.ErrorId, error.Kind));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(5), s_longest);
        string word = step switch { "root" => "Search", "page" => "Search", "modify" => "Modify", _ => step };
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy!);
    }

    [Fact]
    public async Task Groups_and_people_are_read_at_once_by_two_connections_to_one_server()
    {
        await using FakeDirectory server = new(_authority);
        server.Put("", ("objectClass", "OpenLDAProotDSE"), ("namingContexts", Base));
        server.Put(Base, ("objectClass", "domain"), ("entryUUID", Guid.NewGuid().ToString()));
        foreach (int i in Enumerable.Range(0, 50))
        {
            server.Put($"uid=p{i},{Base}", ("objectClass", "inetOrgPerson"), ("uid", $"p{i}"), ("sn", "x"), ("cn", "x"), ("entryUUID", Guid.NewGuid().ToString()));
        }

        server.Put($"cn=all,{Base}", [("objectClass", "groupOfNames"), ("cn", "all"), ("entryUUID", Guid.NewGuid().ToString()), .. Enumerable.Range(0, 50).Select(i => ("member", (object)$"uid=p{i},{Base}"))]);
        await using LdapDirectory first = await OpenAsync(server.Address);
        await using IDirectory? second = await first.TryOpenBesideAsync(Stop);
        Assert.Equal(first.Description, second!.Description with { Names = first.Description.Names });
        Task<List<DirectoryGroup>> groups = first.ReadGroupsAsync(Stop).ToListAsync(Stop).AsTask();
        Task<List<AppUser>> people = second.ReadUsersAsync(new DirectoryRead(["sn"]), Stop).ToListAsync(Stop).AsTask();
        await Task.WhenAll(groups, people);
        Assert.Equal((await people).Select(person => person.Key).Order(), Assert.Single(await groups).Members!.Order());
        Assert.Equal((await people).Select(person => person.Hash), (await first.ReadUsersAsync(new DirectoryRead(["sn"]), Stop).ToListAsync(Stop)).Select(person => person.Hash));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static async Task StartAsync(FakeLdapSession session, DirectoryTls tls, X509Certificate2 certificate)
    {
        if (tls == DirectoryTls.StartTls)
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.ExtendedResponse));
        }

        await session.SecureAsync(certificate);
    }

    private static async Task ServeAsync(FakeLdapSession session, string step, DirectoryTls tls, X509Certificate2 certificate, TaskCompletionSource stalled)
    {
        if (step is "handshake" or "StartTLS")
        {
            if (step == "handshake" && tls == DirectoryTls.StartTls)
            {
                await session.SendAsync(LdapBytes.Result((await session.ReadAsync()).Id, LdapBytes.ExtendedResponse));
            }

            stalled.TrySetResult();
            await session.StallAsync();
            return;
        }

        await StartAsync(session, tls, certificate);
        FakeLdapRequest bind = await session.ReadAsync();
        if (step != "bind")
        {
            await session.SendAsync(LdapBytes.Result(bind.Id, 1));
            for (int search = 0; await AnswerAsync(session, step, search); search++)
            {
            }
        }

        stalled.TrySetResult();
        await session.StallAsync();
    }

    // The root DSE, the naming context, the containers, and then people in pages, the second of which stops in its middle.
    private static async Task<bool> AnswerAsync(FakeLdapSession session, string step, int number)
    {
        FakeLdapRequest request = await session.ReadAsync();
        string key = "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c";
        bool paged = request.Bytes.AsSpan().IndexOf("1.2.840.113556.1.4.319"u8) >= 0;
        byte[] done = paged ? LdapBytes.PageDone(request.Id, number == 3 && step == "page" ? "more" : "") : LdapBytes.Result(request.Id, LdapBytes.SearchDone);
        byte[] entry = number switch
        {
            0 => LdapBytes.Entry(request.Id, "", ("objectClass", ["OpenLDAProotDSE"]), ("namingContexts", [Base])),
            1 or 2 => LdapBytes.Entry(request.Id, Base, ("objectClass", ["domain"]), ("entryUUID", [key])),
            _ => LdapBytes.Entry(request.Id, $"uid=ann,{Base}", ("objectClass", ["inetOrgPerson"]), ("entryUUID", [key]), ("mail", ["ann@corp.example"])),
        };
        if (step == "root" || request.Tag == 0x66)
        {
            return false;
        }

        if (step == "page" && number == 4)
        {
            await session.SendAsync(entry);
            return false;
        }

        await session.SendAsync(entry, done);
        return true;
    }

    private async Task WorkAsync(FakeLdapServer server, DirectoryTls tls, TimeProvider time)
    {
        await using LdapDirectory directory = await OpenAsync(server, tls, time);
        AppUser person = (await directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop).ToListAsync(Stop))[0];
        await directory.WriteAsync(person.Key, [new("telephoneNumber", null, "1")], Stop);
    }

    private Task<LdapDirectory> OpenAsync(FakeLdapServer server, DirectoryTls tls, TimeProvider? time = null) => OpenAsync($"{server.Address}:{server.Port}", tls, time);

    private Task<LdapDirectory> OpenAsync(string server, DirectoryTls tls = DirectoryTls.Ldaps, TimeProvider? time = null)
    {
        DirectorySettings settings = new() { Servers = [server], Tls = tls, CaCertificate = _folder.File("ca.pem", _authority.Pem), UserName = "cn=admin" };
        return LdapDirectory.OpenAsync("d", settings, new NetworkCredential("cn=admin", "some-password-1"), time ?? TimeProvider.System, Stop);
    }
}

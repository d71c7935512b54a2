using System.Net;
using DnsClient;
using DnsClient.Protocol;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>A domain's controllers found by DNS SRV on a real DNS server, in the order of RFC 2782, with fail-over to the next.</summary>
[Collection(nameof(DomainFixture))]
public sealed class DomainControllerTests(DomainFixture domain)
{
    private const string Service = "_ldap._tcp.dc._msdcs.corp.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("contoso.com", true)]
    [InlineData("dc1.contoso.com.", true)]
    [InlineData("dc1", false)]
    [InlineData("localhost", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("dc1.contoso.com:636", false)]
    [InlineData("ldaps://dc1.contoso.com", false)]
    public void What_may_be_a_domain_is_asked_for(string server, bool may) => Assert.Equal(may, DomainControllers.MayBeDomain(server));

    [Fact]
    public void Lower_priorities_come_first_and_weights_share_out_the_rest()
    {
        SrvRecord[] records = [Record("d", 20, 0), Record("a", 10, 60), Record("b", 10, 20), Record("c", 10, 20), Record("zero", 10, 0)];
        Random random = new(5512);
        const int Rounds = 20_000;
        Dictionary<string, int> first = [];
        for (int i = 0; i < Rounds; i++)
        {
            string[] order = [.. DomainControllers.Order(records, random).Select(record => record.Target.Value.TrimEnd('.'))];
            Assert.Equal(5, order.Distinct().Count());
            Assert.Equal("d", order[^1]);
            first[order[0]] = first.GetValueOrDefault(order[0]) + 1;
        }

        // 60, 20 and 20 of 100; the one without weight has next to no chance, but some.
        Assert.InRange(first["a"] / (double)Rounds, 0.57, 0.63);
        Assert.InRange(first["b"] / (double)Rounds, 0.18, 0.22);
        Assert.InRange(first["c"] / (double)Rounds, 0.18, 0.22);
        Assert.InRange(first.GetValueOrDefault("zero"), 1, Rounds / 20);
    }

    [Fact]
    public async Task A_domains_name_finds_its_controllers_and_the_next_one_is_asked_where_one_is_away()
    {
        domain.Need();
        Need();
        await using DnsServer dns = await DnsServer.StartAsync(
            [(Service, "gone.corp.example", 389, 1, 100), (Service, "dc1.corp.example", 389, 5, 100)],
            [("gone.corp.example", "127.83.255.254"), ("dc1.corp.example", domain.Samba.Address)], Stop);
        DirectorySettings settings = domain.Settings("corp.example") with { NameServer = dns.Server };
        await using LdapDirectory directory = await domain.OpenAsync(settings);
        Assert.Equal(("corp.example", "dc1.corp.example:636"), (directory.Description.Name, directory.Description.Server));
        Assert.True(await directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop).AnyAsync(Stop));

        await using LdapDirectory plain = await domain.OpenAsync(settings with { Tls = DirectoryTls.StartTls });
        Assert.Equal("dc1.corp.example:389", plain.Description.Server);
    }

    [Fact]
    public async Task Controllers_that_are_all_away_are_all_named()
    {
        domain.Need();
        Need();
        await using DnsServer dns = await DnsServer.StartAsync(
            [(Service, "one.corp.example", 389, 1, 100), (Service, "two.corp.example", 389, 2, 100)],
            [("one.corp.example", "127.83.255.254"), ("two.corp.example", "127.83.255.253")], Stop);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => domain.OpenAsync(domain.Settings("corp.example") with { NameServer = dns.Server }));
        Assert.Equal("AdUnreachable", error.ErrorId);
        Assert.Contains("one.corp.example:636", error.Message, StringComparison.Ordinal);
        Assert.Contains("two.corp.example:636", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_domains_and_a_name_server_that_is_away_leave_the_name_as_it_is()
    {
        domain.Need();
        Need();
        await using DnsServer dns = await DnsServer.StartAsync([], [], Stop);
        DomainControllers known = new(dns.Server, Random.Shared);
        Assert.Empty(await known.FindAsync("fabrikam.example", Stop));
        Assert.Empty(await new DomainControllers("127.0.0.1:1", Random.Shared).FindAsync("corp.example", Stop));
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => domain.OpenAsync(domain.Settings("corp.example") with { NameServer = "nonsense" }));
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);

        // The system's own resolver decides then; it knows no such host.
        error = await Assert.ThrowsAsync<RingCentralAdException>(() => domain.OpenAsync(domain.Settings("no-such-host.invalid") with { NameServer = dns.Server }));
        Assert.Equal("AdUnreachable", error.ErrorId);
    }

    [Fact]
    public async Task A_domain_without_a_service_is_told_from_one_whose_controllers_are_listed()
    {
        Need();
        await using DnsServer dns = await DnsServer.StartAsync(
            [(Service, "a.corp.example", 389, 3, 1), (Service, "b.corp.example", 3268, 1, 1), (Service, "c.corp.example", 389, 2, 1)],
            [("a.corp.example", "127.0.0.3"), ("b.corp.example", "127.0.0.1")], Stop);
        IReadOnlyList<ServerCandidate> found = await new DomainControllers(dns.Server, Random.Shared).FindAsync("corp.example.", Stop);
        Assert.Equal([new("b.corp.example", IPAddress.Parse("127.0.0.1")), new("c.corp.example", null), new("a.corp.example", IPAddress.Parse("127.0.0.3"))], found);
    }

    private static void Need() => Assert.SkipWhen(DnsServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", DnsServer.WhyNot ?? "");

    private static SrvRecord Record(string target, ushort priority, ushort weight) =>
        new(new ResourceRecordInfo(DnsString.Parse(Service), ResourceRecordType.SRV, QueryClass.IN, 60, 0), priority, weight, 389, DnsString.Parse(target));
}

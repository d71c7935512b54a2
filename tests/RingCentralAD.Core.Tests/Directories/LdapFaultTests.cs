using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Connections that break or stall: a read is whole or an error, and the session goes on afterwards.</summary>
[Collection(nameof(DomainFixture))]
public sealed class LdapFaultTests(DomainFixture domain)
{
    private static readonly DirectoryRead s_read = new(["mail", "sn"]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_idle_connection_that_the_server_closed_is_opened_again()
    {
        domain.Need();
        await using CuttingProxy proxy = new(domain.Samba.Address, 636);
        await using LdapDirectory directory = await OpenAsync(proxy);
        AppUser first = await directory.ReadUsersAsync(s_read, Stop).FirstAsync(Stop);
        proxy.CutNow();
        Assert.Equal(first.Hash, (await directory.FindUserAsync(first.Key, s_read.Attributes, Stop))!.Hash);
        proxy.CutNow();
        await directory.WriteAsync(first.Key, [new("pager", null, "77")], Stop);
        proxy.CutNow();
        await directory.WriteAsync(first.Key, [new("pager", "77", null)], Stop);
        Assert.Equal(4, proxy.Connections);
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_a_read_is_an_error_never_a_short_list()
    {
        domain.Need();
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using CuttingProxy proxy = new(domain.Samba.Address, 636);
        await using LdapDirectory directory = await OpenAsync(proxy);
        int all = await directory.ReadUsersAsync(s_read, Stop).CountAsync(Stop);
        _ = await directory.ReadContainersAsync(Stop).CountAsync(Stop);
        int cut = 0;
        for (int round = 0; round < 20; round++)
        {
            // Past the TLS handshake of a new connection: a cut in that one is another error.
            proxy.After(random.Next(10_000, 250_000), stall: false);
            int seen = 0;
            try
            {
                await foreach (AppUser _ in directory.ReadUsersAsync(s_read, Stop))
                {
                    seen++;
                }

                Assert.Equal(all, seen);
            }
            catch (RingCentralAdException error)
            {
                cut++;
                Assert.Equal(("AdConnectionLost", ErrorKind.Unavailable), (error.ErrorId, error.Kind));
                Assert.Contains("Nobody was taken for gone", error.Remedy, StringComparison.Ordinal);
            }
        }

        Assert.NotEqual(0, cut);
        proxy.After(long.MaxValue, stall: false);
        Assert.Equal(all, await directory.ReadUsersAsync(s_read, Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task A_server_that_stalls_is_given_up()
    {
        domain.Need();
        FakeTimeProvider time = new();
        await using CuttingProxy proxy = new(domain.Samba.Address, 636);
        await using LdapDirectory directory = await OpenAsync(proxy, time);
        _ = await directory.ReadContainersAsync(Stop).CountAsync(Stop);
        proxy.After(100_000, stall: true);
        Task<int> read = directory.ReadUsersAsync(s_read, Stop).CountAsync(Stop).AsTask();
        while (!read.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(read, Task.Delay(50, Stop));
        }

        Assert.Equal("AdTimeout", (await Assert.ThrowsAsync<RingCentralAdException>(() => read)).ErrorId);
        proxy.After(long.MaxValue, stall: false);
        Assert.True(await directory.ReadUsersAsync(s_read, Stop).AnyAsync(Stop));
    }

    [Fact]
    public async Task Stopping_stops_at_once()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (AppUser _ in directory.ReadUsersAsync(s_read, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
        Assert.True(await directory.ReadUsersAsync(s_read, Stop).AnyAsync(Stop));
    }

    private Task<LdapDirectory> OpenAsync(CuttingProxy proxy, TimeProvider? time = null) =>
        domain.OpenAsync(domain.Settings(proxy.Server) with { CaCertificate = null, SkipCertificateCheck = true }, time: time);
}

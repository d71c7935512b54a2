using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>A server that goes silent is given up at every step, and the reader is told that it has not seen all.</summary>
public sealed class StallTests : FakeTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(LdapTls.Ldaps, "handshake")]
    [InlineData(LdapTls.StartTls, "StartTLS")]
    public async Task A_connection_that_nobody_answers_is_given_up(LdapTls tls, string step)
    {
        await using FakeLdapServer server = new(session => session.StallAsync());
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(server) with { Tls = tls, ConnectTimeout = s_short }, Simple, Token));
        Assert.Equal(LdapErrorKind.Timeout, exception.Kind);
        Assert.Contains(step, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bind_that_is_not_answered_is_given_up()
    {
        using TestAuthority authority = new();
        using var certificate = authority.Issue(["127.0.0.1"]);
        await using FakeLdapServer server = new(async session =>
        {
            await session.SecureAsync(certificate);
            await session.StallAsync();
        });
        LdapOptions options = Options(server) with { Tls = LdapTls.Ldaps, SkipCertificateCheck = true, ResponseTimeout = s_short };
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, Simple, Token));
        Assert.Equal(LdapErrorKind.Timeout, exception.Kind);
        Assert.Contains("bind", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_goes_silent_ends_in_a_timeout_after_what_came()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"), LdapBytes.Entry(request.Id, "cn=2,dc=x"));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short });
        (int entries, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal((2, LdapErrorKind.Timeout, false), (entries, exception.Kind, exception.OutcomeUnknown));
        Assert.False(connection.IsOpen);
        LdapException next = await Assert.ThrowsAsync<LdapException>(() => connection.ReadRootDseAsync(Token));
        Assert.Equal(LdapErrorKind.Timeout, next.Kind);
    }

    [Fact]
    public async Task A_search_that_shows_nothing_yet_is_waited_for_as_long_as_the_caller_knows_the_server_at_work()
    {
        using SemaphoreSlim found = new(0);
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await found.WaitAsync(session.Stopped);
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short });
        int asked = 0;
        LdapSearch patient = Search with
        {
            StillAtWork = _ =>
            {
                if (++asked == 3)
                {
                    found.Release();
                }

                return Task.FromResult(true);
            },
        };

        // What stops after the first entry has no such word.
        (int entries, LdapException exception) = await FailAsync(connection.SearchAsync(patient, Token));
        Assert.Equal((1, LdapErrorKind.Timeout), (entries, exception.Kind));
        Assert.InRange(asked, 3, 4);
    }

    [Fact]
    public async Task A_search_whose_server_is_no_longer_at_work_is_given_up_and_of_several_pages_the_first_is_asked_for_only()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"), LdapBytes.PageDone(request.Id, "more"));
            await session.StallAsync();
        });
        int asked = 0;
        LdapSearch patient = Search with { StillAtWork = _ => Task.FromResult(++asked < 2) };
        await using LdapConnection paged = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short });
        (int entries, LdapException exception) = await FailAsync(paged.SearchPagedAsync(patient, 1, Token));
        Assert.Equal((1, LdapErrorKind.Timeout, 0), (entries, exception.Kind, asked));

        await using FakeLdapServer silent = new(session => session.StallAsync());
        await using LdapConnection connection = await ConnectAsync(silent, Options(silent) with { ResponseTimeout = s_short });
        (entries, exception) = await FailAsync(connection.SearchAsync(patient, Token));
        Assert.Equal((0, LdapErrorKind.Timeout, 2), (entries, exception.Kind, asked));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task A_message_that_stops_in_its_middle_is_given_up()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x")[..^3]);
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short });
        (int entries, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal((0, LdapErrorKind.Timeout), (entries, exception.Kind));
    }

    [Fact]
    public async Task A_write_that_is_not_answered_has_an_unknown_outcome()
    {
        await using FakeLdapServer server = new(session => session.StallAsync());
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short });
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync("cn=1,dc=x", [LdapModification.Replace("mail", "a")], Token));
        Assert.Equal((LdapErrorKind.Timeout, true), (exception.Kind, exception.OutcomeUnknown));
    }

    [Fact]
    public async Task A_server_that_takes_nothing_in_is_given_up()
    {
        await using FakeLdapServer server = new(session => Task.Delay(Timeout.Infinite, session.Stopped));
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short });
        LdapModification huge = new(LdapModificationKind.Replace, "thumbnailPhoto", [new byte[50_000_000]]);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync("cn=1,dc=x", [huge], Token));
        Assert.Equal((LdapErrorKind.Timeout, true), (exception.Kind, exception.OutcomeUnknown));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_for_the_connection_is_no_timeout()
    {
        TaskCompletionSource reached = new();
        await using FakeLdapServer server = new(session =>
        {
            reached.SetResult();
            return session.StallAsync();
        });
        using CancellationTokenSource stop = new();
        Task<LdapConnection> connecting = LdapConnection.ConnectAsync(Options(server) with { Tls = LdapTls.Ldaps }, Simple, stop.Token);
        await reached.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task One_slow_search_does_not_end_a_connection_that_answers_others()
    {
        await using FakeLdapServer server = new(async session =>
        {
            int slow = (await session.ReadAsync()).Id;
            while (true)
            {
                FakeLdapRequest request = await session.ReadAsync();
                if (request.Tag == SearchRequest)
                {
                    await session.SendAsync(LdapBytes.Entry(request.Id, ""), LdapBytes.Result(request.Id, LdapBytes.SearchDone));
                }
                else
                {
                    await session.SendAsync(LdapBytes.Result(slow, LdapBytes.SearchDone));
                }
            }
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = s_short * 3 });
        Task<(int, LdapException Exception)> slow = FailAsync(connection.SearchAsync(Search, Token));
        while (!slow.IsCompleted)
        {
            await connection.ReadRootDseAsync(Token);
        }

        Assert.Equal(LdapErrorKind.Timeout, (await slow).Exception.Kind);
        Assert.True(connection.IsOpen);
        await connection.ReadRootDseAsync(Token);
    }

    [Fact]
    public async Task A_slow_reader_is_no_silent_server()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"), LdapBytes.Entry(request.Id, "cn=2,dc=x"), LdapBytes.Result(request.Id, LdapBytes.SearchDone));
            await session.StallAsync();
        });
        LdapOptions options = Options(server) with { ResponseTimeout = s_short };
        await using LdapConnection connection = await ConnectAsync(server, options);
        int count = 0;
        await foreach (LdapEntry entry in connection.SearchAsync(Search, Token))
        {
            count++;
            await Task.Delay(options.ResponseTimeout * 2, Token);
        }

        Assert.Equal(2, count);
    }
}

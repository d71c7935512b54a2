using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>Whatever cuts an answer short ends in an exception that says so.</summary>
public sealed class LostConnectionTests : FakeTests
{
    [Fact]
    public async Task A_cut_in_the_middle_of_a_message_is_a_lost_connection()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"), LdapBytes.Entry(request.Id, "cn=2,dc=x")[..^1]);
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (int entries, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal((1, LdapErrorKind.ConnectionLost), (entries, exception.Kind));
        Assert.Contains("middle of a message", exception.Message, StringComparison.Ordinal);
        Assert.Equal($"{server.Address}:{server.Port}", exception.Server);
    }

    [Fact]
    public async Task A_cut_between_two_messages_is_no_end_of_the_search()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"));
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (int entries, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal((1, LdapErrorKind.ConnectionLost), (entries, exception.Kind));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task A_cut_after_a_write_leaves_its_outcome_unknown_and_before_it_does_not()
    {
        await using FakeLdapServer server = new(session => session.ReadAsync());
        await using LdapConnection connection = await ConnectAsync(server);
        LdapModification[] change = [LdapModification.Replace("mail", "a")];
        LdapException cut = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync("cn=1,dc=x", change, Token));
        Assert.Equal((LdapErrorKind.ConnectionLost, true), (cut.Kind, cut.OutcomeUnknown));
        LdapException late = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync("cn=1,dc=x", change, Token));
        Assert.Equal((LdapErrorKind.ConnectionLost, false), (late.Kind, late.OutcomeUnknown));
    }

    [Fact]
    public async Task The_servers_notice_of_disconnection_is_told()
    {
        await using FakeLdapServer server = new(async session =>
        {
            await session.ReadAsync();
            await session.SendAsync(LdapBytes.Result(0, LdapBytes.ExtendedResponse, 52, "going down", extendedName: "1.3.6.1.4.1.1466.20036"));
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (_, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal((LdapErrorKind.ConnectionLost, 52, "going down"), (exception.Kind, exception.ResultCode, exception.Diagnostic));
    }

    [Fact]
    public async Task Closing_ends_what_is_under_way()
    {
        await using FakeLdapServer server = new(session => session.StallAsync());
        LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = TimeSpan.FromMinutes(1) });
        Task<(int, LdapException Exception)> search = FailAsync(connection.SearchAsync(Search, Token));
        await connection.DisposeAsync();
        Assert.Equal(LdapErrorKind.ConnectionLost, (await search).Exception.Kind);
    }

    [Fact]
    public async Task A_size_limit_after_some_entries_is_an_error()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"), LdapBytes.Result(request.Id, LdapBytes.SearchDone, 4));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (int entries, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal((1, LdapErrorKind.SizeLimit), (entries, exception.Kind));
    }

    [Fact]
    public async Task A_page_that_does_not_say_whether_more_follows_is_an_error()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest first = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(first.Id, "cn=1,dc=x"), LdapBytes.PageDone(first.Id, "more"));
            FakeLdapRequest second = await session.ReadAsync();
            Assert.True(second.Bytes.AsSpan().IndexOf("more"u8) > 0);
            await session.SendAsync(LdapBytes.Entry(second.Id, "cn=2,dc=x"), LdapBytes.Result(second.Id, LdapBytes.SearchDone));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (int entries, LdapException exception) = await FailAsync(connection.SearchPagedAsync(Search, 1, Token));
        Assert.Equal((2, LdapErrorKind.Protocol), (entries, exception.Kind));
    }

    [Fact]
    public async Task A_referral_is_told_and_not_followed()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.ModifyResponse, 10, referrals: ["ldap://other/dc=x"]));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync("dc=x", [LdapModification.Replace("mail", "a")], Token));
        Assert.Equal(LdapErrorKind.Referral, exception.Kind);
        Assert.Equal(["ldap://other/dc=x"], exception.Referrals);
    }
}

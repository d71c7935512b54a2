using System.Text;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>A server that breaks the rules is left, not believed.</summary>
public sealed class ProtocolFaultTests : FakeTests
{
    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "LDAP port")]
    [InlineData("\x30\x80\x02\x01\x65\x65\x00\x00\x00", "indefinite")]
    [InlineData("\x30\x84\x7f\xff\xff\xff", "limit")]
    [InlineData("\x30\x85\x01\x00\x00\x00\x00", "wrong length")]
    [InlineData("\x30\x05\x02\x01\x65\x42\x00", "unknown kind")]
    [InlineData("\x30\x05\x02\x01\x65\x65\x00", "missing")]
    public async Task Nonsense_ends_the_connection_with_a_word_on_what_it_was(string latin1, string word)
    {
        await using FakeLdapServer server = new(async session =>
        {
            await session.ReadAsync();
            await session.SendAsync(Encoding.Latin1.GetBytes(latin1));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (_, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal(LdapErrorKind.Protocol, exception.Kind);
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_kind_is_refused()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.ModifyResponse));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        (_, LdapException exception) = await FailAsync(connection.SearchAsync(Search, Token));
        Assert.Equal(LdapErrorKind.Protocol, exception.Kind);
    }

    [Fact]
    public async Task An_entry_in_answer_to_a_write_leaves_its_outcome_unknown()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "dc=x"));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync("dc=x", [LdapModification.Replace("mail", "a")], Token));
        Assert.Equal((LdapErrorKind.Protocol, true), (exception.Kind, exception.OutcomeUnknown));
    }

    [Fact]
    public async Task Answers_to_nobody_are_skipped()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(77, "cn=0,dc=x"), LdapBytes.Reference(request.Id, "ldap://other/"), LdapBytes.Entry(request.Id, "cn=1,dc=x"), LdapBytes.Result(request.Id, LdapBytes.SearchDone));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server);
        LdapSearchOutcome outcome = new();
        Assert.Equal("cn=1,dc=x", (await connection.SearchAsync(Search, outcome, Token).SingleAsync(Token)).Dn);
        Assert.Equal(["ldap://other/"], outcome.References);
    }

    [Fact]
    public async Task Cancelling_abandons_the_request_at_the_server()
    {
        TaskCompletionSource<(int Searched, FakeLdapRequest Next)> seen = new();
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Entry(request.Id, "cn=1,dc=x"));
            seen.SetResult((request.Id, await session.ReadAsync()));
            await session.StallAsync();
        });
        await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = TimeSpan.FromMinutes(1) });
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (LdapEntry entry in connection.SearchAsync(Search, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
        (int searched, FakeLdapRequest next) = await seen.Task.WaitAsync(Token);
        Assert.Equal([0x30, 0x06, 0x02, 0x01, (byte)next.Id, 0x50, 0x01, (byte)searched], next.Bytes);
    }

    [Fact]
    public async Task What_arrives_between_start_tls_and_tls_is_taken_for_an_attack()
    {
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            byte[] both = [.. LdapBytes.Result(request.Id, LdapBytes.ExtendedResponse), .. LdapBytes.Result(2, 1)];
            await session.SendAsync(both);
            await session.StallAsync();
        });
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(server) with { Tls = LdapTls.StartTls }, Simple, Token));
        Assert.Equal(LdapErrorKind.Protocol, exception.Kind);
    }

    [Fact]
    public async Task A_refused_start_tls_sends_no_password()
    {
        TaskCompletionSource<Exception?> next = new();
        await using FakeLdapServer server = new(async session =>
        {
            FakeLdapRequest request = await session.ReadAsync();
            await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.ExtendedResponse, 2, "no TLS here"));
            next.SetResult(await Record.ExceptionAsync(session.ReadAsync));
        });
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(server) with { Tls = LdapTls.StartTls }, Simple, Token));
        Assert.Equal((LdapErrorKind.TlsFailed, 2, "no TLS here"), (exception.Kind, exception.ResultCode, exception.Diagnostic));
        Assert.IsType<EndOfStreamException>(await next.Task.WaitAsync(Token));
    }
}

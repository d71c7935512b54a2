using System.Net;
using System.Net.Sockets;
using Xunit;

namespace RingCentralAD.Ldap.Tests;

/// <summary>What a real server does not do on demand: a fake one stalls, cuts in the middle of a message, sends garbage, says goodbye.</summary>
public sealed class ServerFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_stalls_is_given_up()
    {
        LdapException error = await SearchAsync(static (_, _) => Task.Delay(Timeout.Infinite, Stop), TimeSpan.FromMilliseconds(300));
        Assert.Equal(LdapErrorKind.Timeout, error.Kind);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_message_is_no_end_of_the_search()
    {
        LdapException error = await SearchAsync(static (stream, entry) => stream.WriteAsync(entry.AsMemory(0, entry.Length / 2), Stop).AsTask());
        Assert.Equal(LdapErrorKind.ConnectionLost, error.Kind);
        Assert.Contains("in the middle of a message", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_between_messages_is_no_end_of_the_search()
    {
        LdapException error = await SearchAsync(static (stream, entry) => stream.WriteAsync(entry, Stop).AsTask());
        Assert.Equal(LdapErrorKind.ConnectionLost, error.Kind);
    }

    [Fact]
    public async Task Garbage_is_refused()
    {
        LdapException error = await SearchAsync(static (stream, _) => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Stop).AsTask());
        Assert.Equal(LdapErrorKind.Protocol, error.Kind);
    }

    [Fact]
    public async Task A_notice_of_disconnection_ends_the_search_with_the_servers_words()
    {
        byte[] goodbye = Convert.FromHexString("300F020100780A0A013404000403627965");
        LdapException error = await SearchAsync((stream, _) => stream.WriteAsync(goodbye, Stop).AsTask());
        Assert.Equal(LdapErrorKind.ConnectionLost, error.Kind);
        Assert.Contains("bye", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_sent_without_tls()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        LdapException error = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(
            Options(listener), new LdapCredential.Simple(new NetworkCredential("cn=a", "secret")), Stop));
        Assert.Equal(LdapErrorKind.StrongAuthRequired, error.Kind);
    }

    [Fact]
    public async Task Nobody_there_is_said_so()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        LdapOptions options = Options(listener);
        listener.Stop();
        LdapException error = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, new LdapCredential.Anonymous(), Stop));
        Assert.Equal(LdapErrorKind.ServerUnavailable, error.Kind);
    }

    /// <summary>Connects to a server that answers a search as told and then closes; gives how the search failed.</summary>
    private static async Task<LdapException> SearchAsync(Func<NetworkStream, byte[], Task> answer, TimeSpan? patience = null)
    {
        byte[] entry = Entry();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task server = Task.Run(
            async () =>
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(end.Token);
                NetworkStream stream = client.GetStream();
                byte[] request = new byte[4096];
                await stream.ReadAtLeastAsync(request, 7, cancellationToken: end.Token);
                await answer(stream, entry).WaitAsync(end.Token);
            },
            end.Token);
        await using (LdapConnection connection = await LdapConnection.ConnectAsync(Options(listener) with { ResponseTimeout = patience ?? TimeSpan.FromSeconds(30) }, new LdapCredential.Anonymous(), Stop))
        {
            LdapException error = await Assert.ThrowsAsync<LdapException>(async () =>
            {
                await foreach (LdapEntry found in connection.SearchAsync(new LdapSearch { BaseDn = "dc=x" }, Stop))
                {
                    Assert.Equal("cn=a", found.Dn);
                }
            });
            await end.CancelAsync();
            await server.ContinueWith(static _ => { }, TaskScheduler.Default);
            return error;
        }
    }

    private static byte[] Entry() => [0x30, 0x18, 0x02, 0x01, 0x01, 0x64, 0x13, 0x04, 0x04, .. "cn=a"u8, 0x30, 0x0B, 0x30, 0x09, 0x04, 0x02, .. "sn"u8, 0x31, 0x03, 0x04, 0x01, 0x78];

    private static LdapOptions Options(TcpListener listener) => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        Tls = LdapTls.None,
    };
}

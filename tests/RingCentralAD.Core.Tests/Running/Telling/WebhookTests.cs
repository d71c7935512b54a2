using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Telling;

/// <summary>Posts to a real HTTP listener: JSON whatever the values hold, and an address that nobody learns.</summary>
public sealed class WebhookTests
{
    private const string Nasty = "Zoë \"quoted\" \\ \u0001 </script> {{hub}}\r\n}, \"admin\": true, {";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RingCentrals_incoming_webhook_gets_a_text()
    {
        await using WebhookListener listener = new();

        await SendAsync(listener.Url, null, Text("Contoso", "3 people are stuck."));

        (string path, string? contentType, string body) = Assert.Single(listener.Posts);
        Assert.Equal($"/webhook/v2/{WebhookListener.Secret}", path);
        Assert.Equal("application/json; charset=utf-8", contentType);
        JsonElement json = JsonDocument.Parse(body).RootElement;
        Assert.Equal(["text"], json.EnumerateObject().Select(static property => property.Name));
        Assert.StartsWith("**Contoso: 3 people are stuck.**\n3 people are stuck.\n", json.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_filled_in_and_every_value_stays_a_value()
    {
        await using WebhookListener listener = new();

        await SendAsync(listener.Url, """{ "title": "{{company}}: {{text}}", "list": [ "{{host}}", 7, { "at": "{{time}}" } ], "plain": "{{unknown" }""", Text(Nasty, Nasty));

        JsonElement json = JsonDocument.Parse(Assert.Single(listener.Posts).Body).RootElement;
        Assert.Equal(["title", "list", "plain"], json.EnumerateObject().Select(static property => property.Name));
        Assert.StartsWith($"{Nasty}: {Nasty}\n", json.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("sync1", json.GetProperty("list")[0].GetString());
        Assert.Equal("2026-03-01 08:00 UTC", json.GetProperty("list")[2].GetProperty("at").GetString());
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "answered 404")]
    [InlineData(HttpStatusCode.InternalServerError, "answered 500")]
    [InlineData(HttpStatusCode.Redirect, "answered 302")]
    public async Task An_answer_that_is_no_yes_is_said_without_the_address(HttpStatusCode status, string why)
    {
        await using WebhookListener listener = new() { Answer = status };
        await RefusedAsync(listener.Url, why);
        Assert.Single(listener.Posts);
    }

    [Fact]
    public async Task Nothing_is_posted_where_nobody_is_sure_who_gets_it()
    {
        await RefusedAsync($"http://hooks.example.com/{WebhookListener.Secret}", "is no https address");
        await RefusedAsync("ftp://127.0.0.1/x", "is no https address");
        await RefusedAsync("not an address", "is no https address");
        await RefusedAsync($"https://127.0.0.1:1/{WebhookListener.Secret}", "cannot be reached");

        using TestAuthority authority = new();
        using X509Certificate2 certificate = authority.Issue(["127.0.0.1"]);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeTlsAsync(listener, certificate);
        await RefusedAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{WebhookListener.Secret}", "is not trusted: RemoteCertificateChainErrors");
        await serving;
    }

    [Theory]
    [InlineData("{ \"text\": ", "is no JSON: line 1")]
    [InlineData("\"{{text}}\"", "is no JSON object")]
    [InlineData("{ \"text\": \"hello\" }", "has no name to fill in")]
    [InlineData("{ \"text\": \"{{txet}}\" }", "has {{txet}}")]
    public void A_template_that_can_never_do_is_refused(string template, string why)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => NotificationRules.Check(Webhook(template)));
        Assert.Equal("NotificationInvalid", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static async Task ServeTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(Token);
        await using SslStream tls = new(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            Assert.Equal(0, await tls.ReadAsync(new byte[1], Token));
        }
        catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The other side hung up, as it should.
        }
    }

    private static Notification Webhook(string? template) => new() { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL", Template = template };

    private static NotificationText Text(string company, string message) => new()
    {
        Company = company, Hub = "/hub.db", Host = "sync1", At = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
        Findings = [new HealthFinding { Topic = HealthTopic.PeopleStuck, Step = 1, Message = message, Remedy = "Get-RcProvisioningError lists them." }],
    };

    private static Task SendAsync(string url, string? template, NotificationText text)
    {
        NotificationRules.Check(Webhook(template));
        return new NotificationSender(new Secrets(url), TimeProvider.System).SendAsync(Webhook(template), text, Token);
    }

    private static async Task RefusedAsync(string url, string why)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => SendAsync(url, null, Text("Contoso", "x")));
        Assert.Equal("NotificationNotSent", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookListener.Secret, error.ToString(), StringComparison.Ordinal);
    }
}

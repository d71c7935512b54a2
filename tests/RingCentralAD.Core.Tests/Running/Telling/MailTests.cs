using System.Net;
using System.Net.Sockets;
using System.Security;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Telling;

/// <summary>Mails to a real SMTP server: what arrives, what is never sent, and what is said where it cannot be.</summary>
public sealed class MailTests
{
    private static readonly FakeTimeProvider s_clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SmtpServerMode.StartTls)]
    [InlineData(SmtpServerMode.Tls)]
    [InlineData(SmtpServerMode.Plain)]
    public async Task A_mail_arrives_however_the_connection_is_protected(SmtpServerMode mode)
    {
        await using SmtpServer server = await StartAsync(mode);

        await SendAsync(To(server, mode), Text("Contoso", "3 people are stuck."));

        ReceivedMail mail = Assert.Single(server.Mails);
        Assert.Equal(["ops@contoso.com", "it@contoso.com"], mail.Receivers);
        Assert.Equal("sync@contoso.com", mail.Sender);
        Assert.Equal("Contoso: 3 people are stuck.", mail.Subject);
        Assert.Contains("3 people are stuck.\nGet-RcProvisioningError", mail.Plain.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("<strong>3 people are stuck.</strong>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_line_breaks_make_no_header_and_html_is_escaped()
    {
        await using SmtpServer server = await StartAsync(SmtpServerMode.StartTls);
        string plain = (await ReferenceAsync(server)).Headers.Order(StringComparer.Ordinal).Aggregate(static (one, other) => $"{one},{other}");

        await SendAsync(To(server, SmtpServerMode.StartTls), Text("Evil\r\nBcc: victim@example.com\r\n\r\n<b>Corp</b>", "<script>alert(1)</script> & \"Zoë\"\r\nX-Evil: 1\u2028"));

        ReceivedMail mail = server.Mails[^1];
        Assert.Equal(["ops@contoso.com", "it@contoso.com"], mail.Receivers);
        Assert.Equal(plain, mail.Headers.Order(StringComparer.Ordinal).Aggregate(static (one, other) => $"{one},{other}"));
        Assert.StartsWith("Evil  Bcc: victim@example.com    <b>Corp</b>: <script>", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Zo", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_without_the_secret()
    {
        await using SmtpServer server = await StartAsync(SmtpServerMode.StartTls);
        Notification good = To(server, SmtpServerMode.StartTls);

        await RefusedAsync(good, "refused the name or the password of sync@contoso.com", password: "another-secret");
        await RefusedAsync(good with { CaCertificate = null }, "is not trusted: RemoteCertificateChainErrors");
        await RefusedAsync(good with { SmtpServer = "localhost" }, "is not trusted: RemoteCertificateNameMismatch");
        await RefusedAsync(good with { SmtpPort = 1 }, "cannot be reached");
        Assert.Empty(server.Mails);

        await using SmtpServer plain = await StartAsync(SmtpServerMode.Plain);
        await RefusedAsync(To(plain, SmtpServerMode.StartTls), "offers no STARTTLS");
        Assert.Empty(plain.Mails);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_its_time()
    {
        using TcpListener deaf = new(IPAddress.Loopback, 0);
        deaf.Start();
        FakeTimeProvider clock = new();
        Notification notification = new() { Name = "ops", SmtpServer = "127.0.0.1", SmtpPort = ((IPEndPoint)deaf.LocalEndpoint).Port, From = "a@contoso.com", To = ["b@contoso.com"], SmtpTls = SmtpTls.None };

        Task sending = new NotificationSender(new Secrets("x"), clock).SendAsync(notification, Text("Contoso", "x"), Token);
        using TcpClient held = await deaf.AcceptTcpClientAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(31));

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => sending);
        Assert.Equal("NotificationNotSent", error.ErrorId);
        Assert.Contains("no answer within 30 seconds", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ReceivedMail> ReferenceAsync(SmtpServer server)
    {
        await SendAsync(To(server, SmtpServerMode.StartTls), Text("Contoso", "x"));
        return server.Mails[^1];
    }

    private static async Task<SmtpServer> StartAsync(SmtpServerMode mode)
    {
        if (SmtpServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        return await SmtpServer.StartAsync(mode, Token);
    }

    private static Notification To(SmtpServer server, SmtpServerMode mode) => new()
    {
        Name = "ops", SmtpServer = "127.0.0.1", SmtpPort = server.Port, From = "RingCentralAD <sync@contoso.com>", To = ["Ops <ops@contoso.com>", "it@contoso.com"], CaCertificate = server.CaFile,
        SmtpTls = mode switch { SmtpServerMode.StartTls => SmtpTls.StartTls, SmtpServerMode.Tls => SmtpTls.Tls, _ => SmtpTls.None },
        UserName = mode == SmtpServerMode.Plain ? null : SmtpServer.User,
        PasswordFrom = mode == SmtpServerMode.Plain ? null : "env:SMTP",
    };

    private static NotificationText Text(string company, string message) => new()
    {
        Company = company, Hub = "/hub.db", Host = "sync1", At = s_clock.GetUtcNow(),
        Findings = [new HealthFinding { Topic = HealthTopic.PeopleStuck, Step = 1, Message = message, Remedy = "Get-RcProvisioningError lists them." }],
    };

    private static Task SendAsync(Notification notification, NotificationText text, string password = SmtpServer.Password)
    {
        NotificationRules.Check(notification);
        return new NotificationSender(new Secrets(password), TimeProvider.System).SendAsync(notification, text, Token);
    }

    private static async Task RefusedAsync(Notification notification, string why, string password = SmtpServer.Password)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => SendAsync(notification, Text("Contoso", "x"), password));
        Assert.Equal("NotificationNotSent", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Remedy));
    }
}

/// <summary>One secret, wherever it is said to be.</summary>
internal sealed class Secrets(string secret) : ISecretSource
{
    public Task<SecureString> GetAsync(string place, CancellationToken cancellationToken = default) => Task.FromResult(new NetworkCredential("", secret).SecurePassword);
}

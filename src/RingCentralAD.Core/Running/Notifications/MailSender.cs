using System.Net;
using System.Net.Sockets;
using System.Security;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;

namespace RingCentralAD.Core.Running;

/// <summary>Sends a notification as a mail, in plain text and HTML.</summary>
internal static class MailSender
{
    /// <summary>Sends it; throws <c>NotificationNotSent</c>.</summary>
    public static async Task SendAsync(Notification notification, SecureString? password, NotificationText text, CancellationToken cancellationToken)
    {
        using MimeMessage message = new();
        message.From.Add(MailboxAddress.Parse(notification.From!));
        message.To.AddRange(notification.To.Select(MailboxAddress.Parse));
        message.Subject = text.Title;
        message.Date = text.At;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new BodyBuilder { TextBody = text.Plain, HtmlBody = text.Html }.ToMessageBody();
        using ServerTrust trust = ServerTrust.Load(notification.CaCertificate);
        using SmtpClient client = new() { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        try
        {
            await client.ConnectAsync(notification.SmtpServer!, notification.SmtpPort, Options(notification.SmtpTls), cancellationToken).ConfigureAwait(false);
            if (password is not null)
            {
                await client.AuthenticateAsync(new NetworkCredential(notification.UserName, password), cancellationToken).ConfigureAwait(false);
            }

            await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (Explain(notification, error, trust) is { } why)
        {
            throw why;
        }

        try
        {
            // The mail is the server's by now: a parting word that is not answered takes nothing back.
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
        }
    }

    private static SecureSocketOptions Options(SmtpTls tls) => tls switch
    {
        SmtpTls.Tls => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private static RingCentralAdException? Explain(Notification notification, Exception error, ServerTrust trust)
    {
        string server = $"{notification.SmtpServer}:{notification.SmtpPort}";
        (string Why, string Remedy)? told = error switch
        {
            SslHandshakeException when trust.Refusal is { } refused => ($"the certificate of {server} ({refused.Subject}) is not trusted: {refused.Errors}.", "Name the mail server as its certificate does, or give its CA with -CACertificate."),
            SslHandshakeException => ($"TLS with {server} failed.", "Choose -SmtpTls Tls for port 465, StartTls for 587."),
            AuthenticationException => ($"{server} refused the name or the password of {notification.UserName}.", "Correct -UserName, and the password at its place."),
            NotSupportedException => ($"{server} offers no STARTTLS, or no way to sign in.", "Choose -SmtpTls Tls, or another port."),
            SmtpCommandException answer => ($"{server} refused it: {(int)answer.StatusCode} {NotificationErrors.Said(answer.Message)}", "Correct what the server says: sender and receivers mostly."),
            ProtocolException => ($"{server} does not speak SMTP as it should.", "Check -SmtpServer, -SmtpPort and -SmtpTls."),
            IOException or SocketException => ($"{server} cannot be reached, or the connection broke.", "Check -SmtpServer, -SmtpPort, network and firewall."),
            _ => null,
        };
        return told is { } one ? NotificationErrors.NotSent(notification, one.Why, one.Remedy, error) : null;
    }
}

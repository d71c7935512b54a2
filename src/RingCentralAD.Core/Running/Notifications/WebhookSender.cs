using System.Net;
using System.Net.Http.Headers;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;

namespace RingCentralAD.Core.Running;

/// <summary>Posts a notification to a webhook. Its address is a secret: it goes into no error.</summary>
internal static class WebhookSender
{
    /// <summary>Posts it; throws <c>NotificationNotSent</c>.</summary>
    public static async Task SendAsync(Notification notification, SecureString address, NotificationText text, CancellationToken cancellationToken)
    {
        Uri url = Url(notification, address);
        using ServerTrust trust = ServerTrust.Load(notification.CaCertificate);
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using ByteArrayContent content = new(WebhookTemplate.Fill(notification.Template, text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        HttpStatusCode status;
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = content };
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            status = response.StatusCode;
        }
        catch (HttpRequestException error)
        {
            throw trust.Refusal is { } refused
                ? NotificationErrors.NotSent(notification, $"the certificate of {url.Host} ({refused.Subject}) is not trusted: {refused.Errors}.", "Give the CA with -CACertificate, where a proxy looks into TLS.")
                : NotificationErrors.NotSent(notification, $"{url.Host} cannot be reached ({error.HttpRequestError}).", "Check the address at its place, network and proxy.");
        }

        if ((int)status is < 200 or > 299)
        {
            throw NotificationErrors.NotSent(notification, $"{url.Host} answered {(int)status} {status}.", "Check the address at its place, and the template.");
        }
    }

    private static Uri Url(Notification notification, SecureString address)
    {
        string text = new NetworkCredential("", address).Password.Trim();
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw NotificationErrors.NotSent(notification, $"what is at {notification.UrlFrom} is no https address.", "Put the webhook's address there, as RingCentral shows it.");
    }
}

using System.Net.Http.Headers;
using System.Reflection;
using System.Security.Authentication;
using RestSharp;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Sends one request once, and tells an answer from a fault. Knows nothing of tokens, rates or meanings.</summary>
internal sealed class HttpSender : IDisposable
{
    private static readonly string s_userAgent =
        $"RingCentralAD/{typeof(HttpSender).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}"
        + $" (.NET {Environment.Version.Major}; {(OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux")})";

    private readonly RestClient _client;
    private readonly ServerTrust _trust;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    public HttpSender(Uri server, HttpMessageHandler handler, bool ownsHandler, ServerTrust trust, TimeProvider time, TimeSpan timeout)
    {
        _trust = trust;
        _time = time;
        _timeout = timeout;
        HttpClient http = new(new SendMark(handler, ownsHandler)) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new RestClient(
            http,
            new RestClientOptions(server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/"))
            {
                Timeout = Timeout.InfiniteTimeSpan,
                UserAgent = s_userAgent,
                FollowRedirects = false,
                SetErrorExceptionOnUnsuccessfulStatusCode = false,
                ThrowOnAnyError = false,
            },
            disposeHttpClient: true);
    }

    /// <summary>Sends the call; throws <see cref="TransportException"/> where no whole answer came.</summary>
    public async Task<HttpAnswer> SendAsync(HttpCall call, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeUp = new(_timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, cancellationToken);
        SendMark.Mark mark = SendMark.Begin();
        Exception? error;
        try
        {
            RestResponse response = await _client.ExecuteAsync(Request(call, authorization), either.Token).ConfigureAwait(false);
            if (response.ErrorException is null && response.StatusCode != 0)
            {
                return new HttpAnswer((int)response.StatusCode, name => Header(response, name), response.RawBytes, authorization?.Parameter);
            }

            error = response.ErrorException;
        }
        catch (Exception caught)
        {
            // RestSharp reports what happens until the headers are there, and throws what happens after.
            error = caught;
        }

        cancellationToken.ThrowIfCancellationRequested();
        TransportFault fault = timeUp.IsCancellationRequested ? TransportFault.TimeOut : Fault(error);
        bool connecting = fault is TransportFault.Name or TransportFault.Connect or TransportFault.Tls or TransportFault.Proxy or TransportFault.TimeOut;
        throw new TransportException(fault, connecting && !mark.Begun, error)
        {
            Tls = fault == TransportFault.Tls ? _trust.Refusal : null,
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        _trust.Dispose();
    }

    private static RestRequest Request(HttpCall call, AuthenticationHeaderValue? authorization)
    {
        RestRequest request = new(call.Path, Method(call.Method));
        request.AddHeader("Accept", "application/json");
        // Codes decide, not texts; but what an administrator reads should be in one language.
        request.AddHeader("Accept-Language", "en-US");
        if (authorization is not null)
        {
            request.AddHeader("Authorization", authorization.ToString());
        }

        foreach ((string name, string value) in call.Query)
        {
            request.AddQueryParameter(name, value);
        }

        if (call.Body is byte[] body)
        {
            request.AddBody(body, call.ContentType);
        }

        return request;
    }

    private static Method Method(HttpMethod method) => Enum.Parse<Method>(method.Method, ignoreCase: true);

    private static string? Header(RestResponse response, string name) =>
        response.Headers?.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static TransportFault Fault(Exception? error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return TransportFault.Tls;
            }

            if (cause is TimeoutException)
            {
                return TransportFault.TimeOut;
            }
        }

        return (error as HttpRequestException ?? error?.InnerException as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => TransportFault.Name,
            HttpRequestError.ConnectionError => TransportFault.Connect,
            HttpRequestError.SecureConnectionError => TransportFault.Tls,
            HttpRequestError.ProxyTunnelError => TransportFault.Proxy,
            _ => TransportFault.Broken,
        };
    }
}

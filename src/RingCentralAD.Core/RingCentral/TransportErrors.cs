using System.Net.Security;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Says why no answer came, and what to do about it.</summary>
internal static class TransportErrors
{
    public static AccountException From(HttpCall call, Uri server, TransportException fault, string? proxy)
    {
        AccountFailure failure = call.IsRead || fault.CertainlyNotSent ? AccountFailure.NotSent : AccountFailure.Unknown;
        (string id, ErrorKind kind, string message, string remedy) = failure == AccountFailure.Unknown
            ? (RingCentralErrorIds.AnswerLost,
                ErrorKind.Unavailable,
                $"{call} was sent to {server.Host}, but no answer came{(fault.Fault == TransportFault.TimeOut ? " in time" : "")}: it may have been carried out or not.",
                "The next run looks at what became of it before anything is sent again.")
            : Explain(server, fault, proxy);
        return new AccountException(id, kind, failure, message, remedy, Told(fault.InnerException));
    }

    private static (string Id, ErrorKind Kind, string Message, string Remedy) Explain(Uri server, TransportException fault, string? proxy) => fault.Fault switch
    {
        TransportFault.Name => (
            RingCentralErrorIds.ServerUnknown,
            ErrorKind.Unavailable,
            $"The name {proxy ?? server.Host} is not known to this machine's DNS.",
            proxy is null
                ? "Check the server's address (Connect-RcAccount -Uri), the DNS of this machine, and whether a proxy is needed (-Proxy or HTTPS_PROXY)."
                : "Check the proxy's address (-Proxy or HTTPS_PROXY)."),
        TransportFault.Tls => Tls(server, fault.Tls),
        TransportFault.Proxy => (
            RingCentralErrorIds.ProxyRefused,
            ErrorKind.Unavailable,
            $"The proxy {proxy} does not let this machine through to {server.Host}.",
            "Check -ProxyCredential or -ProxyUseDefaultCredentials, and that the proxy allows the server's name."),
        TransportFault.TimeOut => (
            RingCentralErrorIds.TimedOut,
            ErrorKind.Unavailable,
            $"{server.Host}:{server.Port} gave no answer in time{(proxy is null ? "" : $" (proxy {proxy})")}.",
            "Check the network, firewall and proxy of this machine; see status.ringcentral.com when others have it too."),
        _ => (
            RingCentralErrorIds.Unreachable,
            ErrorKind.Unavailable,
            $"{(proxy is null ? $"{server.Host}:{server.Port}" : $"{server.Host}:{server.Port} by the proxy {proxy}")} cannot be reached: "
                + (fault.Fault == TransportFault.Connect ? "no connection." : "the connection broke."),
            "Check the server's address (Connect-RcAccount -Uri), the network, the firewall, and whether a proxy is needed (-Proxy or HTTPS_PROXY)."),
    };

    private static (string Id, ErrorKind Kind, string Message, string Remedy) Tls(Uri server, TlsRefusal? shown)
    {
        (string message, string remedy) = shown switch
        {
            null => (
                $"No TLS connection to {server.Host}:{server.Port} came about.",
                "Check that the address is an https one and that nothing on the way breaks TLS."),
            { Errors: var errors } when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => (
                $"The certificate that {server.Host} shows ({shown.Subject}) is for another name.",
                "Use the name that the certificate is made for as the server's address."),
            { Chain: var chain } when chain.Contains("NotTimeValid", StringComparison.Ordinal) => (
                FormattableString.Invariant($"The certificate that {server.Host} shows ({shown.Subject}) is not valid now; it ends {shown.NotAfter.UtcDateTime:yyyy-MM-dd HH:mm}Z."),
                "Check this machine's clock. If it is right, the server or the inspecting proxy needs a new certificate."),
            _ => (
                $"The certificate that {server.Host} shows ({shown.Subject}) is signed by '{shown.Issuer}', whom this machine does not trust.",
                "If your company's proxy inspects TLS, save the certificate of that authority to a file and give it with -CACertificate, or have this machine trust it. Otherwise somebody may be listening: do not go on."),
        };
        return (RingCentralErrorIds.TlsNotTrusted, ErrorKind.Security, message, remedy);
    }

    // Only its kind and text are kept: some exceptions of the framework carry the request with its headers.
    private static InvalidOperationException? Told(Exception? cause) =>
        cause is null ? null : new InvalidOperationException($"{cause.GetBaseException().GetType().Name}: {cause.GetBaseException().Message}");
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Opens the connection and brings it under TLS; every step has the connection's time limit.</summary>
internal static class LdapConnector
{
    public const string StartTlsOid = "1.3.6.1.4.1.1466.20037";

    public static async Task<LdapWire> OpenAsync(LdapOptions options, CancellationToken cancellationToken)
    {
        ServerTrust trust = new(options);
        using TimeLimit limit = new(options.ConnectTimeout, options.Time, cancellationToken);
        LdapWire? wire = null;
        string step = "opening the connection";
        try
        {
            wire = new(await ConnectAsync(options, limit.Token).ConfigureAwait(false), options.MaxMessageSize);
            if (options.Tls == LdapTls.StartTls)
            {
                step = "StartTLS";
                await StartTlsAsync(wire, options, limit.Token).ConfigureAwait(false);
            }

            if (options.Tls != LdapTls.None)
            {
                step = "the TLS handshake";
                await wire.UpgradeAsync(plain => SecureAsync(plain, trust, options, limit.Token)).ConfigureAwait(false);
            }

            LdapWire opened = wire;
            wire = null;
            return opened;
        }
        catch (OperationCanceledException) when (limit.Expired)
        {
            throw new LdapException(LdapErrorKind.Timeout, $"{options.Server} did not answer within {options.ConnectTimeout.TotalSeconds:0.###} s: {step} was given up.") { Server = options.Server, NothingSent = true };
        }
        finally
        {
            wire?.Dispose();
        }
    }

    private static async Task<Stream> ConnectAsync(LdapOptions options, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A path that was lost is noticed within a minute, also where a long answer is waited for.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);

            // The name look-up of some systems cannot be cancelled; the wait for it can.
            ValueTask connected = options.Address is { } address
                ? socket.ConnectAsync(address, options.EffectivePort, cancellationToken)
                : socket.ConnectAsync(options.Host, options.EffectivePort, cancellationToken);
            await connected.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new LdapException(LdapErrorKind.ServerUnavailable, $"{options.Server} cannot be reached: {exception.Message}.", exception) { Server = options.Server };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task StartTlsAsync(LdapWire wire, LdapOptions options, CancellationToken cancellationToken)
    {
        LdapResult result = await LdapExchange.RunAsync(wire, options, LdapRequestWriter.Extended(1, StartTlsOid, null), 1, LdapTag.ExtendedResponse, cancellationToken).ConfigureAwait(false);
        if (result.Code != LdapResultCodes.Success)
        {
            LdapException refusal = LdapResultCodes.ToException(result, "StartTLS", options.Server);
            throw new LdapException(LdapErrorKind.TlsFailed, refusal.Message, refusal) { ResultCode = result.Code, Diagnostic = refusal.Diagnostic, Server = options.Server };
        }
    }

    private static async Task<Stream> SecureAsync(Stream inner, ServerTrust trust, LdapOptions options, CancellationToken cancellationToken)
    {
        SslStream tls = new(inner, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(trust.CreateOptions(), cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch (Exception exception)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw trust.Refusal ?? Explain(exception, options);
        }
    }

    private static LdapException Explain(Exception exception, LdapOptions options)
    {
        string why = exception is AuthenticationException { InnerException: { } inner } ? inner.Message : exception.Message;
        string hint = options.Tls == LdapTls.Ldaps ? " Does this port speak TLS from the first byte (636, 3269)?" : "";
        return new(LdapErrorKind.TlsFailed, $"The TLS handshake with {options.Server} failed: {why}{hint}", exception) { Server = options.Server };
    }
}

using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text;
using System.Threading.Channels;

namespace RingCentralAD.Ldap;

/// <summary>
/// A connection to an LDAP server: asynchronous, cancellable, with a time limit on every step. Several operations may run at once.
/// An answer that is not complete always ends in an <see cref="LdapException"/>.
/// </summary>
public sealed class LdapConnection : IAsyncDisposable
{
    private const string StartTlsOid = "1.3.6.1.4.1.1466.20037";
    private readonly LdapOptions _options;
    private readonly ConcurrentDictionary<int, Channel<LdapResponse>> _waiting = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly MessageReader _messages = new();
    private Stream _stream;
    private Task _reading = Task.CompletedTask;
    private LdapException? _broken;
    private int _lastId;

    private LdapConnection(LdapOptions options, Stream stream)
    {
        _options = options;
        _stream = stream;
    }

    /// <summary>The server for people: host and port.</summary>
    public string Server => _options.Server;

    /// <summary>Connects, secures the connection and signs in.</summary>
    public static async Task<LdapConnection> ConnectAsync(LdapOptions options, LdapCredential credential, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credential);
        LdapConnection connection = new(options, await OpenAsync(options, cancellationToken).ConfigureAwait(false));
        try
        {
            if (options.Tls == LdapTls.Ldaps)
            {
                await connection.SecureAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (options.Tls == LdapTls.StartTls)
            {
                await connection.StartTlsAsync(cancellationToken).ConfigureAwait(false);
            }

            await connection.BindAsync(credential, cancellationToken).ConfigureAwait(false);
            connection._reading = connection.ReadAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Searches; entries stream as they come. References to other servers are passed over, never followed.</summary>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(LdapSearch search, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        await foreach (LdapEntry entry in SearchAsync(search, search.Controls, null, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    /// <summary>Searches page by page (RFC 2696); entries stream across pages.</summary>
    public async IAsyncEnumerable<LdapEntry> SearchPagedAsync(LdapSearch search, int pageSize = 1000, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        byte[] cookie = [];
        do
        {
            byte[] next = [];
            IReadOnlyList<LdapControl> controls = [.. search.Controls, LdapControl.Page(pageSize, cookie)];
            await foreach (LdapEntry entry in SearchAsync(search, controls, done => next = CookieOf(done), cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }

            cookie = next;
        }
        while (cookie.Length > 0);
    }

    /// <summary>Changes an entry: all changes or none.</summary>
    public async Task ModifyAsync(string dn, IReadOnlyList<LdapModification> changes, CancellationToken cancellationToken = default)
    {
        (int id, Channel<LdapResponse> channel) = Register();
        try
        {
            await SendAsync(LdapMessages.Modify(id, dn, changes), cancellationToken).ConfigureAwait(false);
            LdapResponse response = await NextAsync(id, channel, cancellationToken).ConfigureAwait(false);
            LdapResult result = LdapMessages.Result(response, out _);
            if (result.Code != 0)
            {
                throw LdapException.FromResult(result, $"Changing {dn}");
            }
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>What the server says of itself.</summary>
    public async Task<LdapEntry> ReadRootDseAsync(CancellationToken cancellationToken = default)
    {
        await foreach (LdapEntry entry in SearchAsync(new LdapSearch { BaseDn = "", Scope = LdapScope.Base, Attributes = ["*", "+"] }, cancellationToken).ConfigureAwait(false))
        {
            return entry;
        }

        throw new LdapException(LdapErrorKind.Protocol, $"{Server} shows no root DSE.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        try
        {
            if (_broken is null)
            {
                using CancellationTokenSource limit = new(TimeSpan.FromSeconds(1), _options.Time);
                await _stream.WriteAsync(LdapMessages.Unbind(Interlocked.Increment(ref _lastId)), limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or LdapException or InvalidOperationException or AuthenticationException)
        {
            // The server is gone already.
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _sending.Dispose();
        _closing.Dispose();
    }

    private static byte[] CookieOf(LdapResponse done) =>
        done.Controls.FirstOrDefault(control => control.Oid == LdapControl.PagedResults) is { Value: not null } page ? LdapControl.Cookie(page) : [];

    private async IAsyncEnumerable<LdapEntry> SearchAsync(
        LdapSearch search, IReadOnlyList<LdapControl> controls, Action<LdapResponse>? whenDone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (int id, Channel<LdapResponse> channel) = Register();
        bool done = false;
        try
        {
            await SendAsync(LdapMessages.Search(id, search, controls), cancellationToken).ConfigureAwait(false);
            while (!done)
            {
                LdapResponse response = await NextAsync(id, channel, cancellationToken).ConfigureAwait(false);
                if (response.Tag == LdapMessages.SearchEntry)
                {
                    yield return LdapMessages.Entry(response);
                }
                else if (response.Tag == LdapMessages.SearchDone)
                {
                    done = true;
                    LdapResult result = LdapMessages.Result(response, out _);
                    if (result.Code != 0)
                    {
                        throw LdapException.FromResult(result, $"Searching {(search.BaseDn.Length == 0 ? "the root DSE" : search.BaseDn)} for {search.Filter}");
                    }

                    whenDone?.Invoke(response);
                }
            }
        }
        finally
        {
            _waiting.TryRemove(id, out _);
            if (!done)
            {
                await AbandonAsync(id).ConfigureAwait(false);
            }
        }
    }

    private async Task AbandonAsync(int target)
    {
        try
        {
            await SendAsync(LdapMessages.Abandon(Interlocked.Increment(ref _lastId), target), CancellationToken.None).ConfigureAwait(false);
        }
        catch (LdapException)
        {
            // There is nothing left to abandon.
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private (int Id, Channel<LdapResponse> Channel) Register()
    {
        int id = Interlocked.Increment(ref _lastId);
        Channel<LdapResponse> channel = Channel.CreateUnbounded<LdapResponse>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        _waiting[id] = channel;
        if (_broken is not null)
        {
            channel.Writer.TryComplete(_broken);
        }

        return (id, channel);
    }

    private async Task<LdapResponse> NextAsync(int id, Channel<LdapResponse> channel, CancellationToken cancellationToken)
    {
        if (channel.Reader.TryRead(out LdapResponse? ready))
        {
            return ready;
        }

        using CancellationTokenSource limit = new(_options.ResponseTimeout, _options.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await channel.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LdapException(LdapErrorKind.Timeout, $"{Server} did not answer within {_options.ResponseTimeout.TotalSeconds:0} s (message {id}).");
        }
        catch (ChannelClosedException error)
        {
            throw Again(error.InnerException as LdapException);
        }
    }

    private LdapException Again(LdapException? cause) =>
        cause is null ? new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {Server} was closed.") : new LdapException(cause.Kind, cause.Message, cause);

    private async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (_broken is not null)
        {
            throw Again(_broken);
        }

        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Half a message would break the connection for everybody: it is sent whole or not at all.
            using CancellationTokenSource limit = new(_options.ResponseTimeout, _options.Time);
            await _stream.WriteAsync(message, limit.Token).ConfigureAwait(false);
            await _stream.FlushAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw Break(new LdapException(LdapErrorKind.Timeout, $"{Server} took nothing for {_options.ResponseTimeout.TotalSeconds:0} s."));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw Break(new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {Server} broke: {error.Message}", error));
        }
        finally
        {
            _sending.Release();
        }
    }

    private LdapException Break(LdapException why)
    {
        _broken ??= why;
        foreach (Channel<LdapResponse> channel in _waiting.Values)
        {
            channel.Writer.TryComplete(_broken);
        }

        return _broken;
    }

    /// <summary>Reads messages as they come and hands each to the operation it belongs to.</summary>
    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                while (_messages.TryNext(out byte[] bytes))
                {
                    Hand(LdapMessages.Read(bytes));
                }

                int count = await _stream.ReadAsync(_messages.Room(), _closing.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    Break(new LdapException(LdapErrorKind.ConnectionLost, $"{Server} closed the connection{(_messages.HasPart ? " in the middle of a message" : "")}."));
                    return;
                }

                _messages.Take(count);
            }
        }
        catch (LdapException error)
        {
            Break(error);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            Break(new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {Server} broke: {error.Message}", error));
        }
    }

    private void Hand(LdapResponse response)
    {
        if (response.Id == 0)
        {
            // The server says goodbye (RFC 4511, 4.4.1).
            LdapResult result = LdapMessages.Result(response, out _);
            throw new LdapException(LdapErrorKind.ConnectionLost, $"{Server} ends the connection ({result.Code} {result.Diagnostic}).");
        }

        if (_waiting.TryGetValue(response.Id, out Channel<LdapResponse>? channel))
        {
            channel.Writer.TryWrite(response);
        }
    }

    private static async Task<Stream> OpenAsync(LdapOptions options, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await WithinAsync(options, token => socket.ConnectAsync(options.Host, options.ActualPort, token).AsTask(), $"{options.Server} does not answer", cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new LdapException(LdapErrorKind.ServerUnavailable, $"{options.Server} cannot be reached: {error.Message}", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        ServerCertificate certificate = new(_options);
        SslStream secured = new(_stream);
        _stream = secured;
        try
        {
            SslClientAuthenticationOptions how = certificate.Options();
            await WithinAsync(_options, token => secured.AuthenticateAsClientAsync(how, token), $"{Server} does not finish TLS", cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationException error)
        {
            throw certificate.Refusal ?? new LdapException(LdapErrorKind.TlsFailed, $"TLS with {Server} failed: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new LdapException(LdapErrorKind.TlsFailed, $"TLS with {Server} failed: {error.Message}", error);
        }
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        LdapResponse response = await AskAsync(id => LdapMessages.Extended(id, StartTlsOid), cancellationToken).ConfigureAwait(false);
        LdapResult result = LdapMessages.Result(response, out _);
        if (result.Code != 0 || _messages.HasPart)
        {
            throw new LdapException(LdapErrorKind.TlsFailed, $"{Server} refuses StartTLS ({result.Code} {result.Diagnostic}).") { ResultCode = result.Code };
        }

        await SecureAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task BindAsync(LdapCredential credential, CancellationToken cancellationToken)
    {
        switch (credential)
        {
            case LdapCredential.Simple simple:
                await SimpleBindAsync(simple, cancellationToken).ConfigureAwait(false);
                break;
            case LdapCredential.Negotiate negotiate:
                await NegotiateAsync(negotiate, cancellationToken).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }

    private async Task SimpleBindAsync(LdapCredential.Simple simple, CancellationToken cancellationToken)
    {
        if (_options.Tls == LdapTls.None)
        {
            throw new LdapException(LdapErrorKind.StrongAuthRequired, "A password is not sent without TLS.");
        }

        byte[] password = Encoding.UTF8.GetBytes(simple.Credential.Password);
        if (password.Length == 0)
        {
            throw new LdapException(LdapErrorKind.InvalidCredentials, $"The password of {simple.Credential.UserName} is empty; a server might take that for nobody.");
        }

        string name = simple.Credential.Domain.Length > 0 ? $"{simple.Credential.Domain}\\{simple.Credential.UserName}" : simple.Credential.UserName;
        try
        {
            LdapResponse response = await AskAsync(id => LdapMessages.SimpleBind(id, name, password), cancellationToken).ConfigureAwait(false);
            LdapResult result = LdapMessages.Result(response, out _);
            if (result.Code != 0)
            {
                throw LdapException.FromResult(result, $"Signing in as {name} at {Server}");
            }
        }
        finally
        {
            Array.Clear(password);
        }
    }

    private async Task NegotiateAsync(LdapCredential.Negotiate negotiate, CancellationToken cancellationToken)
    {
        bool tls = _options.Tls != LdapTls.None;
        NegotiateAuthenticationClientOptions how = new()
        {
            Package = "Negotiate",
            TargetName = $"ldap/{_options.Host}",
            RequiredProtectionLevel = tls ? ProtectionLevel.None : ProtectionLevel.EncryptAndSign,
            Binding = tls ? (_stream as SslStream)?.TransportContext?.GetChannelBinding(System.Security.Authentication.ExtendedProtection.ChannelBindingKind.Endpoint) : null,
        };
        if (negotiate.Credential is not null)
        {
            how.Credential = negotiate.Credential;
        }

        NegotiateAuthentication keys = new(how);
        byte[]? incoming = null;
        while (true)
        {
            byte[]? token = keys.GetOutgoingBlob(incoming ?? [], out NegotiateAuthenticationStatusCode status);
            if (status is not (NegotiateAuthenticationStatusCode.Completed or NegotiateAuthenticationStatusCode.ContinueNeeded))
            {
                keys.Dispose();
                throw new LdapException(LdapErrorKind.InvalidCredentials, $"Kerberos as {negotiate} for ldap/{_options.Host} failed: {status}.");
            }

            if (token is null)
            {
                break;
            }

            LdapResponse response = await AskAsync(id => LdapMessages.SaslBind(id, "GSS-SPNEGO", token), cancellationToken).ConfigureAwait(false);
            LdapResult result = LdapMessages.Result(response, out incoming);
            if (result.Code is not (0 or 14))
            {
                keys.Dispose();
                throw LdapException.FromResult(result, $"Signing in as {negotiate} at {Server}");
            }

            if (result.Code == 0 && (incoming is null || keys.IsAuthenticated))
            {
                break;
            }
        }

        if (!tls)
        {
            _stream = new SealedStream(_stream, keys);
        }
    }

    /// <summary>One request and its one answer, while nobody else uses the connection.</summary>
    private async Task<LdapResponse> AskAsync(Func<int, byte[]> request, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _lastId);
        LdapResponse? answer = null;
        try
        {
            await WithinAsync(
                _options,
                async token =>
                {
                    await _stream.WriteAsync(request(id), token).ConfigureAwait(false);
                    byte[] bytes;
                    while (!_messages.TryNext(out bytes))
                    {
                        int count = await _stream.ReadAsync(_messages.Room(), token).ConfigureAwait(false);
                        _messages.Take(count > 0 ? count : throw new LdapException(LdapErrorKind.ConnectionLost, $"{Server} closed the connection."));
                    }

                    answer = LdapMessages.Read(bytes);
                },
                $"{Server} does not answer",
                cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {Server} broke: {error.Message}", error);
        }

        return answer!;
    }

    private static async Task WithinAsync(LdapOptions options, Func<CancellationToken, Task> step, string late, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(options.ConnectTimeout, options.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await step(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LdapException(LdapErrorKind.Timeout, $"{late} within {options.ConnectTimeout.TotalSeconds:0} s.");
        }
    }
}

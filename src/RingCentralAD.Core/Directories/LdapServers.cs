using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Connects to the first of the named servers that answers; a domain's name stands for its controllers, as DNS tells them.</summary>
internal sealed class LdapServers
{
    private static readonly TimeSpan s_signIn = TimeSpan.FromSeconds(10);

    private readonly DirectorySettings _settings;
    private readonly NetworkCredential? _credential;
    private readonly TimeProvider _time;
    private readonly ServerCandidate? _only;
    private ServerCandidate? _last;

    public LdapServers(DirectorySettings settings, NetworkCredential? credential, TimeProvider time)
    {
        _settings = settings;
        _credential = credential;
        _time = time;
    }

    /// <summary>The clock of the limits.</summary>
    public TimeProvider Time => _time;

    private LdapServers(LdapServers other)
        : this(other._settings, other._credential, other._time) => _only = other._last;

    /// <summary>The server that answered last, and no other: what is read beside something else must come from the same place.</summary>
    public LdapServers Beside() => new(this);

    /// <summary>Who signs in, for people.</summary>
    public string Account => _credential?.UserName is { Length: > 0 } name ? name
        : _settings.Keytab is { } keytab ? $"{_settings.UserName ?? "the account"} by the keytab {keytab}"
        : _settings.TicketCache is { } cache ? $"{_settings.UserName ?? "the account"} by the tickets in {cache}"
        : _settings.ClientCertificate is { } file ? $"the certificate in {file}"
        : "the logged-on account";

    /// <summary>An open connection; the server that answered last comes first, so that what was read belongs together.</summary>
    public async Task<LdapConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_settings.Servers.Count == 0)
        {
            throw new RingCentralAdException("AdUnreachable", ErrorKind.InvalidInput, "No server of the directory is named.", "Name one or more with Connect-AdDirectory.");
        }

        if (_credential is not null && (_credential.UserName.Length == 0 || _credential.SecurePassword.Length == 0))
        {
            // An empty password is an anonymous bind to many servers, which they call a success (RFC 4513, 5.1.2).
            throw new RingCentralAdException("AdSignInFailed", ErrorKind.Security, $"The password of '{_credential.UserName}' is empty.", "Connect again with the password.", _credential.UserName);
        }

        using X509Certificate2? certificate = ClientCertificate();
        List<RingCentralAdException> failures = [];
        await foreach (ServerCandidate server in CandidatesAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                LdapOptions options = Options(server.Name) with { ClientCertificate = certificate, Address = server.Address };
                LdapConnection connection = await LdapConnection.ConnectAsync(options, Credential(), cancellationToken).ConfigureAwait(false);
                _last = server;
                return connection;
            }
            catch (LdapException error)
            {
                failures.Add(LdapErrors.From(error, server.Name, Account));
                if (error.Kind is LdapErrorKind.InvalidCredentials or LdapErrorKind.StrongAuthRequired)
                {
                    // Asking the next server too would lock the account.
                    break;
                }
            }
        }

        throw Worst(failures);
    }

    /// <summary>
    /// Binds somebody else by name and password under TLS, on a connection that is closed at once. The server that answered last comes first;
    /// another one is asked only where the password cannot have been sent: each wrong bind may count.
    /// </summary>
    /// <returns>What the server's password policy says of a bind that succeeded; null for nothing.</returns>
    /// <exception cref="LdapException">The server refused, or none could be asked.</exception>
    public async Task<int?> SignInAsync(string name, SecureString password, CancellationToken cancellationToken)
    {
        LdapException? failure = null;
        await foreach (ServerCandidate server in CandidatesAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                // What Kerberos seals is no place for a password: the same port speaks StartTLS.
                LdapOptions options = Options(server.Name) with
                {
                    Address = server.Address,
                    Tls = _settings.Tls == DirectoryTls.Ldaps ? LdapTls.Ldaps : LdapTls.StartTls,
                    ResponseTimeout = s_signIn,
                };
                LdapConnection connection = await LdapConnection.ConnectAsync(options, new LdapCredential.Simple(name, password) { AsksPolicy = true }, cancellationToken).ConfigureAwait(false);
                await connection.DisposeAsync().ConfigureAwait(false);
                return connection.PasswordPolicyError;
            }
            catch (LdapException error) when (error.NothingSent || (error.ResultCode is null && error.Kind is LdapErrorKind.ServerUnavailable or LdapErrorKind.TlsFailed or LdapErrorKind.CertificateNotTrusted or LdapErrorKind.CertificateName))
            {
                failure ??= error;
            }
        }

        throw failure ?? new LdapException(LdapErrorKind.ServerUnavailable, "No server of the directory is named.");
    }

    /// <summary>Whether the server that answered last answers somebody who connects anew, within seconds. It is asked what it tells anybody.</summary>
    public async Task<bool> StillAnswersAsync(CancellationToken cancellationToken)
    {
        if (_last is not { } server)
        {
            return false;
        }

        LdapOptions options = Options(server.Name) with { Address = server.Address, ResponseTimeout = TimeSpan.FromSeconds(10) };
        try
        {
            LdapConnection connection = await LdapConnection.ConnectAsync(options, new LdapCredential.Anonymous(), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await connection.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
        catch (LdapException error)
        {
            // A refusal is an answer too.
            return error.ResultCode is not null;
        }
    }

    /// <summary>The server that answered last, then the others; DNS is asked only when it is a domain's turn.</summary>
    private async IAsyncEnumerable<ServerCandidate> CandidatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServerCandidate? first = _only ?? _last;
        if (first is not null)
        {
            yield return first;
        }

        if (_only is not null)
        {
            yield break;
        }

        DomainControllers controllers = new(_settings.NameServer, Random.Shared);
        foreach (string server in _settings.Servers)
        {
            IReadOnlyList<ServerCandidate> found = DomainControllers.MayBeDomain(server) ? await controllers.FindAsync(server, cancellationToken).ConfigureAwait(false) : [];
            foreach (ServerCandidate candidate in (found.Count > 0 ? found : [new ServerCandidate(server, null)]).Where(candidate => candidate.Name != first?.Name))
            {
                yield return candidate;
            }
        }
    }

    private static RingCentralAdException Worst(List<RingCentralAdException> failures)
    {
        RingCentralAdException worst = failures.FirstOrDefault(static failure => failure.Kind == ErrorKind.Security) ?? failures[0];
        return failures.Count == 1
            ? worst
            : new RingCentralAdException(worst.ErrorId, worst.Kind, string.Join(" ", failures.Select(static failure => failure.Message)), worst.Remedy, worst.Target, worst);
    }

    private X509Certificate2? ClientCertificate()
    {
        if (_settings.ClientCertificate is not { } path)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new RingCentralAdException("AdSignInFailed", ErrorKind.Security, $"The client certificate '{path}' cannot be read: {error.Message}",
                "Give a PEM file that holds the certificate and its private key, readable by this account and without a password.", path, error);
        }
    }

    private LdapCredential Credential() =>
        _credential is null && _settings.ClientCertificate is not null ? new LdapCredential.External() :
        _credential is null ? new LdapCredential.Negotiate { Principal = _settings.UserName, Keytab = _settings.Keytab, TicketCache = _settings.TicketCache } :
        _settings.Tls == DirectoryTls.KerberosSealed ? new LdapCredential.Negotiate(_credential) : new LdapCredential.Simple(_credential);

    private LdapOptions Options(string server)
    {
        (string host, int? port) = Split(server);
        return new LdapOptions
        {
            Host = host,
            Port = port,
            Tls = _settings.Tls switch { DirectoryTls.Ldaps => LdapTls.Ldaps, DirectoryTls.StartTls => LdapTls.StartTls, _ => LdapTls.None },
            CaCertificates = _settings.CaCertificate,
            SkipCertificateCheck = _settings.SkipCertificateCheck,
            Time = _time,
        };
    }

    /// <summary>host, host:port, [address], [address]:port, an IPv6 address, or any of these behind ldap:// or ldaps://.</summary>
    internal static (string Host, int? Port) Split(string server)
    {
        string text = server.Trim();
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        text = (scheme < 0 ? text : text[(scheme + 3)..]).TrimEnd('/');
        int close = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        string host = close > 0 ? text[1..close] : text;
        string rest = close > 0 ? text[(close + 1)..] : "";
        if (close < 0 && text.Count(static c => c == ':') == 1)
        {
            (host, rest) = (text[..text.IndexOf(':', StringComparison.Ordinal)], text[text.IndexOf(':', StringComparison.Ordinal)..]);
        }

        if (rest.Length == 0 && host.Length > 0)
        {
            return (host, null);
        }

        return host.Length > 0 && rest.StartsWith(':') && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536
            ? (host, port)
            : throw new RingCentralAdException("AdUnreachable", ErrorKind.InvalidInput, $"'{server}' names no server.", "Write host, host:port or [IPv6 address]:port.", server);
    }
}

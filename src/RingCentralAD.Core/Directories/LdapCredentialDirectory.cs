using System.Net;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Checks passwords against an Active Directory domain or another LDAP server. Safe for many checks at once.</summary>
public sealed class LdapCredentialDirectory : ICredentialDirectory
{
    private static readonly int[] s_answers = [8, 13, 19, 32, 48, 49, 50, 53];

    private readonly LdapSession _session;
    private readonly LdapDomain _domain;
    private readonly LdapAccounts _accounts;
    private readonly LdapLockout _lockout;
    private readonly string _dnsName;
    private readonly string? _netBiosName;

    private LdapCredentialDirectory(LdapSession session, LdapDomain domain, string? netBiosName, TimeProvider time)
    {
        _session = session;
        _domain = domain;
        _netBiosName = netBiosName;
        _dnsName = LdapDomain.DnsName(domain.NamingContext);
        _accounts = new LdapAccounts(session, domain, time);
        _lockout = new LdapLockout(session, domain, time);
    }

    /// <summary>Connects by the registration, to read; fails as <see cref="LdapDirectory.OpenAsync"/> does.</summary>
    /// <param name="settings">How the directory is reached.</param>
    /// <param name="credential">The account that reads; null for Kerberos with whoever is logged on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LdapCredentialDirectory> OpenAsync(
        DirectorySettings settings, NetworkCredential? credential, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        LdapSession session = new(new LdapServers(settings, credential, time)) { TriesOnce = true };
        try
        {
            await session.OpenAsync(cancellationToken).ConfigureAwait(false);
            LdapDomain domain = await LdapDomain.ReadAsync(session, settings.NamingContext, settings.Overrides, cancellationToken).ConfigureAwait(false);
            session.Check = new SameDomain(domain).CheckAsync;
            string? name = domain.Profile.IsActiveDirectory ? await NetBiosNameAsync(session, domain, cancellationToken).ConfigureAwait(false) : null;
            return new LdapCredentialDirectory(session, domain, name, time);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public bool IsCalled(string domain) =>
        string.Equals(domain, _netBiosName, StringComparison.OrdinalIgnoreCase) || (_dnsName.Length > 0 && string.Equals(domain, _dnsName, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> FindKeysAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _accounts.FindKeysAsync(name, _dnsName, cancellationToken);
    }

    /// <inheritdoc />
    public Task<DirectoryAccount?> ReadAccountAsync(string key, CancellationToken cancellationToken = default) => _accounts.ReadAsync(key, cancellationToken);

    /// <inheritdoc />
    public Task<LockoutRule?> ReadLockoutAsync(string? policy, CancellationToken cancellationToken = default) => _lockout.ReadAsync(policy, cancellationToken);

    /// <inheritdoc />
    public async Task<BindAnswer> BindAsync(string dn, SecureString password, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(password);
        try
        {
            return new BindAnswer(true) { Policy = await _session.SignInAsync(dn, password, cancellationToken).ConfigureAwait(false) };
        }
        catch (LdapException error) when (error.ResultCode is { } code && s_answers.Contains(code))
        {
            return new BindAnswer(false, code, error.AdSubCode, error.Diagnostic) { Policy = error.PasswordPolicyError };
        }
        catch (LdapException error)
        {
            // A server that could not be reached in time was not given the password.
            throw LdapErrors.From(error.NothingSent ? new LdapException(LdapErrorKind.ServerUnavailable, error.Message, error) : error, _session.Server);
        }
    }

    /// <inheritdoc />
    public string NobodyDn() => $"CN={Guid.NewGuid():D},{_domain.NamingContext}";

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>The short name of the domain; null where the account may not read it.</summary>
    private static async Task<string?> NetBiosNameAsync(LdapSession session, LdapDomain domain, CancellationToken cancellationToken)
    {
        RawEntry root = await session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        if (root.Text("configurationNamingContext") is not { } configuration)
        {
            return null;
        }

        LdapSearch search = new()
        {
            BaseDn = $"CN=Partitions,{configuration}",
            Filter = LdapFilter.And(LdapFilter.Equal("objectClass", "crossRef"), LdapFilter.Equal("nCName", domain.NamingContext)),
            Attributes = ["nETBIOSName"],
        };
        string? name = null;
        await foreach (RawEntry entry in session.ReadAsync(search, new LdapSearchOutcome(), paged: false, cancellationToken).ConfigureAwait(false))
        {
            name ??= entry.Text("nETBIOSName");
        }

        return name;
    }
}

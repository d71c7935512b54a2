using System.Security.Cryptography;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// A RingCentral account over its platform API. Safe for many callers at once: they share one token and one rate budget a group with every
/// other connection of the process to the same server, app and user.
/// </summary>
/// <remarks>
/// Each call names its path, rate group, app scope and user permission as RingCentral's specification of 2026-08-13 does.
/// Reads are repeated where that helps; writes never, except where they were certainly not carried out.
/// </remarks>
public sealed partial class RingCentralAccount : IAccount
{
    private readonly HttpSender _sender;
    private readonly AccountSecrets _secrets;
    private readonly RateBudgets _budgets;
    private readonly SignIn _signIn;
    private readonly Transport _transport;
    private readonly PagedReader _lists;
    private readonly TimeProvider _time;
    private int _closed;

    private RingCentralAccount(AccountSettings settings, AccountSecrets secrets, TimeProvider time, HttpMessageHandler? handler, RingCentralOptions options)
    {
        _secrets = secrets;
        _time = time;
        string place = $"{settings.Server.AbsoluteUri}\n{settings.ClientId}";
        _budgets = RateBudgets.Of($"{place}\n{User(secrets)}", time);
        ServerTrust trust = ServerTrust.Load(settings.CaCertificate);
        _sender = new HttpSender(
            settings.Server, handler ?? HandlerFactory.Create(settings, secrets, trust), handler is null, trust, time, options.RequestTimeout);
        Wire wire = new(_sender, _budgets, options, time);
        string? proxy = handler is null ? HandlerFactory.ProxyName(settings) : null;
        TokenShare share = TokenShare.Join(secrets.Fingerprint(place), time);
        _signIn = new SignIn(wire, share, settings, secrets, proxy, options, time);
        _transport = new Transport(wire, _signIn, settings, proxy, options, time);
        _lists = new PagedReader(_transport, options.PageSize);
        Description = new AccountDescription("", "", settings.Server, null);
    }

    /// <summary>Another view of an account; it is closed with that account and not by itself.</summary>
    private RingCentralAccount(RingCentralAccount account, Transport transport)
    {
        (_sender, _secrets, _budgets, _signIn, _lists, _time) = (account._sender, account._secrets, account._budgets, account._signIn, account._lists, account._time);
        (_transport, _closed) = (transport, 1);
        (Description, Scopes, SignedInAs) = (account.Description, account.Scopes, account.SignedInAs);
    }

    /// <inheritdoc />
    public AccountDescription Description { get; private set; }

    /// <summary>The app scopes that the token grants, e.g. ReadAccounts, EditAccounts.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>The extension id of the user whose JWT is used; null where RingCentral did not say.</summary>
    public string? SignedInAs { get; private set; }

    /// <summary>How each rate group stands now, and how many requests went out in it.</summary>
    public IReadOnlyList<RequestBudget> Budgets => _budgets.Snapshot;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, long> Requests => Budgets.ToDictionary(budget => budget.Group, budget => budget.Requests, StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyList<RateAllowance> Allowances => [.. Budgets.Select(budget => new RateAllowance(budget.Group, budget.Limit, budget.Window))];

    /// <summary>Signs in and reads who the account is.</summary>
    /// <param name="settings">The server, the app, the proxy.</param>
    /// <param name="secrets">Client secret, JWT, proxy password: the account keeps copies until it is closed; these stay the caller's to dispose.</param>
    /// <param name="time">The clock for every wait, time-out and rate window.</param>
    /// <param name="handlerForTests">Stands in for the network; stays the caller's to dispose.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AccountException">Signing in failed, or RingCentral cannot be reached or trusted.</exception>
    public static Task<RingCentralAccount> OpenAsync(
        AccountSettings settings, AccountSecrets secrets, TimeProvider time, HttpMessageHandler? handlerForTests = null, CancellationToken cancellationToken = default) =>
        OpenAsync(settings, secrets, time, handlerForTests, new RingCentralOptions(), cancellationToken);

    /// <summary>The same with options: patience, page size, and who hears of each request.</summary>
    public static async Task<RingCentralAccount> OpenAsync(
        AccountSettings settings, AccountSecrets secrets, TimeProvider time, HttpMessageHandler? handlerForTests, RingCentralOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        if (!secrets.HasJwt)
        {
            throw SignInErrors.Missing();
        }

        RingCentralAccount? account = null;
        AccountSecrets owned = secrets.Copy();
        try
        {
            account = new RingCentralAccount(settings, owned, time, handlerForTests, options);
            AccessToken token = await account._signIn.OpenAsync(cancellationToken).ConfigureAwait(false);
            account.Scopes = token.Scopes;
            account.SignedInAs = token.OwnerId;
            account.Description = await account.DescribeAsync(settings.Server, cancellationToken).ConfigureAwait(false);
            return account;
        }
        catch
        {
            if (account is not null)
            {
                await account.DisposeAsync().ConfigureAwait(false);
            }

            owned.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public IAccount Asking(Func<CancellationToken, Task> before) => new RingCentralAccount(this, _transport.Asking(before));

    /// <summary>Ends the session at RingCentral if nobody else of the process uses it, and clears the secrets.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            await _signIn.CloseAsync().ConfigureAwait(false);
            _sender.Dispose();
            _secrets.Dispose();
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Description.Company} ({Description.Id}) at {Description.Server.Host}";

    // RingCentral counts by user and app. The JWT names its user; where it cannot be read, it stands for itself.
    private static string User(AccountSecrets secrets)
    {
        byte[] jwt = secrets.CopyJwt();
        try
        {
            return JwtClaims.Read(jwt)?.Subject ?? Convert.ToHexString(SHA256.HashData(jwt));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jwt);
        }
    }
}

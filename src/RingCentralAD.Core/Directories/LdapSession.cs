using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// The only place that speaks with the LDAP client. Keeps one connection; one that was lost (servers close idle ones) is opened again
/// before the next operation, never in the middle of one: an answer is whole, from one server, or an exception.
/// </summary>
internal sealed class LdapSession : IAsyncDisposable
{
    private const int PageSize = 1000;

    // Samba finds everybody before it shows the first: some 15 s for 100,000 people, far more on a slow machine or in a larger domain.
    private static readonly TimeSpan s_mostGathering = TimeSpan.FromMinutes(10);

    private readonly LdapServers _servers;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly ConcurrentDictionary<LdapConnection, string?> _sources = new();
    private LdapConnection? _connection;

    public LdapSession(LdapServers servers) => _servers = servers;

    /// <summary>Looked at on every connection after the first, before it is used: another domain behind the same name is refused.</summary>
    public Func<LdapConnection, CancellationToken, Task>? Check { get; set; }

    /// <summary>Credentials that were refused once are not tried again: of many who wait for the connection, each try would count against the account.</summary>
    public bool TriesOnce { get; init; }

    /// <summary>Why they were refused.</summary>
    private RingCentralAdException? _refusal;

    /// <summary>Tells of a connection whose change numbers come over it; null where they are nobody's.</summary>
    private Func<LdapConnection, CancellationToken, Task<string?>>? _identify;

    /// <summary>A session of its own with the server that this one has open, to read something at the same time.</summary>
    public LdapSession Beside() => new(_servers.Beside()) { Check = Check, _identify = _identify };

    /// <summary>The server that answers, for people.</summary>
    public string Server => _connection?.Server ?? "";

    /// <summary>Who signs in, for people.</summary>
    public string Account => _servers.Account;

    /// <summary>Opens the connection.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => ConnectionAsync(cancellationToken);

    /// <summary>From now on every entry tells which controller gave it.</summary>
    public async Task IdentifyAsync(Func<LdapConnection, CancellationToken, Task<string?>> identify, CancellationToken cancellationToken)
    {
        (LdapConnection connection, _) = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        _identify = identify;
        await IdentifyAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The certificate that the server showed; null where none was used.</summary>
    public async Task<LdapServerCertificate?> ReadCertificateAsync(CancellationToken cancellationToken) =>
        (await ConnectionAsync(cancellationToken).ConfigureAwait(false)).Connection.Certificate;

    /// <summary>What the server says of itself.</summary>
    public async Task<RawEntry> ReadRootDseAsync(CancellationToken cancellationToken)
    {
        (LdapConnection connection, _) = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Raw(await connection.ReadRootDseAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (LdapException error)
        {
            throw await FailedAsync(connection, error, connection.Server).ConfigureAwait(false);
        }
    }

    /// <summary>One entry, or null when the server says there is none.</summary>
    public async Task<RawEntry?> ReadEntryAsync(
        string dn, string filter, IReadOnlyList<string> attributes, bool extendedNames = false, CancellationToken cancellationToken = default)
    {
        LdapSearch search = Search(dn, LdapScope.Base, filter, attributes, extendedNames);
        try
        {
            RawEntry? found = null;
            await foreach (RawEntry entry in RunAsync(search, paged: false, cancellationToken).ConfigureAwait(false))
            {
                found = entry;
            }

            return found;
        }
        catch (RingCentralAdException error) when (error.InnerException is LdapException { Kind: LdapErrorKind.NoSuchObject })
        {
            return null;
        }
    }

    /// <summary>All entries below a base, read in pages; streams.</summary>
    public IAsyncEnumerable<RawEntry> ReadAllAsync(
        string baseDn, string filter, IReadOnlyList<string> attributes, bool extendedNames = false, CancellationToken cancellationToken = default) =>
        RunAsync(Search(baseDn, LdapScope.Subtree, filter, attributes, extendedNames), paged: true, cancellationToken);

    /// <summary>All entries below a base that have one of these values, read in pages.</summary>
    public IAsyncEnumerable<RawEntry> ReadAnyAsync(
        string baseDn, string attribute, IEnumerable<string> values, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        LdapFilter[] any = [.. values.Select(value => LdapFilter.Equal(attribute, value))];
        LdapSearch search = new() { BaseDn = baseDn, Filter = LdapFilter.Or(any), Attributes = attributes };
        return RunAsync(search, paged: true, cancellationToken);
    }

    /// <summary>
    /// The entries below a base that a filter and a narrower one let through. Those found by a few keys need no pages, which Active Directory
    /// takes longer for; should they be cut all the same, that is an error as everywhere.
    /// </summary>
    public IAsyncEnumerable<RawEntry> ReadSomeAsync(
        string baseDn, string filter, LdapFilter? narrower, IReadOnlyList<string> attributes, bool paged, bool extendedNames = false, CancellationToken cancellationToken = default)
    {
        LdapSearch search = Search(baseDn, LdapScope.Subtree, filter, attributes, extendedNames);
        return RunAsync(narrower is null ? search : search with { Filter = LdapFilter.And(narrower, search.Filter) }, paged, cancellationToken);
    }

    /// <summary>A search with controls of its own; the outcome is filled with what came besides entries.</summary>
    public IAsyncEnumerable<RawEntry> ReadAsync(LdapSearch search, LdapSearchOutcome outcome, bool paged, CancellationToken cancellationToken) =>
        RunAsync(search, paged, outcome, cancellationToken);

    /// <summary>The few entries below a base that have one value.</summary>
    public async Task<IReadOnlyList<RawEntry>> FindAsync(
        string baseDn, string filter, string attribute, byte[] value, IReadOnlyList<string> attributes, CancellationToken cancellationToken)
    {
        LdapSearch search = Search(baseDn, LdapScope.Subtree, filter, attributes, false);
        search = search with { Filter = LdapFilter.And(search.Filter, LdapFilter.Equal(attribute, value)) };
        List<RawEntry> found = [];
        await foreach (RawEntry entry in RunAsync(search, paged: false, cancellationToken).ConfigureAwait(false))
        {
            found.Add(entry);
        }

        return found;
    }

    /// <summary>Changes an entry in one request. Never sent twice: whether a lost one arrived is for the caller to find out by reading.</summary>
    /// <exception cref="LdapException">The server refused, or no answer came.</exception>
    public async Task ModifyAsync(string dn, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken)
    {
        List<LdapModification> modifications = [];
        foreach (AttributeChange change in changes)
        {
            if (change.Before is not null)
            {
                modifications.Add(new LdapModification(LdapModificationKind.Delete, change.Attribute, [change.Before]));
            }

            if (change.After is not null)
            {
                modifications.Add(new LdapModification(LdapModificationKind.Add, change.Attribute, [change.After]));
            }
        }

        (LdapConnection connection, _) = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.ModifyAsync(dn, modifications, cancellationToken).ConfigureAwait(false);
        }
        catch (LdapException error)
        {
            await ForgetAsync(connection, error).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Binds somebody else on a connection of its own, to the server that this session has open if it can be.</summary>
    /// <exception cref="LdapException">The server refused, or none could be asked.</exception>
    public Task<int?> SignInAsync(string name, SecureString password, CancellationToken cancellationToken) => _servers.SignInAsync(name, password, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        _opening.Dispose();
    }

    /// <summary>An entry of the client as ours.</summary>
    internal static RawEntry Raw(LdapEntry entry, string? source = null) => new(entry.Dn, entry.Attributes) { Controls = entry.Controls, From = source };

    private static LdapSearch Search(string baseDn, LdapScope scope, string filter, IReadOnlyList<string> attributes, bool extendedNames)
    {
        try
        {
            return new LdapSearch
            {
                BaseDn = baseDn,
                Scope = scope,
                Filter = LdapFilter.Parse(filter),
                Attributes = attributes,
                Controls = extendedNames ? [LdapControl.ExtendedNames()] : [],
            };
        }
        catch (LdapException error)
        {
            throw LdapErrors.From(error, filter);
        }
    }

    private IAsyncEnumerable<RawEntry> RunAsync(LdapSearch search, bool paged, CancellationToken cancellationToken) =>
        RunAsync(search, paged, new LdapSearchOutcome(), cancellationToken);

    private async IAsyncEnumerable<RawEntry> RunAsync(LdapSearch search, bool paged, LdapSearchOutcome outcome, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (bool repeated = false, done = false; !done; repeated = true)
        {
            (LdapConnection connection, bool isNew) = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
            string? source = _sources.GetValueOrDefault(connection);
            search = search with { StillAtWork = search.Scope == LdapScope.Base ? null : Patience() };
            IAsyncEnumerator<LdapEntry> entries = (paged
                ? connection.SearchPagedAsync(search, PageSize, outcome, cancellationToken)
                : connection.SearchAsync(search, outcome, cancellationToken)).GetAsyncEnumerator(cancellationToken);
            await using (entries.ConfigureAwait(false))
            {
                for (bool any = false; ; any = true)
                {
                    try
                    {
                        if (!await entries.MoveNextAsync().ConfigureAwait(false))
                        {
                            done = true;
                            break;
                        }
                    }
                    catch (LdapException error)
                    {
                        RingCentralAdException failure = await FailedAsync(connection, error, search.BaseDn).ConfigureAwait(false);
                        if (any || repeated || isNew || error.Kind != LdapErrorKind.ConnectionLost)
                        {
                            throw failure;
                        }

                        // The server had closed the idle connection; nothing was read yet.
                        break;
                    }

                    yield return Raw(entries.Current, source);
                }
            }
        }
    }

    /// <summary>How long a search is waited for that shows nothing yet: as long as the server answers others, to an end.</summary>
    private Func<CancellationToken, Task<bool>> Patience()
    {
        long since = _servers.Time.GetTimestamp();
        return async cancellationToken => _servers.Time.GetElapsedTime(since) < s_mostGathering && await _servers.StillAnswersAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<(LdapConnection Connection, bool IsNew)> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } open)
        {
            return (open, false);
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connection is { } other)
            {
                return (other, false);
            }

            LdapConnection connection = await SignInAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await (Check?.Invoke(connection, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
                await IdentifyAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            _connection = connection;
            return (connection, true);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<LdapConnection> SignInAsync(CancellationToken cancellationToken)
    {
        if (_refusal is { } refusal)
        {
            throw new RingCentralAdException(refusal.ErrorId, refusal.Kind, refusal.Message, refusal.Remedy, refusal.Target, refusal);
        }

        try
        {
            return await _servers.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (TriesOnce && error.ErrorId == "AdSignInFailed")
        {
            _refusal = error;
            throw;
        }
    }

    private async Task IdentifyAsync(LdapConnection connection, CancellationToken cancellationToken)
    {
        if (_identify is null)
        {
            return;
        }

        try
        {
            _sources[connection] = await _identify(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (LdapException error)
        {
            throw LdapErrors.From(error, connection.Server, Account);
        }
    }

    private async Task<RingCentralAdException> FailedAsync(LdapConnection connection, LdapException error, string target)
    {
        await ForgetAsync(connection, error).ConfigureAwait(false);
        return LdapErrors.From(error, target.Length == 0 ? connection.Server : target, Account);
    }

    private async Task ForgetAsync(LdapConnection connection, LdapException error)
    {
        if (error.Kind is LdapErrorKind.ConnectionLost or LdapErrorKind.Timeout or LdapErrorKind.Protocol or LdapErrorKind.ServerUnavailable &&
            Interlocked.CompareExchange(ref _connection, null, connection) == connection)
        {
            _sources.TryRemove(connection, out _);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}

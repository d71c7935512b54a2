using System.Runtime.CompilerServices;
using Npgsql;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>A hub in a schema of a PostgreSQL database, for several machines at once.</summary>
internal sealed class PostgresStore : RelationalStore
{
    private readonly NpgsqlDataSource _source;
    private readonly HubLocation _location;
    private readonly PostgresDialect _dialect;
    private readonly PostgresOptions _options;
    private readonly TimeProvider _time;

    private PostgresStore(NpgsqlDataSource source, HubLocation location, PostgresOptions options, TimeProvider time, IReadOnlyList<string> warnings)
        : base(location.ToString(), time, options.Patience, new SemaphoreSlim(1, 1))
    {
        _source = source;
        _location = location;
        _dialect = new PostgresDialect(location.Schema);
        _options = options;
        _time = time;
        Warnings = warnings;
    }

    public override IReadOnlyList<string> Warnings { get; }

    /// <summary>Makes a hub in a schema that has none.</summary>
    public static Task<PostgresStore> CreateAsync(
        HubLocation location, TimeProvider time, TimeSpan patience, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken,
        Func<Session, Task>? fill = null, Replacement? replacement = null) =>
        ConnectAsync(location, time, patience, session => PostgresSchema.CreateAsync(session, location, new Migrator(steps, time), fill, replacement, cancellationToken), cancellationToken);

    /// <summary>Opens the hub of a schema and brings its tables up to date.</summary>
    public static Task<PostgresStore> OpenAsync(
        HubLocation location, TimeProvider time, TimeSpan patience, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken) =>
        ConnectAsync(location, time, patience, session => PostgresSchema.UpgradeAsync(session, location, new Migrator(steps, time), cancellationToken), cancellationToken);

    /// <summary>
    /// A copy of the tables that only one connection can see and that ends with it: a what-if that waits at a prompt for
    /// an hour then holds nobody up.
    /// </summary>
    public override async Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        NpgsqlConnectionStringBuilder settings = PostgresOptions.ConnectionString(_location);
        settings.Pooling = false;
        PostgresSession session = await PostgresSession.OpenAsync(
            new NpgsqlConnection(settings.ConnectionString), _dialect, _options with { BeginSql = null }, Location, cancellationToken).ConfigureAwait(false);
        try
        {
            return await PostgresTrial.BeginAsync(session, new Turn(), new SemaphoreSlim(1, 1), _time, depth: 1, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The server's clock, since those of several hosts differ: a host that is a minute ahead would take over from one that works. A driven clock is one for all.</summary>
    protected override async Task<DateTimeOffset> NowAsync(Session session, CancellationToken cancellationToken) => _time == TimeProvider.System
        ? StoredValue.Time((long)(await session.ScalarAsync("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", [], cancellationToken).ConfigureAwait(false))!)
        : await base.NowAsync(session, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<Session> RentReaderAsync(CancellationToken cancellationToken) => await RentAsync(cancellationToken).ConfigureAwait(false);

    protected override ValueTask ReturnReaderAsync(Session session) => session.DisposeAsync();

    protected override async ValueTask<Session> RentWriterAsync(CancellationToken cancellationToken) => await RentAsync(cancellationToken).ConfigureAwait(false);

    protected override ValueTask ReturnWriterAsync(Session session) => session.DisposeAsync();

    protected override ValueTask CloseAsync() => _source.DisposeAsync();

    private static async Task<PostgresStore> ConnectAsync(
        HubLocation location, TimeProvider time, TimeSpan patience, Func<PostgresSession, Task> prepare, CancellationToken cancellationToken)
    {
        NpgsqlDataSource source = new NpgsqlDataSourceBuilder(PostgresOptions.ConnectionString(location).ConnectionString).Build();
        try
        {
            PostgresOptions options = PostgresOptions.For(location.Schema, patience);
            PostgresSession session = await PostgresSession.OpenAsync(
                source.CreateConnection(), new PostgresDialect(location.Schema), options, location.ToString(), cancellationToken).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable closing = session.ConfigureAwait(false);
            await prepare(session).ConfigureAwait(false);
            IReadOnlyList<string> warnings = await PostgresSchema.WarningsAsync(session, location, cancellationToken).ConfigureAwait(false);
            return new PostgresStore(source, location, options, time, warnings);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task<PostgresSession> RentAsync(CancellationToken cancellationToken) =>
        PostgresSession.OpenAsync(_source.CreateConnection(), _dialect, _options, Location, cancellationToken);
}

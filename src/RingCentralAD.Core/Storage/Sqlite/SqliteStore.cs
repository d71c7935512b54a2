using System.Collections.Concurrent;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>A hub in one file. Readers have connections of their own: in WAL mode they neither wait for the writer nor hold it up.</summary>
internal sealed class SqliteStore : RelationalStore
{
    private const int IdleReaders = 8;
    private readonly ConcurrentBag<Session> _readers = [];
    private readonly SqliteSession _writer;
    private readonly SqliteOptions _options;
    private readonly TimeProvider _time;
    private readonly TrialFile? _trial;
    private volatile bool _closed;

    private SqliteStore(SqliteSession writer, SqliteOptions options, TimeProvider time, TrialFile? trial)
        : base(trial?.HubPath ?? writer.Location, time, options.Patience, new SemaphoreSlim(1, 1))
    {
        _writer = writer;
        _options = options;
        _time = time;
        _trial = trial;
        Warnings = trial is null ? HubFile.Warnings(writer.Location) : [];
    }

    public override IReadOnlyList<string> Warnings { get; }

    /// <summary>Makes a hub in a file that is not there yet.</summary>
    public static async Task<SqliteStore> CreateAsync(
        string path, TimeProvider time, SqliteOptions options, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken, Func<Session, Task>? fill = null)
    {
        HubFile.Create(path);
        try
        {
            SqliteSession writer = await SqliteSession.OpenAsync(path, options.WriterPragmas, options, cancellationToken).ConfigureAwait(false);
            try
            {
                await new Migrator(steps, time).CreateAsync(
                    writer,
                    () => writer.ExecuteAsync($"PRAGMA application_id = {HubFile.ApplicationId}", [], cancellationToken),
                    fill,
                    cancellationToken).ConfigureAwait(false);
                HubFile.ProtectCompanions(path);
                return new SqliteStore(writer, options, time, null);
            }
            catch
            {
                await writer.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            HubFile.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a hub file and brings its schema up to date.</summary>
    public static async Task<SqliteStore> OpenAsync(
        string path, TimeProvider time, SqliteOptions options, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken)
    {
        HubFile.CheckBeforeOpen(path);
        SqliteSession writer = await SqliteSession.OpenAsync(path, "", options, cancellationToken).ConfigureAwait(false);
        try
        {
            object? found = await writer.ScalarAsync(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'", [], cancellationToken).ConfigureAwait(false);
            if (found is not 1L)
            {
                throw StoreErrors.NotADatabase(path, "is a SQLite database without a hub");
            }

            await SqliteIntegrity.CheckAtOpeningAsync(writer, path, cancellationToken).ConfigureAwait(false);
            await writer.ExecuteAsync(options.WriterPragmas, [], cancellationToken).ConfigureAwait(false);
            await new Migrator(steps, time).UpgradeAsync(writer, path, cancellationToken).ConfigureAwait(false);
            HubFile.ProtectCompanions(path);
            Leftovers.Remove(path, time.GetUtcNow().UtcDateTime);
            return new SqliteStore(writer, options, time, null);
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// A copy of the file in a file of its own: a what-if that waits at a prompt for an hour then holds nobody up,
    /// and is no less a real store than the one it copies.
    /// </summary>
    public override async Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        Session reader = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
        TrialFile trial = TrialFile.Create(_trial?.HubPath ?? Location);
        try
        {
            ((SqliteSession)reader).CopyTo(trial.Path);
            SqliteOptions options = _options with { Durable = false };
            SqliteSession writer = await SqliteSession.OpenAsync(trial.Path, options.WriterPragmas, options, cancellationToken).ConfigureAwait(false);
            return new SqliteStore(writer, options, _time, trial);
        }
        catch
        {
            trial.Delete();
            throw;
        }
        finally
        {
            await ReturnReaderAsync(reader).ConfigureAwait(false);
        }
    }

    /// <summary>By SQLite's own check of every page and index.</summary>
    public override Task CheckWholeAsync(CancellationToken cancellationToken) => ReadWholeAsync(
        async session =>
        {
            await SqliteIntegrity.CheckWholeAsync(session, Location, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>By SQLite's online backup, page by page.</summary>
    public override async Task CopyIntoFileAsync(string path, TimeProvider clock, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        Session reader = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            HubFile.CreateFile(path);
            ((SqliteSession)reader).CopyTo(path);
        }
        finally
        {
            await ReturnReaderAsync(reader).ConfigureAwait(false);
        }
    }

    protected override bool IsRecorded => _trial is null;

    protected override async ValueTask<Session> RentReaderAsync(CancellationToken cancellationToken) =>
        _readers.TryTake(out Session? reader)
            ? reader
            : await SqliteSession.OpenAsync(_writer.Location, SqliteOptions.ReaderPragmas, _options, cancellationToken).ConfigureAwait(false);

    protected override ValueTask ReturnReaderAsync(Session session)
    {
        if (_closed || _readers.Count >= IdleReaders)
        {
            return session.DisposeAsync();
        }

        _readers.Add(session);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<Session> RentWriterAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Session>(_writer);

    protected override ValueTask ReturnWriterAsync(Session session) => ValueTask.CompletedTask;

    protected override async ValueTask CloseAsync()
    {
        _closed = true;
        while (_readers.TryTake(out Session? reader))
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        // The writer goes last: the last connection to close moves the WAL into the file.
        await _writer.DisposeAsync().ConfigureAwait(false);
        _trial?.Delete();
    }
}

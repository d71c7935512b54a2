using System.Globalization;
using System.Reflection;

namespace RingCentralAD.Core.Storage;

/// <summary>Brings a hub's schema to this program's version, one step a transaction, and refuses a newer one.</summary>
internal sealed class Migrator(IReadOnlyList<SchemaStep> steps, TimeProvider time)
{
    private const string CreateVersions =
        "CREATE TABLE schema_version (version {long} NOT NULL, applied_at {time} NOT NULL, program {text} NOT NULL, PRIMARY KEY (version))";

    private static readonly string s_program =
        typeof(Migrator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The version that this program reads and writes.</summary>
    private int Newest => steps[^1].Version;

    /// <summary>Makes all tables in an empty database, in one transaction.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="prepare">What comes first in that transaction.</param>
    /// <param name="fill">What comes last in it; null where the hub begins empty.</param>
    /// <param name="cancellationToken">Stops it; nothing stays then.</param>
    public async Task CreateAsync(Session session, Func<Task> prepare, Func<Session, Task>? fill, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await prepare().ConfigureAwait(false);
            await session.ExecuteAsync(session.Dialect.Render(CreateVersions), [], cancellationToken).ConfigureAwait(false);
            foreach (SchemaStep step in steps)
            {
                await ApplyAsync(session, step, cancellationToken).ConfigureAwait(false);
            }

            await (fill?.Invoke(session) ?? Task.CompletedTask).ConfigureAwait(false);
            await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await session.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Applies the steps that a hub lacks.</summary>
    public async Task UpgradeAsync(Session session, string location, CancellationToken cancellationToken)
    {
        int version = await VersionAsync(session, location, cancellationToken).ConfigureAwait(false);
        foreach (SchemaStep step in steps.Where(step => step.Version > version))
        {
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Another process may have taken the step while this one waited for its turn to write.
                if (await VersionAsync(session, location, cancellationToken).ConfigureAwait(false) < step.Version)
                {
                    await ApplyAsync(session, step, cancellationToken).ConfigureAwait(false);
                }

                await session.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await session.RollbackAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<int> VersionAsync(Session session, string location, CancellationToken cancellationToken)
    {
        string table = session.Dialect.Table("schema_version");
        object? value = await session.ScalarAsync($"SELECT MAX(version) FROM {table}", [], cancellationToken).ConfigureAwait(false);
        if (value is null or DBNull)
        {
            throw StoreErrors.NotADatabase(location, "holds no finished hub");
        }

        int version = Convert.ToInt32(value, CultureInfo.InvariantCulture);
        return version <= Newest ? version : throw StoreErrors.TooNew(location, version, Newest);
    }

    private async Task ApplyAsync(Session session, SchemaStep step, CancellationToken cancellationToken)
    {
        foreach (string statement in step.Sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await session.ExecuteAsync(session.Dialect.Render(statement), [], cancellationToken).ConfigureAwait(false);
        }

        string table = session.Dialect.Table("schema_version");
        await session.ExecuteAsync(
            $"INSERT INTO {table} (version, applied_at, program) VALUES (@p0, @p1, @p2)",
            [step.Version, StoredValue.Time(time.GetUtcNow()), s_program],
            cancellationToken).ConfigureAwait(false);
    }
}

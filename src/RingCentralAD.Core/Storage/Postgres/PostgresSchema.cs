namespace RingCentralAD.Core.Storage;

/// <summary>Makes and checks the schema of a hub on PostgreSQL.</summary>
internal static class PostgresSchema
{
    /// <summary>Makes the schema, if it is not there, and its tables.</summary>
    public static async Task CreateAsync(
        PostgresSession session, HubLocation location, Migrator migrator, Func<Session, Task>? fill, Replacement? replacement, CancellationToken cancellationToken)
    {
        if (await session.ScalarAsync("SHOW server_encoding", [], cancellationToken).ConfigureAwait(false) is string encoding and not "UTF8")
        {
            throw StoreErrors.BadLocation($"the database of {location} has the encoding {encoding}; a hub needs one with UTF8.");
        }

        await migrator.CreateAsync(
            session,
            async () =>
            {
                if (await HasHubAsync(session, location, cancellationToken).ConfigureAwait(false))
                {
                    await RenameAsync(session, location, replacement ?? throw StoreErrors.Exists(location.ToString()), cancellationToken).ConfigureAwait(false);
                }

                // Asked for first: CREATE SCHEMA IF NOT EXISTS wants the right to create even where it has nothing to do.
                if (await session.ScalarAsync("SELECT 1 FROM pg_namespace WHERE nspname = @p0", [location.Schema], cancellationToken).ConfigureAwait(false) is null)
                {
                    await session.ExecuteAsync($"CREATE SCHEMA {Dialect.Quote(location.Schema)}", [], cancellationToken).ConfigureAwait(false);
                }

                await session.ExecuteAsync(SetPath("SET LOCAL", location), [], cancellationToken).ConfigureAwait(false);
            },
            fill,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the tables up to date.</summary>
    public static async Task UpgradeAsync(PostgresSession session, HubLocation location, Migrator migrator, CancellationToken cancellationToken)
    {
        if (!await HasHubAsync(session, location, cancellationToken).ConfigureAwait(false))
        {
            throw StoreErrors.NotFound(location.ToString());
        }

        // The connection goes back to its pool afterwards, and the pool resets it.
        await session.ExecuteAsync(SetPath("SET", location), [], cancellationToken).ConfigureAwait(false);
        await migrator.UpgradeAsync(session, location.ToString(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who else can read the hub, and whether its data crosses the network in the open.</summary>
    public static async Task<IReadOnlyList<string>> WarningsAsync(PostgresSession session, HubLocation location, CancellationToken cancellationToken)
    {
        string table = session.Dialect.Table("hub_user");
        List<object?[]> rows = await session.QueryAsync(
            "SELECT has_schema_privilege('public', @p0, 'USAGE') AND has_table_privilege('public', @p1, 'SELECT'), "
            + "coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) "
            + "OR inet_server_addr() IS NULL OR inet_server_addr() <<= inet '127.0.0.0/8' OR inet_server_addr() = inet '::1'",
            [location.Schema, table],
            cancellationToken).ConfigureAwait(false);
        List<string> warnings = [];
        if (rows[0][0] is true)
        {
            warnings.Add($"The hub at {location} holds personal data and is open to every user of the database. Close it with: REVOKE ALL ON ALL TABLES IN SCHEMA {location.Schema} FROM PUBLIC");
        }

        if (rows[0][1] is false)
        {
            warnings.Add($"The hub's data goes to {location} over the network without encryption. Add SSL Mode=VerifyFull to the connection string.");
        }

        return warnings;
    }

    // Nobody else writes while this transaction is open; a host that comes back finds the new tables, and in them no lease of its own.
    private static async Task RenameAsync(PostgresSession session, HubLocation location, Replacement replacement, CancellationToken cancellationToken)
    {
        object? now = await session.ScalarAsync("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", [], cancellationToken).ConfigureAwait(false);
        await Leases.ThrowIfHeldAsync(session, StoredValue.Time((long)now!), cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"ALTER SCHEMA {Dialect.Quote(location.Schema)} RENAME TO {Dialect.Quote(replacement.Aside)}", [], cancellationToken).ConfigureAwait(false);
        replacement.Renamed();
    }

    private static string SetPath(string set, HubLocation location) => $"{set} search_path TO {Dialect.Quote(location.Schema)}";

    private static async Task<bool> HasHubAsync(PostgresSession session, HubLocation location, CancellationToken cancellationToken) =>
        await session.ScalarAsync(
            "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = @p0 AND relname = 'schema_version'",
            [location.Schema],
            cancellationToken).ConfigureAwait(false) is not null;
}

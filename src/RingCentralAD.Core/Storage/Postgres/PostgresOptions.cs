using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace RingCentralAD.Core.Storage;

/// <summary>How connections to a hub on PostgreSQL behave.</summary>
/// <param name="Patience">How long to wait for another writer.</param>
/// <param name="BeginSql">What every write transaction begins with; null for a trial, which nobody else can see.</param>
internal sealed record PostgresOptions(TimeSpan Patience, string? BeginSql)
{
    /// <summary>The options for a schema.</summary>
    /// <remarks>
    /// One writer at a time on all hosts, as on SQLite: a lock that belongs to the transaction. A host that stops in the middle
    /// (suspended, or its network gone) loses it within a minute, so that another can take over.
    /// </remarks>
    public static PostgresOptions For(string schema, TimeSpan patience) => new(
        patience,
        string.Create(
            CultureInfo.InvariantCulture,
            $"SET LOCAL lock_timeout = {(long)patience.TotalMilliseconds}; SET LOCAL idle_in_transaction_session_timeout = 60000; "
            + $"SET LOCAL tcp_keepalives_idle = 10; SET LOCAL tcp_keepalives_interval = 5; SET LOCAL tcp_keepalives_count = 3; "
            + $"SELECT pg_advisory_xact_lock({LockOf(schema)})"));

    /// <summary>The location's connection string with what it leaves open.</summary>
    public static NpgsqlConnectionStringBuilder ConnectionString(HubLocation location)
    {
        NpgsqlConnectionStringBuilder settings = new()
        {
            ApplicationName = "RingCentralAD",
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            CommandTimeout = 300,
        };
        try
        {
            foreach ((string key, object value) in location.Settings)
            {
                settings[key] = value;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // The exception's text could quote the part of a password behind a semicolon.
            throw StoreErrors.BadLocation($"the connection string for {location} holds a key or a value that the PostgreSQL client does not know.");
        }

        // An error's detail quotes the row, and a row is somebody's personal data.
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        return settings;
    }

    private static long LockOf(string schema) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("RingCentralAD hub " + schema)));
}

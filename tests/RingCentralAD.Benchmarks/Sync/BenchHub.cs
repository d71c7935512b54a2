using System.Globalization;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Sync;

/// <summary>Where the measured hub lies: a file of SQLite, or a database of a PostgreSQL server that writes as durably as a real one.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    private readonly string? _file;
    private readonly PostgresServer? _server;

    private BenchHub(string? file, PostgresServer? server) => (_file, _server) = (file, server);

    /// <summary>The place as cmdlets take it.</summary>
    public string Location => _file ?? _server!.ConnectionString();

    /// <summary>A file in a folder.</summary>
    public static BenchHub InFile(string folder) => new(Path.Combine(folder, "hub.db"), null);

    /// <summary>On a server started for it.</summary>
    public static async Task<BenchHub> OnPostgresAsync(CancellationToken cancellationToken) => new(null, await PostgresServer.StartAsync(durable: true, cancellationToken));

    /// <summary>Bytes on disk, with what is not yet in the database's own files.</summary>
    public async Task<long> SizeAsync(CancellationToken cancellationToken) => _file is null
        ? long.Parse(await _server!.PsqlAsync("SELECT pg_database_size(current_database())", cancellationToken: cancellationToken), CultureInfo.InvariantCulture)
        : Directory.EnumerateFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*").Sum(static file => new FileInfo(file).Length);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

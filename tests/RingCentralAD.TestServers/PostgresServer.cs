using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace RingCentralAD.TestServers;

/// <summary>
/// A PostgreSQL server in a temporary folder, on a free port of the loopback address, with a password and its durability
/// switched off. Ends with this object, by its own process id.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The superuser.</summary>
    public const string UserName = "rcad";

    private readonly string _folder;
    private readonly string _binaries;

    private PostgresServer(string folder, string binaries, int port, string password)
    {
        _folder = folder;
        _binaries = binaries;
        Port = port;
        Password = password;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public string Password { get; }

    /// <summary>Why there is no server to be had on this machine; null where there is.</summary>
    public static string? WhyNot => OperatingSystem.IsLinux()
        ? FindBinaries() is null ? "No PostgreSQL under /usr/lib/postgresql (Debian: apt-get install postgresql)." : null
        : "The test server is Debian's.";

    /// <summary>A connection string for a database.</summary>
    public string ConnectionString(string database = "postgres") =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={UserName};Password={Password};Database={database}");

    /// <summary>Makes and starts a server; waits until it takes connections.</summary>
    /// <param name="durable">With fsync, for tests that kill it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, CancellationToken cancellationToken = default)
    {
        string binaries = FindBinaries() ?? throw new InvalidOperationException(WhyNot);
        string folder = Directory.CreateTempSubdirectory("rcad-postgres-").FullName;
        PostgresServer server = new(folder, binaries, LoopbackPort.Free(), Convert.ToHexString(RandomNumberGenerator.GetBytes(12)));
        try
        {
            await server.InitializeAsync(durable, cancellationToken);
            await server.RunAsync(["pg_ctl", "-D", server.Data, "-l", Path.Combine(folder, "log"), "-w", "start"], cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one statement with psql, which knows nothing of our code; gives what it prints, unaligned and without headers.</summary>
    public async Task<string> PsqlAsync(string sql, string database = "postgres", CancellationToken cancellationToken = default) =>
        await RunHereAsync([Path.Combine(_binaries, "psql"), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql, ConnectionUri(database)], cancellationToken);

    /// <summary>Stops the server as a power cut would.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => RunAsync(["pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop"], cancellationToken);

    /// <summary>Starts it again after <see cref="KillAsync"/>.</summary>
    public Task RestartAsync(CancellationToken cancellationToken = default) =>
        RunAsync(["pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "start"], cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await RunAsync(["pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop"], CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static string? FindBinaries() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(static version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out int number) ? number : 0)
            .Select(static version => Path.Combine(version, "bin"))
            .FirstOrDefault(static bin => File.Exists(Path.Combine(bin, "initdb")));

    private string ConnectionUri(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"postgresql://{UserName}:{Password}@127.0.0.1:{Port}/{database}");

    private async Task InitializeAsync(bool durable, CancellationToken cancellationToken)
    {
        string passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password, cancellationToken);
        if (Environment.IsPrivilegedProcess)
        {
            // initdb and postgres refuse to run as root.
            await RunHereAsync(["chown", "-R", "postgres", _folder], cancellationToken);
        }

        await RunAsync(
            ["initdb", "-D", Data, "-U", UserName, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"], cancellationToken);
        string settings = string.Create(CultureInfo.InvariantCulture, $"""
            port = {Port}
            listen_addresses = '127.0.0.1'
            unix_socket_directories = '{_folder}'
            fsync = {(durable ? "on" : "off")}
            lc_messages = 'C'
            max_connections = 200

            """);
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), settings, cancellationToken);
    }

    private Task<string> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        string path = Path.Combine(_binaries, command[0]);
        return Environment.IsPrivilegedProcess
            ? RunHereAsync(["runuser", "-u", "postgres", "--", path, .. command[1..]], cancellationToken)
            : RunHereAsync([path, .. command[1..]], cancellationToken);
    }

    private async Task<string> RunHereAsync(string[] command, CancellationToken cancellationToken)
    {
        // The server inherits what pg_ctl writes to, so that reading it to its end would wait for the server's end.
        bool leavesServer = command[^1] == "start";
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardOutput = !leavesServer,
            RedirectStandardError = !leavesServer,
            WorkingDirectory = _folder,
        };
        if (leavesServer)
        {
            start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { WorkingDirectory = _folder };
        }

        using Process process = Process.Start(start)!;
        Task<string> error = leavesServer ? ReadLogAsync(process) : process.StandardError.ReadToEndAsync(cancellationToken);
        Task<string> output = leavesServer ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? (await output).TrimEnd('\n')
            : throw new InvalidOperationException($"{string.Join(' ', command.Where(static part => !part.Contains("://", StringComparison.Ordinal)))} ended with {process.ExitCode}: {await error}");
    }

    private async Task<string> ReadLogAsync(Process process)
    {
        await process.WaitForExitAsync();
        string log = Path.Combine(_folder, "log");
        return File.Exists(log) ? await File.ReadAllTextAsync(log) : "no log";
    }
}

using System.Globalization;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>What an administrator types for an import, in a shell process of its own.</summary>
internal sealed class ImportShell : IAsyncDisposable
{
    private const string PasswordVariable = "RCAD_BENCH_PASSWORD";
    private readonly ShellProcess _shell;
    private readonly SambaServer _server;

    private ImportShell(ShellProcess shell, SambaServer server) => (_shell, _server) = (shell, server);

    /// <summary>From the process's start to an engine that answers, in milliseconds.</summary>
    public double StartMilliseconds => _shell.StartMilliseconds;

    /// <summary>The process's peak memory so far in KiB.</summary>
    public long PeakKilobytes => _shell.PeakKilobytes;

    /// <summary>Starts a shell without the module.</summary>
    public static async Task<ImportShell> StartAsync(SambaServer server, CancellationToken cancellationToken)
    {
        Dictionary<string, string> environment = new() { [PasswordVariable] = SambaServer.Password };
        return new(await ShellProcess.StartAsync(environment, cancellationToken), server);
    }

    /// <summary>Imports the module; milliseconds.</summary>
    public Task<double> LoadModuleAsync(CancellationToken cancellationToken) => _shell.LoadModuleAsync(cancellationToken);

    /// <summary>Makes a hub and registers the directory; milliseconds.</summary>
    public async Task<double> NewHubAsync(string path, CancellationToken cancellationToken)
    {
        double made = (await _shell.RunAsync("param($path) New-RcHub $path -Company Example | Out-Null", [path], cancellationToken)).Milliseconds;
        return made + await ConnectAsync(_server.Address, _server.CaFile, cancellationToken);
    }

    /// <summary>Registers the directory with the hub, or says by what address it is reached from now on; milliseconds.</summary>
    public async Task<double> ConnectAsync(string address, string authority, CancellationToken cancellationToken)
    {
        const string Script = """
            param($server, $user, $secret, $authority)
            Connect-AdDirectory $server -UserName $user -CredentialFrom $secret -CACertificate $authority -Name corp | Out-Null
            """;
        return (await _shell.RunAsync(Script, [address, SambaServer.Administrator, $"env:{PasswordVariable}", authority], cancellationToken)).Milliseconds;
    }

    /// <summary>Opens a hub that is there; the import opens the directory. Milliseconds.</summary>
    public async Task<double> OpenHubAsync(string path, CancellationToken cancellationToken) =>
        (await _shell.RunAsync("param($path) Connect-RcHub $path | Out-Null", [path], cancellationToken)).Milliseconds;

    /// <summary>Import-AdUsers from its start to its end; milliseconds.</summary>
    public async Task<double> ImportAsync(CancellationToken cancellationToken) =>
        (await _shell.RunAsync("Import-AdUsers | Out-Null", cancellationToken: cancellationToken)).Milliseconds;

    /// <summary>Import-AdUsers -Full; milliseconds.</summary>
    public async Task<double> ImportFullAsync(CancellationToken cancellationToken) =>
        (await _shell.RunAsync("Import-AdUsers -Full | Out-Null", cancellationToken: cancellationToken)).Milliseconds;

    /// <summary>How many people Import-AdUsers tells of, and how long it takes; milliseconds.</summary>
    public async Task<(double Milliseconds, int Records)> ImportAndCountAsync(CancellationToken cancellationToken)
    {
        ShellAnswer answer = await _shell.RunAsync("@(Import-AdUsers).Count", cancellationToken: cancellationToken);
        return (answer.Milliseconds, int.Parse(answer.Output[0], CultureInfo.InvariantCulture));
    }

    /// <summary>How many people of the directory the hub holds.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        int.Parse((await _shell.RunAsync("(Get-AdDirectory).People", cancellationToken: cancellationToken)).Output[0], CultureInfo.InvariantCulture);

    /// <summary>The filter by which the module asks for people, and what it reads of everybody, whatever the mappings want.</summary>
    public async Task<(string Filter, IReadOnlyList<string> Always)> ProfileAsync(CancellationToken cancellationToken)
    {
        const string Script = """
            $profile = (Get-RcHub).GetType().Assembly.GetType('RingCentralAD.Core.Directories.DirectoryProfile')::ActiveDirectory
            $profile.PeopleFilter
            $profile.AlwaysRead
            """;
        string[] lines = (await _shell.RunAsync(Script, cancellationToken: cancellationToken)).Output;
        return (lines[0], lines[1..]);
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();
}

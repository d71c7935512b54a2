using System.ComponentModel;
using System.Diagnostics;

namespace RingCentralAD.TestServers;

/// <summary>Prism of one exact version from npm, installed once for all test projects of a user.</summary>
internal static class PrismInstall
{
    /// <summary>The last version that runs on node 20.</summary>
    public const string Version = "5.14.2";

    // Ends Prism with the test process that started it, however that one ends: its end closes the pipe.
    private const string Watch = "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); process.stdin.on('error', () => process.exit(0));\n";

    private static readonly SemaphoreSlim s_once = new(1, 1);

    public static bool NodeIsThere { get; } = IsThere("node") && IsThere(Npm);

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Installs if need be; gives the script that starts Prism and the one to load before it.</summary>
    public static async Task<(string Script, string Preload)> EnsureAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Cache(), "RingCentralAD", $"prism-{Version}");
        string script = Path.Combine(folder, "node_modules", "@stoplight", "prism-cli", "dist", "index.js");
        string preload = Path.Combine(folder, "end-with-parent.cjs");
        string done = Path.Combine(folder, "installed");
        await s_once.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(folder);
            await using FileStream gate = await LockAsync(Path.Combine(folder, "lock"), cancellationToken);
            if (!File.Exists(done))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), $$$"""{"private":true,"dependencies":{"@stoplight/prism-cli":"{{{Version}}}"}}""", cancellationToken);
                await RunAsync(folder, cancellationToken);
                await File.WriteAllTextAsync(preload, Watch, cancellationToken);
                await File.WriteAllTextAsync(done, Version, cancellationToken);
            }
        }
        finally
        {
            s_once.Release();
        }

        return (script, preload);
    }

    private static string Cache() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set
        : Environment.GetFolderPath(OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
            ? Path.Combine(home, OperatingSystem.IsWindows() ? "Cache" : ".cache")
            : Path.GetTempPath();

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another test process is installing.
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Npm, ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process npm = Process.Start(start)!;
        Task<string> output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install Prism {Version} in {folder}:\n{await output}\n{errors}");
        }
    }

    private static bool IsThere(string program)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace RingCentralAD.TestServers;

/// <summary>Packages of one exact version from npm, each installed once for all test projects of a user.</summary>
public static class NpmInstall
{
    private static readonly SemaphoreSlim s_once = new(1, 1);

    /// <summary>Whether node and npm can be run.</summary>
    public static bool NodeIsThere { get; } = IsThere("node") && IsThere(Npm);

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Installs if need be; gives the folder in which node_modules lies.</summary>
    /// <param name="name">A name for the folder.</param>
    /// <param name="package">The package.</param>
    /// <param name="version">Its exact version.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string> EnsureAsync(string name, string package, string version, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Cache(), "RingCentralAD", $"{name}-{version}");
        string done = Path.Combine(folder, "installed");
        await s_once.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(folder);
            await using FileStream gate = await LockAsync(Path.Combine(folder, "lock"), cancellationToken);
            if (!File.Exists(done))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), $$$"""{"private":true,"dependencies":{"{{{package}}}":"{{{version}}}"}}""", cancellationToken);
                await RunAsync(folder, $"{package} {version}", cancellationToken);
                await File.WriteAllTextAsync(done, version, cancellationToken);
            }
        }
        finally
        {
            s_once.Release();
        }

        return folder;
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

    private static async Task RunAsync(string folder, string what, CancellationToken cancellationToken)
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
            throw new InvalidOperationException($"npm could not install {what} in {folder}:\n{await output}\n{errors}");
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

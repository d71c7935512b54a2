using System.ComponentModel;
using System.Diagnostics;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>npm's ldapts of one exact version, installed once for a user.</summary>
internal static class LdaptsInstall
{
    public const string Version = "9.2.0";

    /// <summary>The folder that holds it, or why it is not to be had.</summary>
    public static async Task<(string? Folder, string? WhyNot)> EnsureAsync(CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "RingCentralAD", $"ldapts-{Version}");
        if (Directory.Exists(Path.Combine(folder, "node_modules", "ldapts")))
        {
            return (folder, null);
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), $$$"""{"private":true,"dependencies":{"ldapts":"{{{Version}}}"}}""", cancellationToken);
        try
        {
            using Process npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            string errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            return npm.ExitCode == 0 ? (folder, null) : (null, $"npm could not install ldapts {Version}: {errors}{await output}");
        }
        catch (Win32Exception)
        {
            return (null, "npm is missing: apt-get install npm");
        }
    }
}

namespace RingCentralAD.TestServers;

/// <summary>Prism of one exact version from npm.</summary>
internal static class PrismInstall
{
    /// <summary>The last version that runs on node 20.</summary>
    public const string Version = "5.14.2";

    // Ends Prism with the test process that started it, however that one ends: its end closes the pipe.
    private const string Watch = "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); process.stdin.on('error', () => process.exit(0));\n";

    /// <summary>Installs if need be; gives the script that starts Prism and the one to load before it.</summary>
    public static async Task<(string Script, string Preload)> EnsureAsync(CancellationToken cancellationToken)
    {
        string folder = await NpmInstall.EnsureAsync("prism", "@stoplight/prism-cli", Version, cancellationToken);
        string preload = Path.Combine(folder, "end-with-parent.cjs");
        if (!File.Exists(preload))
        {
            // Whole at once: other test processes look for it.
            string draft = $"{preload}.{Path.GetRandomFileName()}";
            await File.WriteAllTextAsync(draft, Watch, cancellationToken);
            File.Move(draft, preload, overwrite: true);
        }

        return (Path.Combine(folder, "node_modules", "@stoplight", "prism-cli", "dist", "index.js"), preload);
    }
}

using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Where hubs lie on this platform.</summary>
public static class StandardPlaces
{
    /// <summary>The environment variable that names the hub of a process.</summary>
    public const string HubVariable = "RCAD_HUB";

    /// <summary>
    /// The folder of the machine's hubs: %ProgramData%\RingCentralAD, /var/lib/RingCentralAD for root, else below the user's data folder.
    /// </summary>
    public static string HubFolder
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData, Environment.SpecialFolderOption.DoNotVerify), "RingCentralAD");
            }

            return Environment.IsPrivilegedProcess
                ? "/var/lib/RingCentralAD"
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "RingCentralAD");
        }
    }

    /// <summary>The hub that is meant where nobody names one.</summary>
    public static string DefaultHub => Environment.GetEnvironmentVariable(HubVariable) is { Length: > 0 } named ? named : Path.Combine(HubFolder, "hub.db");

    /// <summary>The folder of private keys unless somebody names one: beside the hub's file; for a hub on a server, in the folder of the machine's hubs.</summary>
    /// <param name="hubLocation">The hub's file, or its server and database.</param>
    public static string KeyFolderOf(string hubLocation) => Path.Combine(Path.IsPathFullyQualified(hubLocation) ? Path.GetDirectoryName(hubLocation) ?? HubFolder : HubFolder, "keys");

    /// <summary>
    /// The location a text names: a connection string, a path, or the bare name of a hub in the standard folder.
    /// </summary>
    /// <param name="text">What the administrator wrote.</param>
    /// <param name="resolve">Makes a path of PowerShell's current location a path of the file system.</param>
    public static HubLocation Locate(string text, Func<string, string> resolve)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(resolve);
        if (HubLocation.IsServer(text))
        {
            return HubLocation.Parse(text);
        }

        string inFolder = Path.Combine(HubFolder, text + ".db");
        bool bare = text.IndexOfAny(['/', '\\', '.', ':']) < 0;
        return HubLocation.Parse(bare && !File.Exists(resolve(text)) && File.Exists(inFolder) ? inFolder : resolve(text));
    }
}

using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Compares a configuration file with a hub, or with another file.</summary>
public static class ConfigurationComparison
{
    /// <summary>What file and hub have differently; nothing where they are the same.</summary>
    public static Task<IReadOnlyList<ConfigurationDifference>> WithHubAsync(string text, string file, IHubReader hub, CancellationToken cancellationToken = default) =>
        WithHubAsync(text, file, hub, static _ => { }, cancellationToken);

    /// <summary>The same, with what to warn of: names in the file that are not what the GUIDs beside them stand for in the hub.</summary>
    public static async Task<IReadOnlyList<ConfigurationDifference>> WithHubAsync(
        string text, string file, IHubReader hub, Action<string> warn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(warn);
        ConfigurationFile read = ConfigurationFile.Read(text, file);
        foreach (string warning in await ConfigurationNames.CompleteAsync(read, hub, cancellationToken).ConfigureAwait(false))
        {
            warn(warning);
        }

        HubConfiguration now = await HubConfiguration.ReadAsync(hub, cancellationToken).ConfigureAwait(false);
        return ConfigurationMerge.Of(read, now.Parts, ConfigurationChange.Missing).Differences;
    }

    /// <summary>What two files have differently.</summary>
    public static IReadOnlyList<ConfigurationDifference> WithFile(string text, string file, string otherText, string other) =>
        ConfigurationMerge.Of(ConfigurationFile.Read(text, file), Whole(otherText, other).Parts, ConfigurationChange.Missing).Differences;

    /// <summary>A file as a configuration: what it lacks is as usual.</summary>
    internal static HubConfiguration Whole(string text, string file) =>
        new(ConfigurationMerge.Of(ConfigurationFile.Read(text, file), [], ConfigurationChange.Missing).Parts);
}

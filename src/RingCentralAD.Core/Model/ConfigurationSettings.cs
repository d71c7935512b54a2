namespace RingCentralAD.Core.Model;

/// <summary>Tells the settings that people make from what the hub only keeps for itself.</summary>
public static class ConfigurationSettings
{
    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal) { "PlanBasis", "InboundBasis", "GroupRuleBasis", "KeptDictionaries", "NumbersListed", "SyncMark", "AccountStock", "ConfigurationMark", "HealthFacts", "SignOnServices", "ToldFindings" };

    /// <summary>Whether a named value is somebody's choice.</summary>
    public static bool IsOne(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !s_kept.Contains(name) && !name.StartsWith(nameof(DirectorySchema) + ":", StringComparison.Ordinal);
    }
}

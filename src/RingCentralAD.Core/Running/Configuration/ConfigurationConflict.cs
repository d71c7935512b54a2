using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Notices that a hub's configuration is no longer the one that a file was made from.</summary>
internal static class ConfigurationConflict
{
    private const int Shown = 20;

    /// <summary>The parts that somebody changed meanwhile.</summary>
    /// <param name="basedOn">The fingerprints of the configuration that the file was made from.</param>
    /// <param name="now">The hub's configuration.</param>
    public static IReadOnlyList<string> Changed(JObject basedOn, HubConfiguration now)
    {
        JObject revisions = now.Revisions;
        return [.. ConfigurationPart.All.Select(static part => part.Name).Where(name => !JToken.DeepEquals(basedOn[name], revisions[name]))];
    }

    /// <summary>The refusal, with what differs.</summary>
    public static RingCentralAdException Of(string file, IReadOnlyList<string>? changed, IReadOnlyList<ConfigurationDifference> differences, ConfigurationMark? mark)
    {
        string what = changed is null
            ? "does not say which configuration it was made from"
            : $"was made from a configuration that is no longer the hub's: {string.Join(", ", changed)} changed meanwhile";
        ConfigurationDifference[] concerned = [.. differences.Where(difference => changed is null || changed.Any(part => difference.Path == part || difference.Path.StartsWith(part + ".", StringComparison.Ordinal) || difference.Path.StartsWith(part + "[", StringComparison.Ordinal)))];
        string list = string.Concat(concerned.Take(Shown).Select(static difference => $"\n  {difference}"))
            + (concerned.Length > Shown ? $"\n  and {concerned.Length - Shown} more" : "");
        string who = mark is null ? "" : $" {mark}.";
        return new RingCentralAdException(
            "ConfigurationChanged", ErrorKind.Conflict, $"{file} {what}.{who} File and hub differ there in:{(list.Length == 0 ? " nothing" : list)}",
            "Look at Get-RcSyncChange for who changed what. Export the configuration again and make your changes there, name with -Base the file that the hub had, or overwrite what others changed with -Force.", differences);
    }
}

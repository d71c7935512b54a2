using System.Collections;
using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Completes people who wait for confirmation, by the beginning of their name or mail address; those said no to where they are asked for.</summary>
public sealed class MatchCompleter : HubCompleter
{
    private const int Most = 60;

    private protected override async Task<IEnumerable<(string Value, string ToolTip)>> FindAsync(IHubReader hub, string word, IDictionary bound)
    {
        bool denied = bound.Contains(nameof(Commands.GetImportMatchCommand.IncludeDenied));
        Dictionary<string, string> found = new(StringComparer.OrdinalIgnoreCase);
        await foreach (ImportMatch match in hub.ReadAsync<ImportMatch>())
        {
            string? name = match.Denied && !denied ? null : ((string?[])[match.Person, match.Email]).FirstOrDefault(text => text?.StartsWith(word, StringComparison.OrdinalIgnoreCase) == true);
            if (name is not null && found.TryAdd(WildcardPattern.Escape(name), $"{match.Person}, {match.Kind}: {match.Reason}") && found.Count == Most)
            {
                break;
            }
        }

        return found.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => (pair.Key, pair.Value));
    }
}

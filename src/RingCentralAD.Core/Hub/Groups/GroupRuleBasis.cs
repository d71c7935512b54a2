using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>By which rules memberships were reckoned, and whether there are rules at all, so that changed people are marked for them.</summary>
public sealed record GroupRuleBasis
{
    /// <summary>The hub has groups by rule.</summary>
    public bool Any { get; init; }

    /// <summary>The fingerprint of rules and schema by which everybody was last reckoned; empty before.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The fingerprint of these rules.</summary>
    internal static string HashOf(IEnumerable<HubGroup> groups, IEnumerable<HubAttribute> attributes)
    {
        string rules = JsonSerializer.Serialize(groups.OrderBy(group => group.Id, StringComparer.Ordinal).Select(group => (string?[])[group.Id, group.Rule]));
        string schema = JsonSerializer.Serialize(attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => (string[])[attribute.Name, attribute.Type.ToString()]));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules + schema)));
    }

    /// <summary>Marks people who are being changed, where there are rules; in the transaction that changes them.</summary>
    internal static async Task MarkAsync(IHubTransaction transaction, IReadOnlyCollection<string> userIds, TimeProvider time, CancellationToken cancellationToken)
    {
        if (userIds.Count > 0 && await transaction.FindSettingAsync<GroupRuleBasis>(cancellationToken).ConfigureAwait(false) is { Any: true })
        {
            await transaction.SaveAsync([.. userIds.Select(id => new TouchedMark(Ids.GroupRules, id, Ids.New(time)))], cancellationToken).ConfigureAwait(false);
        }
    }
}

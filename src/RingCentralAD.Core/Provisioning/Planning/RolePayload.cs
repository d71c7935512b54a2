using System.Text.Json.Nodes;

namespace RingCentralAD.Core.Provisioning;

/// <summary>The body of PUT assigned-role: exactly these roles.</summary>
internal static class RolePayload
{
    /// <summary>The body.</summary>
    public static string Of(IEnumerable<string> roleIds) =>
        AccountPayload.Text(new JsonObject { ["records"] = new JsonArray([.. roleIds.Select(id => new JsonObject { ["id"] = id })]) });

    /// <summary>The roles that a body names.</summary>
    public static IReadOnlyList<string> IdsOf(string payload) =>
        [.. JsonNode.Parse(payload)!["records"]!.AsArray().Select(record => record!["id"]!.GetValue<string>())];
}

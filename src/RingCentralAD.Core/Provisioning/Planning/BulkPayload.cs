using System.Text.Json.Nodes;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>The body of a bulk update: the stored bodies of its operations, each with its extension's id.</summary>
internal static class BulkPayload
{
    /// <summary>The body.</summary>
    public static string Of(IEnumerable<Operation> operations)
    {
        JsonArray records = [];
        foreach (Operation operation in operations)
        {
            JsonObject record = new() { ["id"] = operation.TargetKey };
            foreach ((string name, JsonNode? value) in JsonNode.Parse(operation.Payload!)!.AsObject())
            {
                record[name] = value?.DeepClone();
            }

            records.Add(record);
        }

        return AccountPayload.Text(new JsonObject { ["records"] = records });
    }
}

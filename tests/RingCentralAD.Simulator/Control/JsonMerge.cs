using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RingCentralAD.Simulator;

/// <summary>Puts the given fields over a value (RFC 7396, merge patch).</summary>
internal static class JsonMerge
{
    // Computed properties come along in the JSON and have no setter.
    private static readonly JsonSerializerOptions s_lenient = new(SimulatorJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    public static T Over<T>(T old, JsonObject patch)
    {
        JsonObject whole = JsonSerializer.SerializeToNode(old, SimulatorJson.Options)!.AsObject();
        Merge(whole, patch);

        return whole.Deserialize<T>(s_lenient)!;
    }

    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is JsonObject inner && into[name] is JsonObject there)
            {
                Merge(there, inner);
            }
            else if (value is null)
            {
                into.Remove(name);
            }
            else
            {
                into[name] = value.DeepClone();
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace RingCentralAD.Simulator;

/// <summary>Changes settings while the platform runs: rateLimits, behaviour, tokens; what is not given stays.</summary>
internal static class SettingsPatch
{
    public static void Apply(SimulatorOptions options, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            JsonObject part = value as JsonObject ?? throw new ArgumentException($"'{name}' must be an object.");
            switch (name)
            {
                case "rateLimits":
                    options.RateLimits = JsonMerge.Over(options.RateLimits, part);
                    break;
                case "behaviour":
                    options.Behaviour = JsonMerge.Over(options.Behaviour, part);
                    break;
                case "tokens":
                    TokenOptions merged = JsonMerge.Over(options.Tokens, part);
                    (options.Tokens.AccessSeconds, options.Tokens.RefreshSeconds, options.Tokens.Sessions, options.Tokens.InvalidClientStatus) =
                        (merged.AccessSeconds, merged.RefreshSeconds, merged.Sessions, merged.InvalidClientStatus);
                    break;
                default:
                    throw new ArgumentException($"There is no setting '{name}'; there are rateLimits, behaviour, tokens.");
            }
        }
    }
}

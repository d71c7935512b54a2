using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Mappings as Okta's API gives them (<c>GET /api/v1/mappings/{id}</c>): one, or a list of them, each with source, target and
/// <c>properties: { target: { expression, pushStatus } }</c>. PUSH is create and update, DONT_PUSH create only.
/// </summary>
internal static class OktaMappingFile
{
    public static IReadOnlyList<FileMapping> Read(JToken root, string file, MappingDirection? direction, ICollection<string> leftOut)
    {
        IEnumerable<JToken> items = root is JArray list ? list : (JToken[])[root];
        List<FileMapping> mappings = [];
        foreach (JToken item in items)
        {
            if (item is not JObject mapping)
            {
                throw MappingFileErrors.Invalid(file, item, "this is neither a file of Export-AttributeMapping nor a mapping of Okta's API.");
            }

            Read(mapping, file, direction, leftOut, mappings);
        }

        return mappings;
    }

    private static void Read(JObject mapping, string file, MappingDirection? direction, ICollection<string> leftOut, List<FileMapping> mappings)
    {
        if (mapping["properties"] is not JObject properties)
        {
            throw mapping["source"] is null
                ? MappingFileErrors.Invalid(file, mapping, "there are no mappings here: neither 'mappings' nor 'properties'.")
                : MappingFileErrors.Invalid(
                    file, mapping, "the mapping has no properties.", "Okta's list of mappings leaves them out: get each one by its id (GET /api/v1/mappings/{id}).");
        }

        MappingDirection? own = Direction(mapping, file, out string names) ?? (names.Length == 0 ? direction : null);
        if (own is null && names.Length == 0)
        {
            throw MappingFileErrors.Invalid(file, mapping, "the mapping has no source and target.", "Say with -Direction what it is: AdToHub, HubToRc, RcToHub or HubToAd.");
        }

        if (own is null)
        {
            leftOut.Add($"{MappingFileErrors.Place(file, MappingFileErrors.LineOf(mapping), mapping.Path)}: {names} is neither Active Directory's nor RingCentral's mapping.");
            return;
        }

        foreach (JProperty property in properties.Properties())
        {
            if (Read(property, own.Value, file) is { } one)
            {
                mappings.Add(one);
            }
        }
    }

    private static FileMapping? Read(JProperty property, MappingDirection direction, string file)
    {
        if (property.Value is not JObject value)
        {
            throw MappingFileErrors.Invalid(file, property.Value, $"{property.Name} must be an object with an expression.");
        }

        string? expression = MappingFileReader.Text(value, "expression", file);
        if (string.IsNullOrWhiteSpace(expression))
        {
            // Okta keeps the name of a target whose mapping was taken away.
            return null;
        }

        MappingApply apply = MappingFileReader.Text(value, "pushStatus", file) switch
        {
            null or "PUSH" => MappingApply.CreateAndUpdate,
            "DONT_PUSH" => MappingApply.CreateOnly,
            { } other => throw MappingFileErrors.Invalid(file, value["pushStatus"]!, $"pushStatus '{other}' is neither PUSH nor DONT_PUSH."),
        };
        JToken place = value["expression"]!;
        AttributeMapping mapping = new() { Direction = direction, Target = property.Name, Expression = expression, Apply = apply };
        return new FileMapping(mapping, MappingFileErrors.LineOf(place), place.Path) { FromOkta = true };
    }

    /// <summary>The direction that source and target tell; null for another application's mapping.</summary>
    private static MappingDirection? Direction(JObject mapping, string file, out string names)
    {
        (string Name, string Type)? source = End(mapping["source"], file);
        (string Name, string Type)? target = End(mapping["target"], file);
        names = source is { } from && target is { } to ? $"{from.Name} to {to.Name}" : "";
        if (names.Length == 0)
        {
            return null;
        }

        bool inbound = IsHub(target!.Value);
        string app = (inbound ? source! : target).Value.Name;
        bool account = app.Contains("ringcentral", StringComparison.OrdinalIgnoreCase);
        bool directory = app.StartsWith("active_directory", StringComparison.OrdinalIgnoreCase) || app.Contains("ldap", StringComparison.OrdinalIgnoreCase);
        return (inbound, account, directory) switch
        {
            _ when inbound == IsHub(source!.Value) => null,
            (true, true, _) => MappingDirection.RcToHub,
            (true, _, true) => MappingDirection.AdToHub,
            (false, true, _) => MappingDirection.HubToRc,
            (false, _, true) => MappingDirection.HubToAd,
            _ => null,
        };
    }

    private static bool IsHub((string Name, string Type) end) => end.Type == "user" || (end.Type.Length == 0 && end.Name == "user");

    private static (string Name, string Type)? End(JToken? end, string file) => end switch
    {
        JObject known => (MappingFileReader.Text(known, "name", file) ?? "", MappingFileReader.Text(known, "type", file) ?? ""),
        JValue { Value: string name } => (name, ""),
        _ => null,
    };
}

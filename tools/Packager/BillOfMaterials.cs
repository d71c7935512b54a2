using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.Packager;

/// <summary>The software bill of materials: CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/. Without a time, so that the same input gives the same bytes.</summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions s_form = new() { WriteIndented = true, NewLine = "\n" };

    public static byte[] Write(Manifest manifest, IReadOnlyList<ThirdPartyPackage> packages)
    {
        string self = $"pkg:nuget/{manifest.Name}@{manifest.Version}";
        JsonObject bill = new()
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = "",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = self,
                    ["name"] = manifest.Name,
                    ["version"] = manifest.Version,
                    ["description"] = manifest.Description,
                    ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = "MIT" } }),
                    ["purl"] = self,
                },
            },
            ["components"] = new JsonArray([.. packages.Select(Component)]),
            ["dependencies"] = new JsonArray([Needs(self, Roots(packages)), .. packages.Select(package => Needs(package.Purl, package.Needs.SelectMany(name => Named(packages, name))))]),
        };
        bill["serialNumber"] = $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(bill.ToJsonString())).AsSpan(0, 16))}";
        return Encoding.UTF8.GetBytes(bill.ToJsonString(s_form) + "\n");
    }

    private static JsonNode Component(ThirdPartyPackage package)
    {
        JsonObject component = new()
        {
            ["type"] = "library",
            ["bom-ref"] = package.Purl,
            ["authors"] = new JsonArray(new JsonObject { ["name"] = package.Authors }),
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = package.Hash }),
            ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = package.Licence } }),
            ["purl"] = package.Purl,
        };
        if (package.Copyright is { } copyright)
        {
            component["copyright"] = copyright;
        }

        if (package.Home is { } home)
        {
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = home });
        }

        return component;
    }

    private static JsonNode Needs(string who, IEnumerable<string> whom) =>
        new JsonObject { ["ref"] = who, ["dependsOn"] = new JsonArray([.. whom.Select(one => (JsonNode)one)]) };

    /// <summary>What no other package brings along is what the module itself asks for.</summary>
    private static IEnumerable<string> Roots(IReadOnlyList<ThirdPartyPackage> packages)
    {
        HashSet<string> brought = [.. packages.SelectMany(package => package.Needs)];
        return packages.Where(package => !brought.Contains(package.Name)).Select(package => package.Purl);
    }

    private static IEnumerable<string> Named(IReadOnlyList<ThirdPartyPackage> packages, string name) =>
        packages.Where(package => package.Name == name).Select(package => package.Purl);
}

using System.Text.Json;
using System.Xml.Linq;

namespace RingCentralAD.Packager;

/// <summary>A package of somebody else's that the module carries, with what its author says of it.</summary>
internal sealed record ThirdPartyPackage(string Name, string Version)
{
    /// <summary>SHA-512 of the package, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The licence's SPDX identifier.</summary>
    public required string Licence { get; init; }

    public required string Authors { get; init; }

    public string? Copyright { get; init; }

    public string? Home { get; init; }

    /// <summary>The licence or notice files in the package, in their own words.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The packages it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>As software bills name it.</summary>
    public string Purl => $"pkg:nuget/{Name}@{Version}";

    /// <summary>All packages that the built programs and libraries name as theirs.</summary>
    /// <exception cref="InvalidDataException">A package does not say under which licence it comes.</exception>
    public static IReadOnlyList<ThirdPartyPackage> ReadAll(string built)
    {
        SortedDictionary<string, ThirdPartyPackage> found = new(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(Path.Combine(built, "bin"), "*.deps.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement target = document.RootElement.GetProperty("targets").EnumerateObject().First().Value;
            foreach (JsonProperty library in document.RootElement.GetProperty("libraries").EnumerateObject().Where(one => one.Value.GetProperty("type").GetString() == "package"))
            {
                string[] name = library.Name.Split('/');
                IEnumerable<string> needs = target.GetProperty(library.Name).TryGetProperty("dependencies", out JsonElement dependencies)
                    ? dependencies.EnumerateObject().Select(one => one.Name)
                    : [];
                found[library.Name] = Read(name[0], name[1], library.Value.GetProperty("sha512").GetString()!, [.. needs.Order(StringComparer.Ordinal)]);
            }
        }

        return [.. found.Values];
    }

    private static ThirdPartyPackage Read(string name, string version, string hash, IReadOnlyList<string> needs)
    {
        string folder = Path.Combine(PackageFolder, name.ToLowerInvariant(), version.ToLowerInvariant());
        XElement said = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement? licence = said.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        return new ThirdPartyPackage(name, version)
        {
            Hash = Convert.ToHexStringLower(Convert.FromBase64String(hash["sha512-".Length..])),
            Licence = (string?)licence?.Attribute("type") == "expression"
                ? licence!.Value
                : throw new InvalidDataException($"{name} {version} does not name its licence by an SPDX identifier: look at it, and say here how it is to be named."),
            Authors = Value("authors") ?? name,
            Copyright = Value("copyright"),
            Home = Value("projectUrl") ?? (string?)said.Elements().FirstOrDefault(element => element.Name.LocalName == "repository")?.Attribute("url"),
            Texts = [.. Directory.GetFiles(folder).Where(IsNotice).Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file).ReplaceLineEndings("\n").Trim('\n', '\uFEFF'))],
            Needs = needs,
        };

        string? Value(string element) => said.Elements().FirstOrDefault(one => one.Name.LocalName == element)?.Value;
    }

    private static bool IsNotice(string file) =>
        Path.GetFileNameWithoutExtension(file).ToUpperInvariant() is "LICENSE" or "LICENCE" or "NOTICE" or "THIRD-PARTY-NOTICES" or "THIRDPARTYNOTICES" or "COPYING";

    private static string PackageFolder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}

using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>A configuration file as somebody wrote it, held to its form; every part of it knows its line.</summary>
internal sealed class ConfigurationFile
{
    private const string Remedy = "Correct the file, or export it again.";

    private ConfigurationFile(string path, JObject root) => (Path, Root) = (path, root);

    /// <summary>Its name, for errors.</summary>
    public string Path { get; }

    /// <summary>All of it.</summary>
    public JObject Root { get; }

    /// <summary>The fingerprints of the configuration it was made from; null where it does not say.</summary>
    public JObject? BasedOn => Root["basedOn"] as JObject;

    /// <summary>A part; null where the file lacks it.</summary>
    public JToken? this[ConfigurationPart part] => Root[part.Name];

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="path">Its name, for errors.</param>
    /// <exception cref="RingCentralAdException">ConfigurationFileInvalid, ConfigurationTooNew, ConfigurationSecret: with line and property.</exception>
    public static ConfigurationFile Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        JToken json = JsonFile.Parse(text.TrimStart('\uFEFF'), path, ConfigurationErrors.InvalidId, Remedy);
        JObject root = json as JObject ?? throw ConfigurationErrors.Invalid(path, json, "this is no configuration: it must be an object.");
        CheckFormat(root, path);
        ConfigurationSecrets.Check(root, path);
        ConfigurationShape shape = new(path);
        foreach (JProperty property in root.Properties().Where(static property => property.Name is not ("format" or "basedOn")))
        {
            ConfigurationPart part = ConfigurationPart.All.FirstOrDefault(part => part.Name == property.Name)
                ?? throw shape.Unknown(property, ["format", "basedOn", .. ConfigurationPart.All.Select(static part => part.Name)]);
            CheckPart(part, property.Value, shape, path);
        }

        if (root["basedOn"] is { } basedOn)
        {
            shape.Check(basedOn, typeof(Dictionary<string, string>));
        }

        return new ConfigurationFile(path, root);
    }

    private static void CheckFormat(JObject root, string path)
    {
        switch (root["format"])
        {
            case { Type: JTokenType.Integer } format when (long)format == HubConfiguration.Format:
                return;
            case { Type: JTokenType.Integer } format when (long)format > HubConfiguration.Format:
                throw new RingCentralAdException(
                    "ConfigurationTooNew", ErrorKind.Data, $"{path} has format {format}; this version of RingCentralAD reads formats up to {HubConfiguration.Format}.", "Update the module.", path);
            case { } other:
                throw ConfigurationErrors.Invalid(path, other, "format is no form of this file.", "Export it again.");
            default:
                throw ConfigurationErrors.Invalid(path, root, "this is no configuration: it has no format.", "Give a file of Export-RcConfiguration.");
        }
    }

    private static void CheckPart(ConfigurationPart part, JToken json, ConfigurationShape shape, string path)
    {
        if (!part.IsList)
        {
            shape.Check(json, part.Type);
            return;
        }

        HashSet<string> known = new(part.Kind == ConfigurationKind.Mapping ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (JToken item in json as JArray ?? throw ConfigurationErrors.Invalid(path, json, $"{part.Name} must be a list."))
        {
            shape.Check(item, part.Type);
            if (part.KeyOf((JObject)item).Length == 0)
            {
                throw ConfigurationErrors.Invalid(path, item, "this has no name.");
            }

            if (!known.Add(part.KeyOf((JObject)item)))
            {
                throw ConfigurationErrors.Invalid(path, item, $"{part.PathOf((JObject)item)} stands twice in the file.");
            }
        }
    }
}

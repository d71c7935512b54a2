using System.Text.Encodings.Web;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Our own file of mappings: <c>{ "version": 1, "mappings": [ { "direction", "directory", "target", "expression", "apply", "whenEmpty" } ] }</c>, in a
/// fixed order, what is usual left out, so that the same mappings always give the same bytes.
/// </summary>
internal static class MappingFile
{
    private const int Version = 1;

    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal) { "direction", "directory", "target", "expression", "apply", "whenEmpty" };

    // Quotes and letters stay readable: the file is no HTML.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's bytes: UTF-8, line feeds.</summary>
    /// <param name="mappings">The mappings.</param>
    /// <param name="directoryName">The name of a directory by its id.</param>
    public static byte[] Write(IEnumerable<AttributeMapping> mappings, Func<string, string> directoryName)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("mappings");
            foreach ((AttributeMapping mapping, string directory) in mappings
                .Select(mapping => (Mapping: mapping, Directory: mapping.DirectoryId.Length == 0 ? "" : directoryName(mapping.DirectoryId)))
                .OrderBy(pair => pair.Mapping.Direction).ThenBy(pair => pair.Directory, StringComparer.Ordinal).ThenBy(pair => pair.Mapping.Target, StringComparer.Ordinal))
            {
                Write(json, mapping, directory);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    public static IReadOnlyList<FileMapping> Read(JObject root, string file)
    {
        if (root["version"] is { } version && (version.Type != JTokenType.Integer || (long)version != Version))
        {
            throw MappingFileErrors.Invalid(file, version, $"version {version} is not known here.", "Update the module.");
        }

        if (root["mappings"] is not JArray list)
        {
            throw MappingFileErrors.Invalid(file, root["mappings"]!, "mappings must be a list.");
        }

        return [.. list.Select(item => Read(item, file))];
    }

    private static FileMapping Read(JToken item, string file)
    {
        if (item is not JObject entry)
        {
            throw MappingFileErrors.Invalid(file, item, "a mapping must be an object.");
        }

        if (entry.Properties().FirstOrDefault(property => !s_known.Contains(property.Name)) is { } unknown)
        {
            throw MappingFileErrors.Invalid(file, unknown, $"a mapping has no property '{unknown.Name}'.", $"It has {string.Join(", ", s_known)}.");
        }

        AttributeMapping mapping = new()
        {
            Direction = MappingFileReader.Choice<MappingDirection>(entry, "direction", file) ?? throw Missing("direction"),
            DirectoryId = MappingFileReader.Text(entry, "directory", file) ?? "",
            Target = MappingFileReader.Text(entry, "target", file) ?? throw Missing("target"),
            Expression = MappingFileReader.Text(entry, "expression", file) ?? throw Missing("expression"),
            Apply = MappingFileReader.Choice<MappingApply>(entry, "apply", file) ?? default,
            WhenEmpty = MappingFileReader.Choice<EmptyValue>(entry, "whenEmpty", file) ?? default,
        };
        JToken place = entry["expression"]!;
        return new FileMapping(mapping, MappingFileErrors.LineOf(place), place.Path);

        RingCentralAdException Missing(string name) => MappingFileErrors.Invalid(file, entry, $"the mapping has no {name}.");
    }

    private static void Write(Utf8JsonWriter json, AttributeMapping mapping, string directory)
    {
        json.WriteStartObject();
        json.WriteString("direction", mapping.Direction.ToString());
        if (directory.Length > 0)
        {
            json.WriteString("directory", directory);
        }

        json.WriteString("target", mapping.Target);
        json.WriteString("expression", mapping.Expression);
        if (mapping.Apply != default)
        {
            json.WriteString("apply", mapping.Apply.ToString());
        }

        if (mapping.WhenEmpty != default)
        {
            json.WriteString("whenEmpty", mapping.WhenEmpty.ToString());
        }

        json.WriteEndObject();
    }
}

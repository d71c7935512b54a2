using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>Reads a file of mappings: our own form or that of Okta's API, told apart by what it holds.</summary>
internal static class MappingFileReader
{
    /// <summary>The mappings in the order of the file.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="direction">The direction of an Okta mapping that does not say it; null where it must.</param>
    /// <param name="leftOut">Gets what an Okta file holds for other applications.</param>
    /// <exception cref="RingCentralAdException">MappingFileInvalid, with line and property.</exception>
    public static IReadOnlyList<FileMapping> Read(string text, string file, MappingDirection? direction, ICollection<string> leftOut)
    {
        JToken root = JsonFile.Parse(text, file, "MappingFileInvalid", "Correct the file, or export it again.");
        return root is JObject own && own["mappings"] is not null ? MappingFile.Read(own, file) : OktaMappingFile.Read(root, file, direction, leftOut);
    }

    /// <summary>A text property; null where it is absent or null.</summary>
    public static string? Text(JObject parent, string name, string file) => parent[name] switch
    {
        null or JValue { Value: null } => null,
        JValue { Value: string text } => text,
        { } other => throw MappingFileErrors.Invalid(file, other, $"{name} must be a text."),
    };

    /// <summary>A text property that is one of an enumeration's names, in any letter case.</summary>
    public static T? Choice<T>(JObject parent, string name, string file)
        where T : struct, Enum
    {
        if (Text(parent, name, file) is not { } text)
        {
            return null;
        }

        return Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw MappingFileErrors.Invalid(file, parent[name]!, $"{name} '{text}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}

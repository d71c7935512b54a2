using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Something that could be typed at the end of an expression.</summary>
/// <param name="Text">What is to stand there, from Start on.</param>
/// <param name="Kind">Root, Attribute, Namespace or Function.</param>
/// <param name="ToolTip">A function's signature and meaning, or what an attribute is.</param>
/// <param name="Start">Where the text it replaces begins, 0-based.</param>
public sealed record MappingCompletionItem(string Text, string Kind, string ToolTip, int Start);

/// <summary>Completes expressions from what is known without asking anybody: the hub's schema, the attributes that were read, the functions.</summary>
public static class MappingCompletion
{
    /// <summary>What could stand at the end of an expression of a direction; of any direction where none is given.</summary>
    public static IReadOnlyList<MappingCompletionItem> At(
        string text, MappingDirection? direction, IReadOnlyList<HubAttribute> attributes, IEnumerable<DirectoryEntry> directories, IEnumerable<string>? schema = null)
    {
        string[] names = [.. AppUserNames.Known(directories).Concat(schema ?? []).Distinct(StringComparer.Ordinal)];
        MappingDirection[] directions = direction is { } one ? [one] : [MappingDirection.AdToHub, MappingDirection.RcToHub, MappingDirection.HubToRc];
        return [.. directions.SelectMany(each => At(text, MappingSchema.For(each, attributes, names))).DistinctBy(item => (item.Text, item.Start))];
    }

    /// <summary>What could stand at the end of an expression that is tried out against a JSON context.</summary>
    public static IReadOnlyList<MappingCompletionItem> At(string text, string contextJson)
    {
        ExpressionSchemaBuilder builder = new();
        try
        {
            using JsonDocument document = JsonDocument.Parse(contextJson);
            foreach (JsonProperty root in document.RootElement.EnumerateObject().Where(root => root.Value.ValueKind == JsonValueKind.Object).DistinctBy(root => root.Name))
            {
                builder.Root(root.Name, root.Value.EnumerateObject().Select(attribute => attribute.Name).Distinct(StringComparer.Ordinal));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // The JSON is not finished yet, or is none: functions can be completed all the same.
        }

        return At(text, builder.Build());
    }

    private static MappingCompletionItem[] At(string text, ExpressionSchema schema) =>
    [
        .. ExpressionCompletion.At(text, text.Length, schema, MappingFunctions.Table)
            .Select(item => new MappingCompletionItem(item.Text, item.Kind.ToString(), item.Description.Length == 0 ? item.Text : item.Description, item.Start)),
    ];
}

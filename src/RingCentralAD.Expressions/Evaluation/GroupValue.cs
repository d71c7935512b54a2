namespace RingCentralAD.Expressions;

/// <summary>A group of the person, as the group functions see it.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Name">The group's name, matched exactly and with its case.</param>
/// <param name="Type">Where it is mastered: <c>OKTA_GROUP</c> (of the hub), <c>APP_GROUP</c> (imported), <c>BUILT_IN</c> (Everyone).</param>
/// <param name="SourceId">The id of the system it comes from; null where there is none.</param>
/// <param name="App">The name of that system, <c>OKTA</c> for the hub's own groups.</param>
public sealed record GroupValue(string? Id, string? Name, string? Type = null, string? SourceId = null, string? App = null) : IAttributeSource
{
    /// <summary>The attributes a group has in an expression.</summary>
    public static IReadOnlyList<string> AttributeNames { get; } = ["id", "name", "type", "source", "profile"];

    /// <inheritdoc/>
    public bool TryGetAttribute(string name, out object? value)
    {
        value = name switch
        {
            "id" => Id,
            "name" => Name,
            "type" => Type,
            "source" => new Part("id", SourceId),
            "profile" => new Part("name", Name),
            _ => null,
        };
        return AttributeNames.Contains(name);
    }

    private sealed class Part(string attribute, string? held) : IAttributeSource
    {
        public bool TryGetAttribute(string name, out object? value)
        {
            bool found = name == attribute;
            value = found ? held : null;
            return found;
        }
    }
}

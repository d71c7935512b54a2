namespace RingCentralAD.Expressions;

/// <summary>One criterion of user.getGroups: what it looks at, how it compares, and the values of which one must fit.</summary>
internal sealed record GroupCriterion(string Attribute, bool Exact, IReadOnlyList<string> Values)
{
    private const string Known = "group.id, group.source.id, group.type or group.profile.name";

    public static GroupCriterion Read(object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> map)
        {
            throw new FunctionException("A criterion of user.getGroups is a map.", "Write {'group.type': 'APP_GROUP'}.");
        }

        string[] keys = [.. map.Keys.Where(key => key != "operator")];
        if (keys.Length != 1 || keys[0] is not ("group.id" or "group.source.id" or "group.type" or "group.profile.name"))
        {
            throw new FunctionException($"A criterion of user.getGroups names one of {Known}.", "Put each criterion into a map of its own: user.getGroups({...}, {...}).");
        }

        object? wanted = map[keys[0]];
        IEnumerable<object?> values = wanted is IReadOnlyList<object?> list ? list : [wanted];
        bool named = keys[0] == "group.profile.name";
        return new(keys[0], !named || IsExact(map), [.. values.Select(Coerce.ToText).OfType<string>()]);
    }

    public bool Fits(GroupValue group)
    {
        string? held = Attribute switch
        {
            "group.id" => group.Id,
            "group.source.id" => group.SourceId,
            "group.type" => group.Type,
            _ => group.Name,
        };
        return held is not null && Values.Any(value => Exact ? held == value : held.StartsWith(value, StringComparison.Ordinal));
    }

    private static bool IsExact(IReadOnlyDictionary<string, object?> map) => map.GetValueOrDefault("operator") switch
    {
        null or "STARTS_WITH" => false,
        "EXACT" => true,
        _ => throw new FunctionException("The operator of a group name is STARTS_WITH or EXACT."),
    };
}

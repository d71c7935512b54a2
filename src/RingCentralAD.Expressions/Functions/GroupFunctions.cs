namespace RingCentralAD.Expressions;

/// <summary>Groups of the person (reference, 5.4). Names are compared with their case. getFilteredGroups is in the binder, since it takes an expression.</summary>
[FunctionGroup("Groups", "They look at the groups of the person. Names are compared with their letter case.")]
public static class GroupFunctions
{
    private const string Coast = """{"user":{},"groups":[{"id":"00g1","name":"West Coast Users","type":"OKTA_GROUP","app":"OKTA"},{"id":"00g2","name":"Engineering","type":"APP_GROUP","sourceId":"0oa1","app":"active_directory"}]}""";

    [Function("isMemberOfGroupName", "Whether the person is in a group of exactly that name.")]
    [Example("""isMemberOfGroupName("Engineering")""", "true", Context = Coast)]
    public static bool IsMemberOfGroupName(EvaluationContext context, string? name) => name is not null && Any(context, group => group.Name == name);

    [Function("isMemberOfGroup", "Whether the person is in the group with that id.")]
    [Example("""isMemberOfGroup("00g1")""", "true", Context = Coast)]
    public static bool IsMemberOfGroup(EvaluationContext context, string? groupId) => groupId is not null && Any(context, group => group.Id == groupId);

    [Function("isMemberOfAnyGroup", "Whether the person is in at least one of the groups with these ids.")]
    [Example("""isMemberOfAnyGroup("00g7", "00g2")""", "true", Context = Coast)]
    public static bool IsMemberOfAnyGroup(EvaluationContext context, params string?[] groupIds) => Any(context, group => group.Id is not null && groupIds.Contains(group.Id));

    [Function("isMemberOfGroupNameStartsWith", "Whether the person is in a group whose name begins with that text.")]
    [Example("""isMemberOfGroupNameStartsWith("West Co")""", "true", Context = Coast)]
    public static bool IsMemberOfGroupNameStartsWith(EvaluationContext context, string? prefix) => Any(context, group => StringFunctions.StartsWith(group.Name, prefix));

    [Function("isMemberOfGroupNameContains", "Whether the person is in a group whose name holds that text.")]
    [Example("""isMemberOfGroupNameContains("Coast")""", "true", Context = Coast)]
    [Example("""isMemberOfGroupNameContains("coast")""", "false", Context = Coast)]
    public static bool IsMemberOfGroupNameContains(EvaluationContext context, string? part) => Any(context, group => StringFunctions.StringContains(group.Name, part));

    [Function("isMemberOfGroupNameRegex", "Whether the person is in a group in whose name the regular expression is found, anywhere. .NET's syntax.")]
    [Example("""isMemberOfGroupNameRegex("^(West|East) Coast")""", "true", Context = Coast)]
    public static bool IsMemberOfGroupNameRegex(EvaluationContext context, string? pattern) =>
        pattern is not null && Any(context, group => group.Name is not null && Patterns.IsFound(context, group.Name, pattern));

    [Function("Groups.contains", "The names of the person's groups from a system whose names hold the pattern, at most limit (1 to 100). Null when there is none. For claims; not meant for mappings.", Nulls = NullResult.Possible)]
    [Example("""Groups.contains("OKTA", "Coast", 10)""", """{"West Coast Users"}""", Context = Coast)]
    public static IReadOnlyList<object?>? Contains(EvaluationContext context, string? app, string? pattern, int? limit) =>
        Names(context, app, limit, name => StringFunctions.StringContains(name, pattern));

    [Function("Groups.startsWith", "As Groups.contains, for names that begin with the pattern.", Nulls = NullResult.Possible)]
    [Example("""Groups.startsWith("active_directory", "Eng", 10)""", """{"Engineering"}""", Context = Coast)]
    public static IReadOnlyList<object?>? StartsWith(EvaluationContext context, string? app, string? pattern, int? limit) =>
        Names(context, app, limit, name => StringFunctions.StartsWith(name, pattern));

    [Function("Groups.endsWith", "As Groups.contains, for names that end with the pattern.", Nulls = NullResult.Possible)]
    [Example("""Groups.endsWith("OKTA", "Users", 10)""", """{"West Coast Users"}""", Context = Coast)]
    [Example("""Groups.endsWith("OKTA", "zzz", 10)""", "null", Context = Coast)]
    public static IReadOnlyList<object?>? EndsWith(EvaluationContext context, string? app, string? pattern, int? limit) =>
        Names(context, app, limit, name => StringFunctions.EndsWith(name, pattern));

    [Function("user.getGroups", "The person's groups that meet all the criteria. A criterion is a map of one of 'group.id', 'group.source.id', 'group.type' (exact) or 'group.profile.name' (begins with, or 'operator': 'EXACT') and a value or a list of values. Take an attribute of each with .![ ].", Returns = ValueTypes.List)]
    [Example("""user.getGroups({'group.type': {'APP_GROUP', 'BUILT_IN'}}).![name]""", """{"Engineering"}""", Context = Coast)]
    [Example("""user.getGroups({'group.profile.name': 'West'}).![id]""", """{"00g1"}""", Context = Coast)]
    [Example("""user.getGroups({'group.profile.name': 'West', 'operator': 'EXACT'})""", "{}", Context = Coast)]
    public static IReadOnlyList<object?> GetGroups(EvaluationContext context, [ShownAs("Map")] params object?[] criteria)
    {
        GroupCriterion[] read = [.. criteria.Select(GroupCriterion.Read)];
        return Kept(context, group => read.All(criterion => criterion.Fits(group)));
    }

    [Function("getFilteredGroups", "The person's groups whose id is in the list, each rendered by an expression over group (group.id, group.name, group.type, group.source.id, group.profile.name), at most limit (1 to 100).")]
    [Example("""getFilteredGroups({"00g1", "00g7"}, "group.name", 40)""", """{"West Coast Users"}""", Context = Coast)]
    [Example("""getFilteredGroups({"00g2"}, "String.toUpperCase(group.name) + '!'", 40)""", """{"ENGINEERING!"}""", Context = Coast)]
    public static IReadOnlyList<object?> GetFilteredGroups(EvaluationContext context, [ShownAs("Array")] object? groupIds, string? groupExpression, int? limit)
    {
        if (groupIds is null || groupExpression is null)
        {
            throw new FunctionException("getFilteredGroups takes no null.");
        }

        int most = CheckedLimit(limit);
        HashSet<string?> ids = [.. Coerce.ToList(groupIds).Select(Coerce.ToText)];
        return GroupExpression.Render(context, Kept(context, group => ids.Contains(group.Id)).Take(most), groupExpression);
    }

    private static int CheckedLimit(int? limit) => limit is >= 1 and <= 100
        ? limit.Value
        : throw new FunctionException(limit is null ? "The limit is null." : $"The limit is {limit}.", "Give a limit from 1 to 100.");

    private static GroupValue[] Kept(EvaluationContext context, Func<GroupValue, bool> fits)
    {
        context.Charge(context.Environment.Groups.Count);
        return [.. context.Environment.Groups.Where(fits)];
    }

    private static bool Any(EvaluationContext context, Func<GroupValue, bool> fits)
    {
        context.Charge(context.Environment.Groups.Count);
        return context.Environment.Groups.Any(fits);
    }

    private static string?[]? Names(EvaluationContext context, string? app, int? limit, Func<string?, bool> fits)
    {
        int most = CheckedLimit(limit);
        string?[] names = [.. Kept(context, group => group.App == app && fits(group.Name)).Take(most).Select(group => group.Name)];
        return names.Length == 0 ? null : names;
    }
}

namespace RingCentralAD.Expressions;

/// <summary>What is known of single functions before evaluation: calls that can never work, and calls that are probably mistakes.</summary>
internal static class CallRules
{
    /// <summary>An error that makes the call useless for everybody.</summary>
    public static ExpressionException? Refused(FunctionTable functions, FunctionDefinition function, CallNode node, BoundNode[] arguments) => function.Name switch
    {
        "String.stringSwitch" when arguments.Length % 2 != 0 => new(
            ExpressionErrorKind.Arity,
            arguments[^1].Span,
            "The last key of String.stringSwitch has no value.",
            "Give keys and values in pairs after the default."),
        "isMemberOfGroupNameRegex" when arguments is [ConstantNode { Value: string pattern }] => Pattern(arguments[0].Span, pattern),
        "getFilteredGroups" when arguments[1] is ConstantNode { Value: string inner } => GroupText(functions, arguments[1].Span, node.Arguments[1], inner),
        _ => null,
    };

    public static IEnumerable<ExpressionWarning> Warnings(FunctionCallNode call, CallNode node)
    {
        if (call.Function.UseInstead is { } better)
        {
            yield return Warning("deprecated", node.NameSpan, $"{call.Function.Name} is the old name; write {better}.");
        }

        string? never = call.Function.Name switch
        {
            "String.stringContains" or "String.startsWith" or "String.endsWith" => NeverHolds(call),
            "String.stringSwitch" => Shadowed(call),
            "getManagerUser" or "getManagerAppUser" or "getAssistantUser" or "getAssistantAppUser" => OtherSource(call),
            "isMemberOfGroupName" or "isMemberOfGroup" => Empty(call),
            "Arrays.contains" => CsvValue(call),
            "Groups.contains" or "Groups.startsWith" or "Groups.endsWith" => "This function is for group claims; Okta does not run it in mappings. Use user.getGroups or isMemberOfGroupName.",
            _ => null,
        };
        if (never is not null)
        {
            yield return Warning("never-matches", node.Span, never);
        }
    }

    /// <summary>Whether one side is forced to a letter case that the other, a constant, does not have.</summary>
    public static bool CannotEqual(BoundNode changed, BoundNode constant) =>
        constant is ConstantNode { Value: string text } && ForcedCase(changed) is { } forced && forced(text) != text;

    private static string? NeverHolds(FunctionCallNode call) =>
        call.Written[1] is ConstantNode { Value: string wanted } && ForcedCase(call.Written[0]) is { } forced && forced(wanted) != wanted
            ? $"\"{wanted}\" is not in the letter case that the first argument is changed to, so this is always false."
            : null;

    private static Func<string, string>? ForcedCase(BoundNode node) => (node as FunctionCallNode)?.Function.Name switch
    {
        "String.toLowerCase" or "toLowerCase" => JavaCase.ToLower,
        "String.toUpperCase" or "toUpperCase" => JavaCase.ToUpper,
        _ => null,
    };

    /// <summary>A key that holds an earlier key can never be the first to be found.</summary>
    private static string? Shadowed(FunctionCallNode call)
    {
        string[] keys = [.. call.Written.Skip(2).Where((_, i) => i % 2 == 0).Select(key => (key as ConstantNode)?.Value as string ?? "")];
        for (int later = 1; later < keys.Length; later++)
        {
            string? earlier = keys.Take(later).FirstOrDefault(key => key.Length > 0 && keys[later].Contains(key, StringComparison.Ordinal));
            if (earlier is not null)
            {
                return $"The key \"{keys[later]}\" is never reached: \"{earlier}\" comes before it and is found in the same texts. List \"{keys[later]}\" first.";
            }
        }

        Func<string, string>? forced = ForcedCase(call.Written[0]);
        string? wrong = forced is null ? null : keys.FirstOrDefault(key => forced(key) != key);
        return wrong is null ? null : $"The key \"{wrong}\" is not in the letter case that the input is changed to, so it is never found.";
    }

    private static string? OtherSource(FunctionCallNode call) =>
        call.Written[0] is ConstantNode { Value: string source } && source != "active_directory"
            ? $"\"{source}\" is no source of managers; the only one is \"active_directory\", so this is always null."
            : null;

    private static string? Empty(FunctionCallNode call) =>
        call.Written[0] is ConstantNode { Value: null or "" } ? "No group has an empty name or id, so this is always false." : null;

    private static string? CsvValue(FunctionCallNode call) =>
        call.Written is [{ Types: ValueTypes.Text }, ConstantNode { Value: string value }] && value.Contains(',', StringComparison.Ordinal)
            ? $"An item of comma-separated text holds no comma, so \"{value}\" is never found."
            : null;

    private static ExpressionException? Pattern(SourceSpan span, string pattern)
    {
        try
        {
            Patterns.Validate(pattern);
            return null;
        }
        catch (FunctionException failure)
        {
            return new(failure.Kind, span, failure.Message, failure.Remedy);
        }
    }

    /// <summary>An error in the text that getFilteredGroups takes, shown at its place inside the literal.</summary>
    private static ExpressionException? GroupText(FunctionTable functions, SourceSpan span, Node literal, string inner)
    {
        try
        {
            _ = Expression.Parse(inner).Bind(GroupExpression.Schema, functions);
            return null;
        }
        catch (ExpressionException error)
        {
            // A doubled quote inside the literal would shift the place.
            bool exact = literal is LiteralNode && span.Length == inner.Length + 2;
            SourceSpan place = exact ? new(span.Start + 1 + error.Position, error.Length) : span;
            return new(error.Kind, place, $"In the group expression: {error.Message}", error.Remedy);
        }
    }

    private static ExpressionWarning Warning(string id, SourceSpan span, string message) => new(id, message, span.Start, span.Length);
}

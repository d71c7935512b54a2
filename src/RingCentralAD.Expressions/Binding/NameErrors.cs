namespace RingCentralAD.Expressions;

/// <summary>Names that mean nothing, with the nearest that do.</summary>
internal static class NameErrors
{
    public static ExpressionException UnknownAttribute(SchemaRoot root, string name, SourceSpan span)
    {
        string? nearest = Nearest.Of(name, root.Attributes.Select(attribute => attribute.Name));
        string remedy = nearest is not null ? $"Did you mean {root.Name}.{nearest}? Names are case sensitive." : $"Add the attribute to the schema, or use one that {root.Name} has.";
        return new(ExpressionErrorKind.UnknownAttribute, span, $"{root.Name} has no attribute '{name}'.", remedy);
    }

    public static ExpressionException UnknownName(ExpressionSchema schema, FunctionTable functions, NameNode node)
    {
        if (functions.Find(node.Name) is { } function)
        {
            return FunctionWithoutArguments(functions, node.Span, function.Name);
        }

        IEnumerable<string> bare = schema.BareRoot?.Attributes.Select(attribute => attribute.Name) ?? [];
        string? nearest = Nearest.Of(node.Name, schema.RootNames.Concat(bare));
        string remedy = nearest is not null ? $"Did you mean {nearest}?"
            : functions.HasNamespace(node.Name) ? $"Name one of its functions: {node.Name}. and Tab."
            : $"Put text in quotes: \"{node.Name}\". {Roots(schema)}";
        return new(ExpressionErrorKind.UnknownAttribute, node.Span, $"There is no '{node.Name}'.", remedy);
    }

    public static ExpressionException UnknownFunction(FunctionTable functions, CallNode call, string name)
    {
        string? nearest = Nearest.Of(name, functions.Functions.Select(function => function.Name))
            ?? Nearest.Of(call.Name, functions.Functions.Select(function => function.Name));
        return new(ExpressionErrorKind.UnknownFunction, Place(call, name), $"There is no function {name}.", nearest is null ? "docs/mapping-language.md lists the functions; Tab completes them." : $"Did you mean {functions.Find(nearest)!.Signature}?");
    }

    /// <summary>A Java method on a value; the classic language has functions instead (section 9, decision 13).</summary>
    public static ExpressionException MethodOnValue(FunctionTable functions, CallNode call)
    {
        string target = call.Name switch
        {
            "length" => "String.len",
            "contains" => "String.stringContains",
            "trim" or "strip" => "String.trim",
            "size" => "Arrays.size",
            "isEmpty" => "Arrays.isEmpty",
            "get" => "Arrays.get",
            "toInteger" => "Convert.toInt",
            "toNumber" => "Convert.toNum",
            _ => functions.Find("String." + call.Name)?.Name ?? functions.Find("Arrays." + call.Name)?.Name ?? functions.Find(call.Name)?.Name ?? "",
        };
        string remedy = target.Length > 0 ? $"Write {functions.Find(target)?.Signature ?? target} instead." : "Use one of the language's functions, such as String.toLowerCase(x).";
        return new(ExpressionErrorKind.UnknownFunction, call.NameSpan, $"Methods on values (.{call.Name}()) are not in the language.", remedy);
    }

    public static ExpressionException WrongArity(FunctionDefinition function, CallNode call)
    {
        string given = call.Arguments.Count == 1 ? "1 is" : $"{call.Arguments.Count} are";
        return new(ExpressionErrorKind.Arity, Place(call, function.Name), $"{function.Name} takes {function.Takes()}; {given} given.", $"Its signature is {function.Signature}.");
    }

    public static ExpressionException FunctionWithoutArguments(FunctionTable functions, SourceSpan span, string name)
    {
        string? known = functions.Find(name)?.Signature;
        string? nearest = known is null ? Nearest.Of(name, functions.Functions.Select(function => function.Name)) : null;
        string? remedy = known is not null ? $"Call it: {known}." : nearest is not null ? $"Did you mean {functions.Find(nearest)!.Signature}?" : null;
        return new(ExpressionErrorKind.UnknownAttribute, span, $"{name} is no attribute.", remedy);
    }

    public static ExpressionException NoAttributes(SourceSpan span, string name, ValueTypes types) =>
        new(ExpressionErrorKind.UnknownAttribute, span, $".{name} asks for an attribute of {ValueTypeNames.Describe(types)}, which has none.");

    private static string Roots(ExpressionSchema schema) => schema.Roots.Count > 0
        ? $"The roots are {string.Join(", ", schema.Roots.Select(root => root.Name))}."
        : schema.RootsRemedy ?? "There are no roots here.";

    private static SourceSpan Place(CallNode call, string name) =>
        call.Target is NameNode target && name.Contains('.', StringComparison.Ordinal) ? target.Span.To(call.NameSpan) : call.NameSpan;
}

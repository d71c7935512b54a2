namespace RingCentralAD.Expressions;

/// <summary>Completes roots, attributes and functions while an expression is being typed.</summary>
public static class ExpressionCompletion
{
    /// <summary>What could stand at a place: the expression may be unfinished or wrong elsewhere.</summary>
    /// <param name="text">The expression so far.</param>
    /// <param name="position">Where the cursor is, 0 to the text's length.</param>
    /// <param name="schema">The roots and attributes there are.</param>
    /// <param name="functions">The functions there are; the standard ones where left out.</param>
    public static IReadOnlyList<CompletionItem> At(string text, int position, ExpressionSchema schema, FunctionTable? functions = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, text.Length);
        CompletionPlace place = CompletionPlace.Find(text, position);
        FunctionTable table = functions ?? FunctionTable.Standard;
        return place.InText ? []
            : place.Owner is null ? [.. Starts(place, schema, table)]
            : [.. After(place, schema, table)];
    }

    private static IEnumerable<CompletionItem> Starts(CompletionPlace place, ExpressionSchema schema, FunctionTable functions)
    {
        IEnumerable<CompletionItem> roots = schema.RootNames.Where(place.Begins).Order(StringComparer.Ordinal)
            .Select(name => place.Item(name, CompletionKind.Root, $"The attributes of {schema.FindRoot(name)!.Name}"));
        IEnumerable<CompletionItem> bare = schema.BareRoot is { } root ? Attributes(place, root).Where(item => !item.Text.StartsWith('[')) : [];
        IEnumerable<CompletionItem> namespaces = functions.Namespaces.Where(place.Begins).Order(StringComparer.Ordinal)
            .Select(name => place.Item(name, CompletionKind.Namespace, $"The {name} functions"));
        IEnumerable<CompletionItem> plain = functions.Functions.Where(function => function.Namespace is null && place.Begins(function.Name))
            .Select(function => Function(place, function, function.Name));
        return [.. roots, .. bare, .. namespaces, .. plain];
    }

    private static IEnumerable<CompletionItem> After(CompletionPlace place, ExpressionSchema schema, FunctionTable functions)
    {
        IEnumerable<CompletionItem> attributes = schema.FindRoot(place.Owner!) is { } root ? Attributes(place, root) : [];
        IEnumerable<CompletionItem> calls = functions.Functions.Where(function => function.Namespace == place.Owner && place.Begins(Tail(function)))
            .Select(function => Function(place, function, Tail(function)));
        return [.. attributes, .. calls];
    }

    private static IEnumerable<CompletionItem> Attributes(CompletionPlace place, SchemaRoot root) => root.Attributes
        .Where(attribute => place.Begins(attribute.Name))
        .Select(attribute => IsName(attribute.Name)
            ? place.Item(attribute.Name, CompletionKind.Attribute, Describe(attribute))
            : place.Bracketed($"['{attribute.Name.Replace("'", "''", StringComparison.Ordinal)}']", Describe(attribute)));

    private static CompletionItem Function(CompletionPlace place, FunctionDefinition function, string name) =>
        place.Item(name + "(", CompletionKind.Function, $"{function.Signature}\n{function.Meaning}");

    private static string Describe(SchemaAttribute attribute) =>
        attribute.Description ?? ValueTypeNames.Describe(attribute.Types == ValueTypes.Any ? ValueTypes.None : attribute.Types);

    private static string Tail(FunctionDefinition function) => function.Name[(function.Namespace!.Length + 1)..];

    private static bool IsName(string name) => name.Length > 0 && Lexer.IsNameStart(name[0]) && name.All(Lexer.IsNamePart);
}

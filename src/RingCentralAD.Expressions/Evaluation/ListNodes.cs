namespace RingCentralAD.Expressions;

internal sealed class ListValueNode(SourceSpan span, BoundNode[] items) : BoundNode(span, ValueTypes.List)
{
    public override int Weight { get; } = 1 + items.Sum(item => item.Weight);

    public override object Evaluate(EvaluationContext context)
    {
        var list = new object?[items.Length];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = items[i].Evaluate(context);
        }

        return list;
    }
}

internal sealed class MapValueNode(SourceSpan span, (string Key, BoundNode Value)[] entries) : BoundNode(span, ValueTypes.Profile)
{
    public IReadOnlyList<(string Key, BoundNode Value)> Entries => entries;

    public override int Weight { get; } = 1 + entries.Sum(entry => entry.Value.Weight);

    public override object Evaluate(EvaluationContext context)
    {
        var map = new Dictionary<string, object?>(entries.Length, StringComparer.Ordinal);
        foreach ((string key, BoundNode value) in entries)
        {
            map[key] = value.Evaluate(context);
        }

        return map;
    }
}

/// <summary><c>target[index]</c>: an element of a list, a character of a text, an attribute of a profile.</summary>
internal sealed class IndexValueNode(SourceSpan span, BoundNode target, BoundNode index) : BoundNode(span, ValueTypes.Any)
{
    public override int Weight => target.Weight + index.Weight + 1;

    public override object? Evaluate(EvaluationContext context)
    {
        object? value = target.Evaluate(context);
        object? at = index.Evaluate(context);
        try
        {
            return value switch
            {
                null => throw new FunctionException("What stands before [ ] is null.", "Test it first: (x != null ? x[0] : null)."),
                IReadOnlyList<object?> list => Element(list, at),
                string text => Character(text, at),
                IAttributeSource or IReadOnlyDictionary<string, object?> => Attribute(value, at),
                _ => throw new FunctionException($"[ ] does not work on {ValueTypeNames.DescribeValue(value)}."),
            };
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
    }

    public static object? Element(IReadOnlyList<object?> list, object? at)
    {
        int position = Coerce.ToInteger(at);
        return (uint)position < (uint)list.Count
            ? list[position]
            : throw new FunctionException($"The list has {list.Count} {(list.Count == 1 ? "element" : "elements")}; there is no element {position} (the first is 0).");
    }

    private static string Character(string text, object? at)
    {
        int position = Coerce.ToInteger(at);
        return (uint)position < (uint)text.Length
            ? text[position].ToString()
            : throw new FunctionException($"The text has {text.Length} {(text.Length == 1 ? "character" : "characters")}; there is no character {position} (the first is 0).");
    }

    private object? Attribute(object value, object? at)
    {
        string name = Coerce.ToText(at) ?? throw new FunctionException("The name in [ ] is null.");
        if (Members.TryGet(value, name, out object? found))
        {
            return found;
        }

        // A map written in the expression gives null for a key it has not; a profile's names are checked.
        return value is IReadOnlyDictionary<string, object?> ? null : throw NodeErrors.NoSuchMember(Span, name, value);
    }
}

/// <summary><c>list.![body]</c>: the body for each element.</summary>
internal sealed class ProjectionValueNode(SourceSpan span, BoundNode target, BoundNode body, bool nullSafe) : BoundNode(span, ValueTypes.List | (nullSafe ? ValueTypes.Null : ValueTypes.None))
{
    public override int Weight => target.Weight + body.Weight + 1;

    public override object? Evaluate(EvaluationContext context)
    {
        object? value = target.Evaluate(context);
        if (value is not IReadOnlyList<object?> list)
        {
            return value is null && nullSafe ? null : throw NodeErrors.Type(Span, $".![ ] needs a list, not {ValueTypeNames.DescribeValue(value)}.", value is null ? "Use ?.![ ] to get null instead." : null);
        }

        Charge(context, (long)list.Count * body.Weight);
        object? outer = context.Element;
        var results = new object?[list.Count];
        for (int i = 0; i < results.Length; i++)
        {
            context.Element = list[i];
            results[i] = body.Evaluate(context);
        }

        context.Element = outer;
        return results;
    }

    private void Charge(EvaluationContext context, long steps)
    {
        try
        {
            context.Charge(steps);
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
    }
}

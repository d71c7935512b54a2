namespace RingCentralAD.Expressions;

internal sealed class ConstantNode(SourceSpan span, object? value) : BoundNode(span, ValueTypeNames.Of(value))
{
    public object? Value { get; } = value;

    public override object? Evaluate(EvaluationContext context) => Value;
}

/// <summary>An attribute, by root and slot.</summary>
internal sealed class AttributeNode(SourceSpan span, SchemaRoot root, SchemaAttribute attribute, ValueTypes types) : BoundNode(span, types)
{
    private readonly int _root = root.Index;
    private readonly int _slot = attribute.Slot;

    public SchemaRoot Root { get; } = root;

    public SchemaAttribute Attribute { get; } = attribute;

    public bool Reads(AttributeNode other) => _root == other._root && _slot == other._slot;

    public override object? Evaluate(EvaluationContext context)
    {
        object?[]? values = context.Profiles[_root];
        if (values is null)
        {
            throw NodeErrors.AttributeOfNull(Span, Attribute.Name, Root.Name);
        }

        return (uint)_slot < (uint)values.Length ? values[_slot] : null;
    }
}

/// <summary><c>root?.name</c>: null where the whole profile is missing.</summary>
internal sealed class SafeAttributeNode(SourceSpan span, SchemaRoot root, SchemaAttribute attribute, ValueTypes types) : BoundNode(span, types)
{
    public override object? Evaluate(EvaluationContext context) =>
        context.Profiles[root.Index] is { } values && attribute.Slot < values.Length ? values[attribute.Slot] : null;
}

/// <summary>Comes before an unknown attribute in a deferred error: a profile that is missing altogether is the error to tell first.</summary>
internal sealed class MissingProfileNode(SourceSpan span, SchemaRoot root, string name) : BoundNode(span, ValueTypes.Null)
{
    public override object? Evaluate(EvaluationContext context) =>
        context.Profiles[root.Index] is null ? throw NodeErrors.AttributeOfNull(Span, name, root.Name) : null;
}

/// <summary>A root by itself: something to compare with null or to index by name.</summary>
internal sealed class RootNode(SourceSpan span, SchemaRoot root) : BoundNode(span, ValueTypes.Profile | ValueTypes.Null)
{
    public SchemaRoot Root { get; } = root;

    public override object? Evaluate(EvaluationContext context) =>
        context.Profiles[Root.Index] is { } values ? new ProfileValue(Root, values) : null;
}

/// <summary><c>target.name</c> where the target is only known at evaluation: a manager, a group, a nested object.</summary>
internal sealed class MemberValueNode(SourceSpan span, BoundNode target, string name, bool nullSafe) : BoundNode(span, ValueTypes.Any)
{
    public BoundNode Target { get; } = target;

    public string Name { get; } = name;

    public override int Weight => Target.Weight + 1;

    public override object? Evaluate(EvaluationContext context)
    {
        object? value = Target.Evaluate(context);
        if (value is null)
        {
            return nullSafe ? null : throw NodeErrors.AttributeOfNull(Span, Name, null);
        }

        return Members.TryGet(value, Name, out object? found) ? found : throw NodeErrors.NoSuchMember(Span, Name, value);
    }
}

/// <summary>A name inside .![ ]: an attribute of the element, or else a root of the schema.</summary>
internal sealed class ElementNameNode(SourceSpan span, string name, BoundNode? outside) : BoundNode(span, ValueTypes.Any)
{
    public override object? Evaluate(EvaluationContext context)
    {
        object? element = context.Element;
        if (element is not null && Members.TryGet(element, name, out object? found))
        {
            return found;
        }

        return outside is not null ? outside.Evaluate(context)
            : element is null ? throw NodeErrors.AttributeOfNull(Span, name, null)
            : throw NodeErrors.NoSuchMember(Span, name, element);
    }
}

/// <summary>An error of the expression that is only an error if evaluation comes here; arguments are evaluated before it, as SpEL does.</summary>
internal sealed class DeferredErrorNode(ExpressionException error, IReadOnlyList<BoundNode> before) : BoundNode(error.Span, ValueTypes.Any)
{
    public override object? Evaluate(EvaluationContext context)
    {
        foreach (BoundNode node in before)
        {
            node.Evaluate(context);
        }

        throw new ExpressionException(error.Kind, error.Span, error.Message, error.Remedy);
    }
}

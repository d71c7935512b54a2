namespace RingCentralAD.Expressions;

/// <summary>Roots, attributes and what stands after a dot.</summary>
internal sealed partial class Binder
{
    private BoundNode BindName(NameNode node)
    {
        if (_projections > 0)
        {
            return new ElementNameNode(node.Span, node.Name, Outside(node));
        }

        if (schema.FindRoot(node.Name) is { } root)
        {
            return BindRoot(node.Span, root);
        }

        return schema.BareRoot?.Find(node.Name) is not null
            ? BindAttribute(node.Span, node.Span, schema.BareRoot, node.Name)
            : Refuse(NameErrors.UnknownName(schema, functions, node));
    }

    /// <summary>What a name inside .![ ] means where the element has no such attribute.</summary>
    private BoundNode? Outside(NameNode node) =>
        schema.FindRoot(node.Name) is { } root ? BindRoot(node.Span, root)
        : schema.BareRoot?.Find(node.Name) is not null ? BindAttribute(node.Span, node.Span, schema.BareRoot, node.Name)
        : null;

    private BoundNode BindMember(MemberNode node)
    {
        if (_projections == 0 && Unwrap(node.Target) is NameNode name)
        {
            if (schema.FindRoot(name.Name) is { } root)
            {
                return BindAttribute(node.Span, node.NameSpan, root, node.Name, node.NullSafe);
            }

            if (functions.HasNamespace(name.Name) && schema.BareRoot?.Find(name.Name) is null)
            {
                return Refuse(NameErrors.FunctionWithoutArguments(functions, node.Span, $"{name.Name}.{node.Name}"));
            }
        }

        if (!_members.Contains(node.Name))
        {
            _members.Add(node.Name);
        }

        return new MemberValueNode(node.Span, Bind(node.Target), node.Name, node.NullSafe) is var member && Impossible(member) is { } error
            ? Refuse(error, member.Target)
            : member;
    }

    /// <summary>A text or a number has no attributes, whatever its value.</summary>
    private static ExpressionException? Impossible(MemberValueNode member)
    {
        ValueTypes types = member.Target.Types & ~ValueTypes.Null;
        return types != ValueTypes.None && (types & ValueTypes.Profile) == 0
            ? NameErrors.NoAttributes(member.Span, member.Name, types)
            : null;
    }

    private BoundNode BindAttribute(SourceSpan span, SourceSpan nameSpan, SchemaRoot root, string name, bool nullSafe = false)
    {
        WarnOfName(root, name, nameSpan);
        if (root.FindOrAdd(name) is not { } attribute)
        {
            ExpressionException unknown = NameErrors.UnknownAttribute(root, name, nameSpan);
            return nullSafe && schema.DefersErrors
                ? new MemberValueNode(nameSpan, new RootNode(span, root), name, true)
                : Refuse(unknown, new MissingProfileNode(span, root, name));
        }

        Refer(root, name);

        ValueTypes types = _facts.IsNotNull(root, attribute) ? attribute.AllTypes & ~ValueTypes.Null : attribute.AllTypes;
        return nullSafe
            ? new SafeAttributeNode(span, root, attribute, types | ValueTypes.Null)
            : new AttributeNode(span, root, attribute, types);
    }

    /// <summary>A whole profile as a value: which of its attributes are read is only known at evaluation.</summary>
    private RootNode BindRoot(SourceSpan span, SchemaRoot root)
    {
        Refer(root, AttributeReference.AnyAttribute);
        return new RootNode(span, root);
    }

    private void Refer(SchemaRoot root, string attribute)
    {
        var reference = new AttributeReference(root.Name, attribute);
        if (!_references.Contains(reference))
        {
            _references.Add(reference);
        }
    }

    /// <summary>An open root takes every name, also one that is a slip of the finger.</summary>
    private void WarnOfName(SchemaRoot root, string name, SourceSpan span)
    {
        if (root.IsOpen && root.Find(name) is null && Nearest.Of(name, root.Attributes.Select(attribute => attribute.Name)) is { } nearest)
        {
            Warn("unknown-name", span, $"{root.Name}.{name} is not among the known attributes. Did you mean {root.Name}.{nearest}? Names are case sensitive.");
        }
    }
}

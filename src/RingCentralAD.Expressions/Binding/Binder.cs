namespace RingCentralAD.Expressions;

/// <summary>
/// Turns the shape of an expression into something that evaluates itself: attributes become slots, functions become methods.
/// What can never work is refused, in every branch; what often goes wrong is warned about.
/// </summary>
internal sealed partial class Binder(string text, ExpressionSchema schema, FunctionTable functions)
{
    private readonly List<ExpressionWarning> _warnings = [];
    private readonly List<AttributeReference> _references = [];
    private readonly List<FunctionDefinition> _calls = [];
    private readonly List<string> _members = [];
    private NullFacts _facts = NullFacts.None;
    private int _projections;

    public IReadOnlyList<ExpressionWarning> Warnings => _warnings;

    public IReadOnlyList<AttributeReference> References => _references;

    public IReadOnlyList<FunctionDefinition> Calls => _calls;

    public IReadOnlyList<string> Members => _members;

    public BoundNode Bind(Node node) => node switch
    {
        LiteralNode literal => new ConstantNode(literal.Span, literal.Value),
        NameNode name => BindName(name),
        MemberNode member => BindMember(member),
        CallNode call => BindCall(call),
        ParenthesesNode parentheses => Bind(parentheses.Inner),
        ChainNode chain => BindChain(chain),
        BinaryNode binary => BindBinary(binary),
        UnaryNode unary => BindUnary(unary),
        ConditionalNode conditional => BindConditional(conditional),
        ElvisNode elvis => BindElvis(elvis),
        ListNode list => BindList(list),
        MapNode map => new MapValueNode(map.Span, [.. map.Entries.Select(entry => (entry.Key, Bind(entry.Value)))]),
        IndexNode index => BindIndex(index),
        ProjectionNode projection => BindProjection(projection),
        _ => throw new InvalidOperationException($"The binder does not know {node.GetType().Name}."),
    };

    private BoundNode BindList(ListNode list)
    {
        BoundNode[] items = [.. list.Items.Select(Bind)];
        return items.All(item => item is ConstantNode)
            ? new ConstantNode(list.Span, items.Select(item => ((ConstantNode)item).Value).ToArray())
            : new ListValueNode(list.Span, items);
    }

    private BoundNode BindConditional(ConditionalNode node)
    {
        BoundNode condition = BindCondition(node.Condition);
        NullFacts before = _facts;
        (NullFacts whenTrue, NullFacts whenFalse) = NullFacts.Of(condition);

        _facts = before.And(whenTrue);
        BoundNode then = Bind(node.Then);
        _facts = before.And(whenFalse);
        BoundNode otherwise = Bind(node.Else);
        _facts = before;

        WarnOfElse(node);
        return condition is NullTestNode { Operand: AttributeNode tested } test && (test.IsNull ? otherwise : then) is AttributeNode same && same.Reads(tested)
            ? new CoalesceNode(node.Span, same, test.IsNull ? then : otherwise)
            : new ChoiceNode(node.Span, condition, then, otherwise);
    }

    private ElvisValueNode BindElvis(ElvisNode node)
    {
        BoundNode value = Bind(node.Value);
        return new ElvisValueNode(node.Span, value, Bind(node.Fallback));
    }

    private BoundNode BindIndex(IndexNode node)
    {
        // user['cost center']: a profile's attribute by a name that is no identifier.
        if (node.Index is LiteralNode { Value: string name } && Unwrap(node.Target) is NameNode root && schema.FindRoot(root.Name) is { } found)
        {
            return BindAttribute(node.Span, node.Index.Span, found, name);
        }

        BoundNode target = Bind(node.Target);
        return new IndexValueNode(node.Span, target, Bind(node.Index));
    }

    private ProjectionValueNode BindProjection(ProjectionNode node)
    {
        BoundNode target = Bind(node.Target);
        _projections++;
        BoundNode body = Bind(node.Body);
        _projections--;
        return new ProjectionValueNode(node.Span, target, body, node.NullSafe);
    }

    /// <summary>(user).email is user.email.</summary>
    private static Node Unwrap(Node? node)
    {
        while (node is ParenthesesNode parentheses)
        {
            node = parentheses.Inner;
        }

        return node!;
    }

    /// <summary>Refuses at once, or leaves the error to be met by evaluation, as the schema says.</summary>
    private DeferredErrorNode Refuse(ExpressionException error, params BoundNode[] before) =>
        schema.DefersErrors ? new DeferredErrorNode(error, before) : throw error;

    private void Warn(string id, SourceSpan span, string message) => _warnings.Add(new(id, message, span.Start, span.Length));
}

namespace RingCentralAD.Expressions;

/// <summary>A parsed expression of the mapping language: parsed once, evaluated for many people.</summary>
public sealed class Expression
{
    private readonly Node _root;

    private Expression(string text, Node root)
    {
        Text = text;
        _root = root;
        References = [.. Walk(root).OfType<MemberNode>().Where(member => member.Target is NameNode).Select(member => (((NameNode)member.Target).Name, member.Name)).Distinct()];
        BareNames = [.. Bare(root).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>The attributes it names, with their roots.</summary>
    public IReadOnlyList<(string Root, string Attribute)> References { get; }

    /// <summary>Names without a root: attributes of the source profile.</summary>
    public IReadOnlyList<string> BareNames { get; }

    /// <summary>Whether it is one literal, whatever the person.</summary>
    public bool IsLiteral => _root is LiteralNode;

    /// <summary>Parses a text; throws <see cref="ExpressionException"/> (Syntax, Limit).</summary>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Expression(text, Parser.Parse(text));
    }

    /// <summary>The value: null, text, a Boolean, int, long, double or a list of these. Throws <see cref="ExpressionException"/>.</summary>
    public object? Evaluate(IScope scope, FunctionTable? functions = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new Evaluator(scope, functions ?? FunctionTable.Standard).Evaluate(_root);
    }

    /// <summary>Refuses functions that do not exist or have a wrong number of arguments, in branches not taken too.</summary>
    public void CheckFunctions(FunctionTable? functions = null)
    {
        foreach (CallNode call in Walk(_root).OfType<CallNode>())
        {
            Evaluator.Resolve(call, functions ?? FunctionTable.Standard);
        }
    }

    /// <summary>Where an attribute is named; for errors.</summary>
    public (int Position, int Length) PlaceOf(string root, string attribute) =>
        Walk(_root).OfType<MemberNode>().Where(member => member.Target is NameNode name && name.Name == root && member.Name == attribute)
            .Select(member => (member.Position, member.Length)).FirstOrDefault();

    /// <inheritdoc />
    public override string ToString() => Text;

    private static IEnumerable<Node> Walk(Node node) => Children(node).SelectMany(Walk).Prepend(node);

    private static IEnumerable<string> Bare(Node node) => node switch
    {
        NameNode name => [name.Name],
        MemberNode { Target: NameNode } => [],
        CallNode { Target: NameNode } call => call.Arguments.SelectMany(Bare),
        _ => Children(node).SelectMany(Bare),
    };

    private static IEnumerable<Node> Children(Node node) => node switch
    {
        MemberNode member => [member.Target],
        IndexNode index => [index.Target, index.Index],
        CallNode call => call.Target is null ? call.Arguments : [call.Target, .. call.Arguments],
        ListNode list => list.Items,
        UnaryNode unary => [unary.Operand],
        BinaryNode binary => [binary.Left, binary.Right],
        ConditionNode condition => [condition.Condition, condition.Then, condition.Else],
        ElvisNode elvis => [elvis.Value, elvis.Fallback],
        _ => [],
    };
}

namespace RingCentralAD.Expressions;

/// <summary>A part of a parsed expression.</summary>
internal abstract record Node(int Position, int Length);

internal sealed record LiteralNode(object? Value, int Position, int Length) : Node(Position, Length);

internal sealed record NameNode(string Name, int Position, int Length) : Node(Position, Length);

internal sealed record MemberNode(Node Target, string Name, bool NullSafe, int Position, int Length) : Node(Position, Length);

internal sealed record IndexNode(Node Target, Node Index, int Position, int Length) : Node(Position, Length);

internal sealed record CallNode(Node? Target, string Name, IReadOnlyList<Node> Arguments, int Position, int Length) : Node(Position, Length);

internal sealed record ListNode(IReadOnlyList<Node> Items, int Position, int Length) : Node(Position, Length);

internal sealed record UnaryNode(string Operator, Node Operand, int Position, int Length) : Node(Position, Length);

internal sealed record BinaryNode(string Operator, Node Left, Node Right, int Position, int Length) : Node(Position, Length);

internal sealed record ConditionNode(Node Condition, Node Then, Node Else, int Position, int Length) : Node(Position, Length);

internal sealed record ElvisNode(Node Value, Node Fallback, int Position, int Length) : Node(Position, Length);

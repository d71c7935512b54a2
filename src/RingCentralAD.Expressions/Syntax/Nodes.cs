namespace RingCentralAD.Expressions;

/// <summary>What the parser builds: the shape of an expression, before any name has a meaning.</summary>
internal abstract record Node(SourceSpan Span);

internal sealed record LiteralNode(SourceSpan Span, object? Value) : Node(Span);

internal sealed record NameNode(SourceSpan Span, string Name) : Node(Span);

internal sealed record ListNode(SourceSpan Span, IReadOnlyList<Node> Items) : Node(Span);

internal sealed record MapNode(SourceSpan Span, IReadOnlyList<MapEntry> Entries) : Node(Span);

internal sealed record MapEntry(string Key, Node Value);

/// <summary>Brackets around an expression; kept because the warnings ask whether they are there.</summary>
internal sealed record ParenthesesNode(SourceSpan Span, Node Inner) : Node(Span);

internal sealed record MemberNode(SourceSpan Span, Node Target, string Name, SourceSpan NameSpan, bool NullSafe) : Node(Span);

/// <summary><c>name(…)</c> where <paramref name="Target"/> is null, else <c>target.name(…)</c>.</summary>
internal sealed record CallNode(SourceSpan Span, Node? Target, string Name, SourceSpan NameSpan, bool NullSafe, IReadOnlyList<Node> Arguments) : Node(Span);

internal sealed record IndexNode(SourceSpan Span, Node Target, Node Index) : Node(Span);

internal sealed record ProjectionNode(SourceSpan Span, Node Target, Node Body, bool NullSafe) : Node(Span);

internal sealed record UnaryNode(SourceSpan Span, UnaryOperator Operator, Node Operand) : Node(Span);

/// <summary>The operators that do not chain: the relational ones and power.</summary>
internal sealed record BinaryNode(SourceSpan Span, BinaryOperator Operator, SourceSpan OperatorSpan, Node Left, Node Right) : Node(Span);

/// <summary>
/// Operators of one rank from left to right: operand 0, link 0, operand 1 and so on.
/// One flat node, so that a long sum is not a deep tree.
/// </summary>
internal sealed record ChainNode(SourceSpan Span, IReadOnlyList<Node> Operands, IReadOnlyList<ChainLink> Links) : Node(Span);

internal readonly record struct ChainLink(BinaryOperator Operator, SourceSpan Span);

internal sealed record ConditionalNode(SourceSpan Span, Node Condition, Node Then, Node Else) : Node(Span);

internal sealed record ElvisNode(SourceSpan Span, Node Value, Node Fallback) : Node(Span);

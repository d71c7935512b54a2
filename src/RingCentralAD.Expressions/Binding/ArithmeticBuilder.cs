namespace RingCentralAD.Expressions;

/// <summary>Gathers operators of one rank into as few nodes as possible: joins of texts apart from arithmetic.</summary>
internal sealed class ArithmeticBuilder(SourceSpan start, BoundNode first)
{
    private BoundNode _value = first;
    private SourceSpan _span = start;
    private List<BoundNode>? _parts;
    private List<(BinaryOperator Operator, SourceSpan Span, BoundNode Operand)>? _links;
    private int _depth;

    /// <summary>What the chain so far may give.</summary>
    public ValueTypes Types { get; private set; } = first.Types;

    /// <summary>The part that a following + touches: the value so far, or nothing new where it is a join already.</summary>
    public BoundNode? Last => _parts is null && _links is null && _depth == 0 ? _value : null;

    public void Add(ChainLink link, BoundNode operand)
    {
        ValueTypes result = ArithmeticTypes.Of(link.Operator, Types, operand.Types);
        if (link.Operator == BinaryOperator.Add && (Types == ValueTypes.Text || operand.Types == ValueTypes.Text))
        {
            EndLinks();
            _parts ??= _value is JoinNode join ? [.. join.Parts] : [_value];
            _parts.AddRange(operand is JoinNode inner ? inner.Parts : [operand]);
        }
        else
        {
            EndParts();
            (_links ??= []).Add((link.Operator, link.Span, operand));
        }

        Types = result;
        _span = _span.To(operand.Span);
    }

    public BoundNode Build()
    {
        EndParts();
        EndLinks();
        return _value;
    }

    private void EndParts()
    {
        if (_parts is not null)
        {
            Deepen();
            _value = new JoinNode(_span, [.. _parts]);
            _parts = null;
        }
    }

    private void EndLinks()
    {
        if (_links is not null)
        {
            Deepen();
            _value = new ArithmeticNode(_span, Types, _value, [.. _links]);
            _links = null;
        }
    }

    private void Deepen()
    {
        if (++_depth > Limits.Nesting)
        {
            throw new ExpressionException(ExpressionErrorKind.Limit, _span, "This sum changes too often between text and numbers.", "Put parentheses around its parts.");
        }
    }
}

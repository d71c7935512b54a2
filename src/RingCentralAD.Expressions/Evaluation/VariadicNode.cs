namespace RingCentralAD.Expressions;

/// <summary>The arguments that a params parameter takes together.</summary>
internal sealed class VariadicNode(SourceSpan span, BoundNode[] items) : BoundNode(span, ValueTypes.List)
{
    // Arguments that never change need no new array for each person.
    private readonly bool _constant = items.All(item => item is ConstantNode);
    private string?[]? _texts;

    public IReadOnlyList<BoundNode> Items => items;

    public override int Weight { get; } = 1 + items.Sum(item => item.Weight);

    public override object Evaluate(EvaluationContext context) => Values(context);

    public string?[] Texts(EvaluationContext context)
    {
        if (_constant && _texts is not null)
        {
            return _texts;
        }

        var texts = new string?[items.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = items[i].EvaluateText(context);
        }

        return _constant ? _texts = texts : texts;
    }

    public object?[] Values(EvaluationContext context)
    {
        var values = new object?[items.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = items[i].Evaluate(context);
        }

        return values;
    }
}

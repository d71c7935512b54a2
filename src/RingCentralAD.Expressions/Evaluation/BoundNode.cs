namespace RingCentralAD.Expressions;

/// <summary>A part of an expression whose names have been found: it evaluates itself.</summary>
internal abstract class BoundNode(SourceSpan span, ValueTypes types)
{
    public SourceSpan Span { get; } = span;

    /// <summary>What it may give, as far as that is known before evaluation.</summary>
    public ValueTypes Types { get; } = types;

    /// <summary>How many parts it has, itself included: what one more evaluation of it costs in steps.</summary>
    public virtual int Weight => 1;

    public abstract object? Evaluate(EvaluationContext context);

    /// <summary>Its value as text, null where it is null.</summary>
    public virtual string? EvaluateText(EvaluationContext context)
    {
        object? value = Evaluate(context);
        return value is null or string ? (string?)value : Located(this, value, static v => Coerce.ToText(v));
    }

    /// <summary>Its value as a condition.</summary>
    public virtual bool EvaluateCondition(EvaluationContext context)
    {
        object? value = Evaluate(context);
        return value is bool truth ? truth : Located(this, value, static v => Coerce.ToBoolean(v));
    }

    protected bool MayBe(ValueTypes types) => (Types & types) != 0;

    protected ExpressionException Failure(FunctionException failure) => new(failure.Kind, Span, failure.Message, failure.Remedy, failure);

    private static T Located<T>(BoundNode node, object? value, Func<object?, T> convert)
    {
        try
        {
            return convert(value);
        }
        catch (FunctionException failure)
        {
            throw node.Failure(failure);
        }
    }
}

namespace RingCentralAD.Expressions;

/// <summary>What trying an expression out gives: a value, or an error.</summary>
/// <param name="Value">The value; null where there is an error, and where the value is null.</param>
/// <param name="Error">The error; null where there is a value.</param>
/// <param name="Warnings">What often goes wrong and is met in the expression.</param>
public sealed record ExpressionResult(object? Value, ExpressionException? Error, IReadOnlyList<ExpressionWarning> Warnings)
{
    /// <summary>The kind of error as the reference spells it (<c>unknown-attribute</c>); null where there is a value.</summary>
    public string? ErrorKind => Error?.Kind.ToName();

    /// <summary>Where the error is, 0-based.</summary>
    public int? Position => Error?.Position;

    /// <summary>How many UTF-16 units it covers.</summary>
    public int? Length => Error?.Length;

    /// <summary>The error in words.</summary>
    public string? Message => Error?.Message;

    /// <summary>Its likely cure.</summary>
    public string? Remedy => Error?.Remedy;
}

/// <summary>Tries expressions out against a context written as JSON (reference, section 10); no hub is needed.</summary>
public static class ExpressionJson
{
    /// <summary>
    /// The value of an expression, or its error. The names in the context are the schema; what evaluation does not reach is not complained of.
    /// </summary>
    /// <param name="expression">The expression.</param>
    /// <param name="contextJson">The context.</param>
    /// <param name="time">The clock of Time.now, unless the context says <c>now</c>.</param>
    /// <param name="functions">The functions; the language's own where none are given.</param>
    /// <param name="rootsRemedy">How the caller is given a context: what a name is told where the context has no profile at all.</param>
    /// <exception cref="ArgumentException">The context is no JSON object of profiles.</exception>
    public static ExpressionResult Evaluate(string expression, string contextJson, TimeProvider? time = null, FunctionTable? functions = null, string? rootsRemedy = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(contextJson);
        EvaluationContext context = JsonContext.Read(contextJson, time, rootsRemedy).Context;
        if (!Expression.TryParse(expression, out Expression? parsed, out ExpressionException? error))
        {
            return new(null, error, []);
        }

        try
        {
            BoundExpression bound = parsed.Bind(context.Schema, functions);
            return bound.TryEvaluate(context, out object? value, out error) ? new(value, null, bound.Warnings) : new(null, error, bound.Warnings);
        }
        catch (ExpressionException problem)
        {
            return new(null, problem, []);
        }
    }
}

namespace RingCentralAD.Expressions;

/// <summary>The one error of the mapping language: what is wrong, where, and what would cure it.</summary>
public sealed class ExpressionException : Exception
{
    internal ExpressionException(ExpressionErrorKind kind, SourceSpan span, string message, string? remedy = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Span = span;
        Remedy = remedy;
    }

    /// <summary>The kind of error.</summary>
    public ExpressionErrorKind Kind { get; }

    /// <summary>Where it begins in the expression, 0-based, in UTF-16 units; the expression's length where something is missing at its end.</summary>
    public int Position => Span.Start;

    /// <summary>How many UTF-16 units it covers; 0 at the end of the expression.</summary>
    public int Length => Span.Length;

    /// <summary>What is likely to cure it, as one sentence; null where nothing better than the message is known.</summary>
    public string? Remedy { get; }

    /// <summary>The expression, where it is known.</summary>
    public string? Expression { get; private set; }

    internal SourceSpan Span { get; }

    /// <summary>The line of the expression, a caret line under the place, the message and the remedy.</summary>
    /// <param name="withRemedy">False where the remedy is shown in a place of its own.</param>
    public string ToDisplay(bool withRemedy = true) => CaretDisplay.Render(Expression, Span, Message, withRemedy ? Remedy : null);

    internal ExpressionException In(string expression)
    {
        Expression ??= expression;
        return this;
    }
}

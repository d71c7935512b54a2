namespace RingCentralAD.Expressions;

/// <summary>The one error of the language: what is wrong, where, and what to do.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="position">Where, counted in characters from 0.</param>
    /// <param name="length">How many characters are concerned; at least 1.</param>
    /// <param name="remedy">What to do.</param>
    public ExpressionException(ExpressionErrorKind kind, string message, int position, int length = 1, string? remedy = null)
        : base(message)
    {
        Kind = kind;
        Position = position;
        Length = Math.Max(1, length);
        Remedy = remedy;
    }

    /// <summary>What kind of failure.</summary>
    public ExpressionErrorKind Kind { get; }

    /// <summary>Where, counted in characters from 0.</summary>
    public int Position { get; }

    /// <summary>How many characters are concerned.</summary>
    public int Length { get; }

    /// <summary>What to do; null where nothing sensible can be said.</summary>
    public string? Remedy { get; }

    /// <summary>The message with the expression and a caret under the place.</summary>
    public string ToDisplay(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        int start = Math.Max(0, Math.Min(Position, expression.Length) - 40);
        string line = expression[start..Math.Min(expression.Length, start + 80)].ReplaceLineEndings(" ");
        string caret = new string(' ', Math.Min(Position, expression.Length) - start) + new string('^', Math.Clamp(Length, 1, Math.Max(1, line.Length - (Position - start))));
        return $"{Message}{Environment.NewLine}  {line}{Environment.NewLine}  {caret}";
    }
}

namespace RingCentralAD.Expressions;

/// <summary>What a function throws when it cannot give a value; the language adds the place.</summary>
public sealed class FunctionException : Exception
{
    /// <summary>A failure that becomes a type error at the call.</summary>
    public FunctionException(string message, string? remedy = null)
        : this(ExpressionErrorKind.Type, message, remedy)
    {
    }

    private FunctionException(ExpressionErrorKind kind, string message, string? remedy)
        : base(message)
    {
        Kind = kind;
        Remedy = remedy;
    }

    internal ExpressionErrorKind Kind { get; }

    internal string? Remedy { get; }

    /// <summary>A failure because something is too long or takes too many steps.</summary>
    public static FunctionException Limit(string message, string? remedy = null) => new(ExpressionErrorKind.Limit, message, remedy);

    internal static FunctionException TooLong() =>
        Limit($"The text would have more than {Limits.Show(Limits.TextLength)} characters.", "Shorten what is joined.");

    internal static FunctionException TooMany() =>
        Limit($"The list would have more than {Limits.Show(Limits.ListLength)} elements.", "Shorten the list.");
}

namespace RingCentralAD.Expressions;

/// <summary>The kinds of error of the mapping language (reference, section 7).</summary>
public enum ExpressionErrorKind
{
    /// <summary>The text is no expression of the language.</summary>
    Syntax,

    /// <summary>A root or an attribute that the schema does not have.</summary>
    UnknownAttribute,

    /// <summary>A function that does not exist.</summary>
    UnknownFunction,

    /// <summary>A known function with the wrong number of arguments.</summary>
    Arity,

    /// <summary>A value of the wrong kind: null where a value is needed, text that is no number, a bad index, a bad regular expression.</summary>
    Type,

    /// <summary>Too long, too deep, too many steps.</summary>
    Limit,
}

/// <summary>The names of the kinds as users and files spell them.</summary>
public static class ExpressionErrorKindNames
{
    /// <summary>The spelling of the reference: <c>syntax</c>, <c>unknown-attribute</c>, <c>unknown-function</c>, <c>arity</c>, <c>type</c>, <c>limit</c>.</summary>
    public static string ToName(this ExpressionErrorKind kind) => kind switch
    {
        ExpressionErrorKind.Syntax => "syntax",
        ExpressionErrorKind.UnknownAttribute => "unknown-attribute",
        ExpressionErrorKind.UnknownFunction => "unknown-function",
        ExpressionErrorKind.Arity => "arity",
        ExpressionErrorKind.Type => "type",
        ExpressionErrorKind.Limit => "limit",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

namespace RingCentralAD.Expressions;

/// <summary>The kinds of failure of an expression.</summary>
public enum ExpressionErrorKind
{
    /// <summary>The text is no expression of the language.</summary>
    Syntax,

    /// <summary>A root or attribute that does not exist.</summary>
    UnknownAttribute,

    /// <summary>A function that does not exist.</summary>
    UnknownFunction,

    /// <summary>A known function with a wrong number of arguments.</summary>
    Arity,

    /// <summary>Values that an operator or function cannot take.</summary>
    Type,

    /// <summary>Too long, too deep or too much work.</summary>
    Limit,
}

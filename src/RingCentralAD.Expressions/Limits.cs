using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>What bounds an expression and its evaluation (reference, section 9, decision 12).</summary>
public static class Limits
{
    /// <summary>Longest expression, in UTF-16 units.</summary>
    public const int ExpressionLength = 10_000;

    /// <summary>Longest text an expression or any part of it may give, in UTF-16 units.</summary>
    public const int TextLength = 100_000;

    /// <summary>Most elements a list may have.</summary>
    public const int ListLength = 100_000;

    /// <summary>Levels of brackets, calls, unary operators, branches and dots within one another.</summary>
    public const int Nesting = 200;

    /// <summary>Steps of one evaluation: one for each part, again for each element of a projection, more for regular expressions.</summary>
    public const int Steps = 1_000_000;

    /// <summary>Time one match of a regular expression may take.</summary>
    public static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(250);

    /// <summary>How long one without backtracking may run: its work grows with the text alone, so that only a busy machine makes it wait.</summary>
    public static readonly TimeSpan LinearRegexTime = TimeSpan.FromSeconds(10);

    internal static string Show(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

namespace RingCentralAD.Expressions;

/// <summary>Something that is allowed and is often a mistake.</summary>
/// <param name="Id">A stable name: <c>null-joined</c>, <c>else-takes-plus</c>, <c>never-true</c>, <c>always-true</c>, <c>never-matches</c>, <c>deprecated</c>.</param>
/// <param name="Message">What is the matter, and what to write instead.</param>
/// <param name="Position">Where, 0-based.</param>
/// <param name="Length">How many UTF-16 units it covers.</param>
public sealed record ExpressionWarning(string Id, string Message, int Position, int Length)
{
    /// <summary>The line of the expression, a caret line under the place, and the message.</summary>
    public string ToDisplay(string expression) => CaretDisplay.Render(expression, new(Position, Length), Message, null);
}

namespace RingCentralAD.Expressions;

/// <summary>Errors that evaluation finds, in one place for their wording.</summary>
internal static class NodeErrors
{
    public static ExpressionException AttributeOfNull(SourceSpan span, string name, string? root) => new(
        ExpressionErrorKind.Type,
        span,
        root is null ? $"What stands before .{name} is null, so it has no {name}." : $"There is no {root} profile here, so {root}.{name} has no value.",
        root is null ? $"Use ?.{name} to get null instead." : null);

    public static ExpressionException NoSuchMember(SourceSpan span, string name, object value)
    {
        string what = value is IAttributeSource or IReadOnlyDictionary<string, object?> ? "This profile" : Capital(ValueTypeNames.DescribeValue(value));
        return new(ExpressionErrorKind.UnknownAttribute, span, $"{what} has no attribute '{name}'.");
    }

    public static ExpressionException Type(SourceSpan span, string message, string? remedy = null) =>
        new(ExpressionErrorKind.Type, span, message, remedy);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

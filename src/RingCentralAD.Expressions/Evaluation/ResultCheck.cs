namespace RingCentralAD.Expressions;

/// <summary>What may leave an expression: values, and lists of values within the limits.</summary>
internal static class ResultCheck
{
    public static object Checked(object value, SourceSpan span)
    {
        long length = 0;
        Measure(value, span, ref length, 0);
        return value;
    }

    private static void Measure(object? value, SourceSpan span, ref long length, int depth)
    {
        switch (value)
        {
            case string text:
                length += text.Length;
                break;
            case null or int or long or double or bool:
                length++;
                break;
            case IReadOnlyList<object?> list when depth <= Limits.Nesting:
                for (int i = 0; i < list.Count; i++)
                {
                    Measure(list[i], span, ref length, depth + 1);
                }

                length++;
                break;
            default:
                throw NodeErrors.Type(span, "The result is a profile, not a value.", depth > 0 ? "Take an attribute of each element: .![name]." : "Name one of its attributes.");
        }

        if (length > Limits.TextLength)
        {
            throw new ExpressionException(ExpressionErrorKind.Limit, span, $"The result has more than {Limits.Show(Limits.TextLength)} characters.", "Shorten it with String.substring.");
        }
    }
}

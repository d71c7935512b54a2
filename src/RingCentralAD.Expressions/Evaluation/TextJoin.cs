namespace RingCentralAD.Expressions;

/// <summary>Joining texts, checked against the limit before anything is built. A null part is written <c>null</c>.</summary>
internal static class TextJoin
{
    public static string Two(string? a, string? b)
    {
        a ??= "null";
        b ??= "null";
        Check((long)a.Length + b.Length);
        return string.Concat(a, b);
    }

    public static string Three(string? a, string? b, string? c)
    {
        a ??= "null";
        b ??= "null";
        c ??= "null";
        Check((long)a.Length + b.Length + c.Length);
        return string.Concat(a, b, c);
    }

    public static string Repeat(string text, int times)
    {
        if (times <= 0 || text.Length == 0)
        {
            return "";
        }

        Check((long)text.Length * times);
        return string.Create(text.Length * times, text, static (span, part) =>
        {
            for (int at = 0; at < span.Length; at += part.Length)
            {
                part.CopyTo(span[at..]);
            }
        });
    }

    public static void Check(long length)
    {
        if (length > Limits.TextLength)
        {
            throw FunctionException.TooLong();
        }
    }
}

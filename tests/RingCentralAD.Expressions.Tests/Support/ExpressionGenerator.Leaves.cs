namespace RingCentralAD.Expressions.Tests;

/// <summary>The smallest parts: literals and attributes.</summary>
internal sealed partial class ExpressionGenerator
{
    private static readonly string[] s_texts =
    [
        "\"\"", "\"a\"", "'b'", "\"abc\"", "'yes'", "\"no\"", "\"5\"", "' on '", "\"it's\"", "'It''s'", "\"say \"\"x\"\"\"", "\"\\\"", "'Zoë'", "\"-\"",
        "user.s", "user.t", "user.digits", "user.e", "user.n", "user.s", "user.words[0]",
    ];

    private static readonly string[] s_numbers =
    [
        "0", "1", "2", "3", "7", "10", "2147483647", "5L", "0x1F", "0L", "1.0", "2.5", "0.0", "1e3", "0.001", "1e-5", "9223372036854775807L",
        "user.i", "user.m", "user.l", "user.d", "user.nums[1]",
    ];

    private static readonly string[] s_truths = ["true", "FALSE", "True", "false", "user.b", "user.b", "user.t", "user.n == null", "user.s != null"];

    private static readonly string[] s_lists = ["{}", "{1, 2}", "{'a', null}", "{{1}, {2, 3}}", "user.nums", "user.words", "{2.5}", "{true}"];

    private static readonly string[] s_odd = ["null", "NULL", "user.n", "user.unknown", "user.n?.x", "user.s.x", "user.n.x", "user.n?.x?.y", "unknown", "user.nums.x"];

    private static readonly string[] s_patterns = ["\"[a-z]+\"", "\".*\"", "'\\d+'", "\"S.l?es\"", "\"(a|b)\"", "\"[\"", "user.s", "null", "5"];

    private static readonly string[] s_noise = ["(", ")", "+", "-", "==", "?", ":", "?:", ",", "1", "'a'", "user", ".", "and", "!", "]", "[", "}", "{", "user.s"];

    /// <summary>The attributes of <c>user</c>: name, type, value, as the SpEL driver reads them.</summary>
    public static IReadOnlyList<(string Name, string Type, string Text, object? Value)> Attributes { get; } =
    [
        ("n", "null", "", null),
        ("e", "text", "", ""),
        ("s", "text", "Sales", "Sales"),
        ("t", "text", "true", "true"),
        ("digits", "text", "12", "12"),
        ("i", "int", "5", 5),
        ("m", "int", "-2147483648", int.MinValue),
        ("l", "long", "4294967296", 4294967296L),
        ("d", "real", "2.5", 2.5),
        ("b", "bool", "true", true),
        ("nums", "ints", "1,2,3", new object?[] { 1, 2, 3 }),
        ("words", "texts", "a,b", new object?[] { "a", "b" }),
    ];

    private void Leaf(List<string> tokens, Kind kind)
    {
        string[] choices = random.Next(20) == 0 ? s_odd : kind switch
        {
            Kind.Text => s_texts,
            Kind.Number => s_numbers,
            Kind.Truth => s_truths,
            _ => s_lists,
        };
        tokens.Add(Pick(choices));
    }
}

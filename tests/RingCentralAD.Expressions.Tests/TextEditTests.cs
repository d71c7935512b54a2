using System.Globalization;

namespace RingCentralAD.Expressions.Tests;

/// <summary>Nested calls that edit one text are done in one place; they give what the same calls give one by one.</summary>
public sealed class TextEditTests(ITestOutputHelper output)
{
    private const string Alphabet = "aab( )-é\u00a0😀";

    private static readonly ExpressionSchema s_schema = new ExpressionSchemaBuilder().Root("user", "text", "a", "b", "c", "d").Build();

    [Fact]
    public void Random_chains_give_what_single_calls_give()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            string? text = random.Next(20) == 0 ? null : Text(random, random.Next(10) == 0 ? 300 : 12);
            string[] values = [.. Enumerable.Range(0, 4).Select(_ => Text(random, 3))];
            string[] calls = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => Call(random))];
            string literal = Nested(calls, [.. values.Select(value => $"\"{value}\"")]);

            // Arguments that are no constants keep each call for itself.
            string separate = Nested(calls, ["user.a", "user.b", "user.c", "user.d"]);
            object? expected = Evaluate(separate, [text, .. values]);
            object? actual = Evaluate(literal, [text, .. values]);
            Assert.True(Equals(expected, actual), $"seed {seed}: {literal} with {text} gives {actual}, one by one {expected}");
        }
    }

    [Fact]
    public void A_text_that_nothing_changes_is_given_back_itself()
    {
        string text = new('a', 5);
        Assert.Same(text, Evaluate("String.trim(String.removeSpaces(user.text))", [text]));
    }

    [Fact]
    public void Too_long_a_text_is_refused_at_the_call_that_makes_it()
    {
        string text = new('a', Limits.TextLength);
        ExpressionException error = Assert.Throws<ExpressionException>(() => Evaluate("String.trim(String.append(String.removeSpaces(user.text), 'b'))", [text]));
        Assert.Equal(ExpressionErrorKind.Limit, error.Kind);
        Assert.Equal("String.trim(".Length, error.Position);
        Assert.Equal(Limits.TextLength, ((string)Evaluate("String.append(String.removeSpaces(user.text), 'b')", [text[1..]])!).Length);
    }

    private static string Nested(IEnumerable<string> calls, string[] arguments) => calls.Aggregate(
        "user.text", (inner, call) => string.Format(CultureInfo.InvariantCulture, call, [inner, .. arguments]));

    private static string Call(Random random)
    {
        int first = random.Next(1, 5);
        int second = random.Next(1, 5);
        return random.Next(7) switch
        {
            0 => "String.removeSpaces({0})",
            1 => $"String.replace({{0}}, {{{first}}}, {{{second}}})",
            2 => $"String.append({{0}}, {{{first}}})",
            3 => $"String.append({{{first}}}, {{0}})",
            4 => $"String.substringAfter({{0}}, {{{first}}})",
            5 => $"String.substringBefore({{0}}, {{{first}}})",
            _ => "String.trim({0})",
        };
    }

    private static string Text(Random random, int most) => string.Create(random.Next(most + 1), random, static (span, random) =>
    {
        foreach (ref char c in span)
        {
            c = Alphabet[random.Next(Alphabet.Length)];
        }
    });

    private static object? Evaluate(string text, object?[] profile)
    {
        var context = new EvaluationContext(s_schema);
        context.SetProfile("user", profile);
        return Expression.Parse(text).Bind(s_schema).Evaluate(context);
    }
}

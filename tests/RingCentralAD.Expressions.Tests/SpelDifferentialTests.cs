using System.Globalization;
using System.Text.RegularExpressions;

namespace RingCentralAD.Expressions.Tests;

/// <summary>
/// The same expressions in Spring's SpEL 4.3 (Debian's) and in ours: the same value, or the same kind of failure.
/// Short form 5,000, with RCAD_SOAK=1 200,000.
/// </summary>
public sealed partial class SpelDifferentialTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Spel_gives_the_same_value_or_the_same_kind_of_failure()
    {
        string? missing = SpelProcess.Missing();
        Assert.SkipWhen(missing is not null && !Repository.IsCi, missing ?? "");
        Assert.True(missing is null, missing);

        int seed = Random.Shared.Next();
        int count = Repository.IsSoak ? 200_000 : 5_000;
        output.WriteLine($"seed {seed}, {count} expressions");
        var generator = new ExpressionGenerator(new Random(seed));
        (string Text, bool Mutated)[] expressions = [.. Enumerable.Range(0, count).Select(_ => generator.Next())];

        using var spel = new SpelProcess();
        IReadOnlyList<string> theirs = await spel.AskAsync(
            ExpressionGenerator.Attributes.Select(attribute => $"{attribute.Name}\t{attribute.Type}\t{attribute.Text}"),
            [.. expressions.Select(expression => expression.Text)],
            TestContext.Current.CancellationToken);

        (ExpressionSchema schema, EvaluationContext context) = Ours();
        List<string> different = [];
        int failures = 0;
        for (int i = 0; i < expressions.Length; i++)
        {
            (string text, bool mutated) = expressions[i];
            string ours = Answer(text, schema, context);
            failures += ours[0] == '!' ? 1 : 0;
            if (ours != theirs[i] && SameNumbers(ours) != SameNumbers(theirs[i]) && SpelDifferences.Named(text, mutated, ours, theirs[i]) is null)
            {
                different.Add($"{text.ReplaceLineEndings(" ")}\n    ours {ours}\n    SpEL {theirs[i]}");
            }
        }

        output.WriteLine($"{expressions.Length} compared, {failures} of them failures in both");
        Assert.True(different.Count == 0, $"seed {seed}: {different.Count} differ\n" + string.Join('\n', different.Distinct().OrderBy(line => line.Length).Take(40)));
    }

    private static (ExpressionSchema Schema, EvaluationContext Context) Ours()
    {
        ExpressionSchema schema = new ExpressionSchemaBuilder().Root("user", ExpressionGenerator.Attributes.Select(attribute => attribute.Name)).DeferErrors().Build();
        var context = new EvaluationContext(schema);
        context.SetProfile("user", [.. ExpressionGenerator.Attributes.Select(attribute => attribute.Value)]);
        return (schema, context);
    }

    private static string Answer(string text, ExpressionSchema schema, EvaluationContext context)
    {
        try
        {
            return Encode(Expression.Parse(text).Bind(schema).Evaluate(context));
        }
        catch (ExpressionException error)
        {
            return "!" + error.Kind.ToName();
        }
    }

    private static string Encode(object? value) => value switch
    {
        null => "null",
        int number => $"I{number}",
        long number => $"L{number}",
        double.NaN => "R7ff8000000000000",
        double number => $"R{BitConverter.DoubleToInt64Bits(number):x}",
        bool truth => truth ? "Btrue" : "Bfalse",
        string text => "T" + SpelProcess.Escape(text),
        IReadOnlyList<object?> list => "[" + string.Concat(list.Select(item => Encode(item) + ";")) + "]",
        _ => "?" + value.GetType().Name,
    };

    /// <summary>Java before 19 prints some numbers with a digit more than needed; compared as numbers they are the same.</summary>
    private static string SameNumbers(string answer) => DecimalNumber().Replace(answer, match =>
        double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\d+\.\d+(E-?\d+)?")]
    private static partial Regex DecimalNumber();
}

using System.Globalization;

namespace RingCentralAD.Expressions.Tests;

/// <summary>The language specified as tables: Cases/*.cases.</summary>
public sealed class CaseTests
{
    /// <summary>Every table under cultures whose commas and letters i would show.</summary>
    public static MatrixTheoryData<string, string> Files => new(
        typeof(CaseTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cases", StringComparison.Ordinal)).Order(),
        ["en-US", "tr-TR", "de-DE"]);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_line_gives_what_it_says(string file, string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        List<string> wrong = [];
        int count = 0;
        foreach (Case one in CaseFile.Read(file))
        {
            count++;
            ExpressionResult result = ExpressionJson.Evaluate(one.Expression, one.Context);
            string expected = Expected(one.Expected);
            string actual = one.Expected.StartsWith('!') ? Error(result, one.Expected) : Show.Result(result);
            if (actual != expected)
            {
                wrong.Add($"{file}({one.Line}): {one.Expression} gave {actual} ({result.Message}), not {expected}");
            }
        }

        Assert.True(count > 0);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Expected(string expected)
    {
        if (expected.StartsWith('!'))
        {
            return expected;
        }

        ExpressionResult value = ExpressionJson.Evaluate(expected, "{}");
        Assert.True(value.Error is null, expected);
        return Show.Result(value);
    }

    private static string Error(ExpressionResult result, string expected) =>
        result.Error is not null && expected.Contains('@', StringComparison.Ordinal) ? $"!{result.ErrorKind}@{result.Position}" : Show.Result(result);
}

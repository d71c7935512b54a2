namespace RingCentralAD.Expressions.Tests;

/// <summary>Every function's examples give what its documentation says.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Every_example_gives_its_result()
    {
        List<string> wrong = [];
        foreach (FunctionDefinition function in FunctionTable.Standard.Functions)
        {
            foreach (ExampleAttribute example in function.Examples)
            {
                ExpressionResult result = ExpressionJson.Evaluate(example.Expression, example.Context ?? "{}");
                ExpressionResult expected = ExpressionJson.Evaluate(example.Result, "{}");
                if (Show.Result(result) != Show.Result(expected))
                {
                    wrong.Add($"{example.Expression} gave {Show.Result(result)} ({result.Message}), not {example.Result}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_function_has_a_meaning_and_an_example() =>
        Assert.All(FunctionTable.Standard.Functions, function =>
        {
            Assert.EndsWith(".", function.Meaning, StringComparison.Ordinal);
            Assert.NotEmpty(function.Examples);
        });
}

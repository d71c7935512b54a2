using System.Text.Json;

namespace RingCentralAD.Expressions.Tests;

/// <summary>The 279 expressions of the reference with their values or kinds of error.</summary>
public sealed class VectorTests
{
    private const string File = "expressions/vectors.json";

    [Fact]
    public void Every_vector_gives_its_value_or_its_kind_of_error()
    {
        string? path = Repository.Shared(File);
        Assert.SkipWhen(path is null && !Repository.IsCi, $"{File} is not beside the repository.");
        Assert.True(path is not null, $"{File} is not beside the repository.");

        using JsonDocument vectors = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        List<string> wrong = [];
        foreach (JsonElement vector in vectors.RootElement.EnumerateArray())
        {
            string expression = vector.GetProperty("expr").GetString()!;
            ExpressionResult result = ExpressionJson.Evaluate(expression, vector.GetProperty("context").GetRawText(), TimeProvider.System);
            if (!Fits(vector.GetProperty("expect"), result))
            {
                wrong.Add($"{vector.GetProperty("id")}: {expression} gave {Show.Result(result)} ({result.Message}), not {vector.GetProperty("expect")}");
            }
        }

        Assert.True(vectors.RootElement.GetArrayLength() >= 279);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool Fits(JsonElement expected, ExpressionResult result) =>
        expected.ValueKind == JsonValueKind.Object
            ? result.ErrorKind == expected.GetProperty("error").GetString()
            : result.Error is null && Same(expected, result.Value);

    private static bool Same(JsonElement expected, object? value) => (expected.ValueKind, value) switch
    {
        (JsonValueKind.Null, null) => true,
        (JsonValueKind.True, true) or (JsonValueKind.False, false) => true,
        (JsonValueKind.String, string text) => expected.GetString() == text,
        (JsonValueKind.Number, int or long or double) => expected.GetDouble() == Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        (JsonValueKind.Array, IReadOnlyList<object?> list) =>
            expected.GetArrayLength() == list.Count && expected.EnumerateArray().Zip(list).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };
}

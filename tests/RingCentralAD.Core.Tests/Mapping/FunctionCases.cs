using System.Globalization;
using System.Text.Json;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Expressions;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>
/// Reads tables of cases: <c># text</c> is a comment, <c>@ {json}</c> the context from here on, <c>expression => expression</c> a value,
/// <c>expression => !kind</c> an error.
/// </summary>
internal static class FunctionCases
{
    /// <summary>The lines that do not give what they say.</summary>
    public static IReadOnlyList<string> Wrong(IEnumerable<string> lines, out int count)
    {
        List<string> wrong = [];
        string context = "{}";
        count = 0;
        foreach (string line in lines)
        {
            if (line.StartsWith("@ ", StringComparison.Ordinal))
            {
                context = line[2..];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                count++;
                int arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
                Assert.True(arrow > 0, $"{line} has no arrow.");
                string expected = line[(arrow + 4)..].Trim();
                ExpressionResult result = ExpressionJson.Evaluate(line[..arrow], context, null, MappingFunctions.Table);
                string wanted = expected[0] == '!' ? expected : Show(ExpressionJson.Evaluate(expected, "{}"));
                if (Show(result) != wanted)
                {
                    wrong.Add($"{line} gave {Show(result)} ({result.Message})");
                }
            }
        }

        return wrong;
    }

    public static IEnumerable<string> Read(string table)
    {
        using Stream stream = typeof(FunctionCases).Assembly.GetManifestResourceStream(table)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }

    private static string Show(ExpressionResult result) => result.Error is null ? Show(result.Value) : "!" + result.ErrorKind;

    private static string Show(object? value) => value switch
    {
        IReadOnlyList<object?> list => "[" + string.Join(", ", list.Select(Show)) + "]",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => JsonSerializer.Serialize(value) + value?.GetType().Name,
    };
}

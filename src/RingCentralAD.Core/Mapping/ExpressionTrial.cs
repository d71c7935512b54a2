using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Tries an expression out against a context written as JSON; needs no hub.</summary>
public static class ExpressionTrial
{
    private const string NoProfiles = """Or give the values that it has to try with: -ContextJson '{"appuser":{"email":"ann@contoso.com"}}'.""";

    /// <summary>The value, or the error; what evaluation does not reach is not complained of.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="contextJson">Profiles by root, and groups, managers and the rest (docs/mapping-language.md).</param>
    /// <param name="time">The clock of Time.now, unless the context says <c>now</c>.</param>
    /// <exception cref="RingCentralAdException">MappingContextInvalid.</exception>
    public static MappingExpressionResult Evaluate(string expression, string contextJson, TimeProvider time)
    {
        ExpressionResult result;
        try
        {
            result = ExpressionJson.Evaluate(expression, contextJson, time, MappingFunctions.Table, NoProfiles);
        }
        catch (ArgumentException error)
        {
            string words = error.Message.Split(" (Parameter", 2)[0];
            throw new RingCentralAdException(
                "MappingContextInvalid", ErrorKind.InvalidInput, words, """Write an object of profiles, such as { "user": { "firstName": "Ada" } }.""", contextJson, error);
        }

        return new MappingExpressionResult
        {
            Expression = expression,
            Value = result.Value is IReadOnlyList<object?> list ? list.ToArray() : result.Value,
            ErrorKind = result.ErrorKind,
            Position = result.Position,
            Length = result.Length,
            Message = result.Message,
            Remedy = result.Remedy,
            Display = result.Error?.ToDisplay(),
            Warnings = [.. result.Warnings.Select(warning => warning.ToDisplay(expression))],
        };
    }
}

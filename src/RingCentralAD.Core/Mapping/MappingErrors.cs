using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Turns an error of the language into one an administrator sees: with the target, the expression and a caret under the place.</summary>
internal static class MappingErrors
{
    public static RingCentralAdException From(ExpressionException error, string expression, string? target) => new(
        $"Expression{error.Kind}",
        ErrorKind.InvalidInput,
        (target is null ? "" : $"The mapping for {target} is wrong at position {error.Position}:\n") + error.ToDisplay(),
        error.Remedy,
        expression,
        error);
}

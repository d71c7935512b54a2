using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Turns an error of the language into one an administrator sees: with the target, the expression and a caret under the place.</summary>
internal static class MappingErrors
{
    private const string OnePerson = "Correct the value that the expression reads, or the expression with Set-AttributeMapping; Test-AttributeMapping shows for whom it fails.";

    /// <summary>It fails for one person's values.</summary>
    public static RingCentralAdException OfPerson(ExpressionException error, AttributeMapping mapping) => From(error, mapping.Expression, mapping.Target, OnePerson);

    public static RingCentralAdException From(ExpressionException error, string expression, string? target, string? remedy = null) => new(
        $"Expression{error.Kind}",
        error.Kind == ExpressionErrorKind.Limit ? ErrorKind.Limit : ErrorKind.InvalidInput,
        (target is null ? "" : $"The mapping for {target} is wrong at position {error.Position}:\n") + error.ToDisplay(withRemedy: false),
        error.Remedy ?? remedy,
        expression,
        error);

    /// <summary>One person's value is of a kind that the target does not take.</summary>
    public static RingCentralAdException Unfit(AttributeMapping mapping, HubAttributeType type, object value) => new(
        "MappingValueType",
        ErrorKind.Data,
        $"The mapping for {mapping.Target} gives {ValueTypeNames.DescribeValue(value)}, but {mapping.Target} takes {TargetValue.Describe(type)}:\n{mapping.Expression}",
        value is IReadOnlyList<object?> ? "Choose one with Arrays.get(x, 0), or join them with Arrays.toCsvString(x)." : $"Change the expression so that it gives {TargetValue.Describe(type)}.",
        mapping.Expression);
}

namespace RingCentralAD.Core.Model;

/// <summary>What an expression gave when it was tried out: a value, or an error.</summary>
public sealed record MappingExpressionResult
{
    /// <summary>The expression.</summary>
    public required string Expression { get; init; }

    /// <summary>Text, a number, true or false, a list, or null; null where there is an error.</summary>
    public object? Value { get; init; }

    /// <summary>syntax, unknown-attribute, unknown-function, arity, type or limit; null where there is a value.</summary>
    public string? ErrorKind { get; init; }

    /// <summary>Where the error begins, 0-based, in UTF-16 units; null where there is a value.</summary>
    public int? Position { get; init; }

    /// <summary>How many UTF-16 units it covers; null where there is a value.</summary>
    public int? Length { get; init; }

    /// <summary>The error in words; null where there is a value.</summary>
    public string? Message { get; init; }

    /// <summary>Its likely cure; null where nothing better than the message is known.</summary>
    public string? Remedy { get; init; }

    /// <summary>The expression with carets under the place of the error, the message and the remedy; null where there is a value.</summary>
    public string? Display { get; init; }

    /// <summary>What often goes wrong and is met in the expression, each with a caret under its place.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => Display ?? Expression;
}

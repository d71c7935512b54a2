namespace RingCentralAD.Expressions;

/// <summary>A function of the language.</summary>
/// <param name="Name">As it is written, with its prefix: String.len.</param>
/// <param name="Fewest">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="Call">Reckons the value from the arguments' values.</param>
public sealed record Function(string Name, int Fewest, int Most, Func<IReadOnlyList<object?>, object?> Call);

/// <summary>A function cannot take these values; the evaluator adds the place.</summary>
public sealed class FunctionException(string message) : Exception(message);

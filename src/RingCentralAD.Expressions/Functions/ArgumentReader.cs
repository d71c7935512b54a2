namespace RingCentralAD.Expressions;

/// <summary>An argument, with the way its function's parameter wants it read.</summary>
internal readonly struct Argument<T>(BoundNode node)
{
    private readonly Func<BoundNode, EvaluationContext, T> _read = (Func<BoundNode, EvaluationContext, T>)ArgumentReaders.For(typeof(T));

    public T Read(EvaluationContext context) => _read(node, context);
}

internal static class ArgumentReaders
{
    private static readonly Dictionary<Type, Delegate> s_readers = new()
    {
        [typeof(EvaluationContext)] = static (BoundNode _, EvaluationContext context) => context,
        [typeof(string)] = static (BoundNode node, EvaluationContext context) => node.EvaluateText(context),
        [typeof(object)] = static (BoundNode node, EvaluationContext context) => node.Evaluate(context),
        [typeof(IReadOnlyList<object?>)] = static (BoundNode node, EvaluationContext context) => Coerce.ToList(node.Evaluate(context)),
        [typeof(string[])] = static (BoundNode node, EvaluationContext context) => ((VariadicNode)node).Texts(context),
        [typeof(object[])] = static (BoundNode node, EvaluationContext context) => ((VariadicNode)node).Values(context),
        [typeof(int?)] = static (BoundNode node, EvaluationContext context) =>
            node.Evaluate(context) switch { null => (int?)null, int number => number, var value => Coerce.ToInteger(value) },
        [typeof(double?)] = static (BoundNode node, EvaluationContext context) =>
            node.Evaluate(context) switch { null => (double?)null, var value => Coerce.ToReal(value) },
        [typeof(bool?)] = static (BoundNode node, EvaluationContext context) =>
            node.Evaluate(context) switch { null => (bool?)null, var value => Coerce.ToBoolean(value) },
    };

    public static Delegate For(Type type) =>
        s_readers.TryGetValue(type, out Delegate? reader)
            ? reader
            : throw new NotSupportedException($"A function of the mapping language cannot take a {type}.");
}

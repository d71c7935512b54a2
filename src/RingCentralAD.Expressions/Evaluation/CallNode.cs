using System.Runtime.CompilerServices;

namespace RingCentralAD.Expressions;

/// <summary>A call of a function: arguments are read as its parameters want them, then its method runs.</summary>
internal abstract class FunctionCallNode(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments) : BoundNode(span, types)
{
    public FunctionDefinition Function { get; } = function;

    /// <summary>The arguments as written, without defaults.</summary>
    public IReadOnlyList<BoundNode> Written { get; set; } = [];

    public override int Weight { get; } = 1 + arguments.Sum(argument => argument.Weight);
}

/// <summary>The part that all arities share: errors get their place, texts their limit, values their box.</summary>
internal abstract class FunctionCallNode<TResult>(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments)
    : FunctionCallNode(span, types, function, arguments)
{
    public sealed override object? Evaluate(EvaluationContext context)
    {
        TResult result = Run(context);
        if (typeof(TResult) == typeof(bool))
        {
            return Boxes.Of(Unsafe.As<TResult, bool>(ref result));
        }

        if (typeof(TResult) == typeof(int))
        {
            return Boxes.Of(Unsafe.As<TResult, int>(ref result));
        }

        if (typeof(TResult) == typeof(int?))
        {
            return Unsafe.As<TResult, int?>(ref result) is { } number ? Boxes.Of(number) : null;
        }

        return result;
    }

    public sealed override bool EvaluateCondition(EvaluationContext context)
    {
        if (typeof(TResult) != typeof(bool))
        {
            return base.EvaluateCondition(context);
        }

        TResult result = Run(context);
        return Unsafe.As<TResult, bool>(ref result);
    }

    protected abstract TResult Invoke(EvaluationContext context);

    private TResult Run(EvaluationContext context)
    {
        try
        {
            TResult result = Invoke(context);
            if (result is string text)
            {
                TextJoin.Check(text.Length);
            }

            return result;
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
        catch (Exception failure) when (failure is not (ExpressionException or OperationCanceledException))
        {
            throw new ExpressionException(ExpressionErrorKind.Type, Span, $"{Function.Name} failed: {failure.Message}", null, failure);
        }
    }
}

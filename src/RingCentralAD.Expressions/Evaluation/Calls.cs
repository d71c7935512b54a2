namespace RingCentralAD.Expressions;

// One class for each number of parameters. The readers are kept in fields: looking a generic static up at each call costs more than the call.

internal sealed class Call<TResult>(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments, Func<TResult> body)
    : FunctionCallNode<TResult>(span, types, function, arguments)
{
    protected override TResult Invoke(EvaluationContext context) => body();
}

internal sealed class Call<T1, TResult>(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments, Func<T1, TResult> body)
    : FunctionCallNode<TResult>(span, types, function, arguments)
{
    private readonly Argument<T1> _first = new(arguments[0]);

    protected override TResult Invoke(EvaluationContext context) =>
        body(_first.Read(context));
}

internal sealed class Call<T1, T2, TResult>(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments, Func<T1, T2, TResult> body)
    : FunctionCallNode<TResult>(span, types, function, arguments)
{
    private readonly Argument<T1> _first = new(arguments[0]);
    private readonly Argument<T2> _second = new(arguments[1]);

    protected override TResult Invoke(EvaluationContext context) =>
        body(_first.Read(context), _second.Read(context));
}

internal sealed class Call<T1, T2, T3, TResult>(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments, Func<T1, T2, T3, TResult> body)
    : FunctionCallNode<TResult>(span, types, function, arguments)
{
    private readonly Argument<T1> _first = new(arguments[0]);
    private readonly Argument<T2> _second = new(arguments[1]);
    private readonly Argument<T3> _third = new(arguments[2]);

    protected override TResult Invoke(EvaluationContext context) =>
        body(_first.Read(context), _second.Read(context), _third.Read(context));
}

internal sealed class Call<T1, T2, T3, T4, TResult>(SourceSpan span, ValueTypes types, FunctionDefinition function, BoundNode[] arguments, Func<T1, T2, T3, T4, TResult> body)
    : FunctionCallNode<TResult>(span, types, function, arguments)
{
    private readonly Argument<T1> _first = new(arguments[0]);
    private readonly Argument<T2> _second = new(arguments[1]);
    private readonly Argument<T3> _third = new(arguments[2]);
    private readonly Argument<T4> _fourth = new(arguments[3]);

    protected override TResult Invoke(EvaluationContext context) =>
        body(_first.Read(context), _second.Read(context), _third.Read(context), _fourth.Read(context));
}

namespace RingCentralAD.Expressions;

/// <summary>Reckons the value of a parsed expression over profiles; every step is counted.</summary>
internal sealed class Evaluator
{
    private readonly IScope _scope;
    private readonly FunctionTable _functions;
    private int _steps;

    public Evaluator(IScope scope, FunctionTable functions)
    {
        _scope = scope;
        _functions = functions;
    }

    public object? Evaluate(Node node)
    {
        if (++_steps > Limits.Steps)
        {
            throw new ExpressionException(ExpressionErrorKind.Limit, $"The expression takes more than {Limits.Steps} steps.", node.Position, node.Length);
        }

        return node switch
        {
            LiteralNode literal => literal.Value,
            ListNode list => (IReadOnlyList<object?>)[.. list.Items.Select(Evaluate)],
            UnaryNode unary => Operators.Unary(unary, Evaluate(unary.Operand)),
            BinaryNode { Operator: "and" } and => Coerce.Truth(Evaluate(and.Left), and.Left) && Coerce.Truth(Evaluate(and.Right), and.Right),
            BinaryNode { Operator: "or" } or => Coerce.Truth(Evaluate(or.Left), or.Left) || Coerce.Truth(Evaluate(or.Right), or.Right),
            BinaryNode binary => Operators.Binary(binary, Evaluate(binary.Left), Evaluate(binary.Right)),
            ConditionNode condition => Evaluate(Coerce.Truth(Evaluate(condition.Condition), condition.Condition) ? condition.Then : condition.Else),
            ElvisNode elvis => Evaluate(elvis.Value) is { } value and not "" ? value : Evaluate(elvis.Fallback),
            IndexNode index => Item(index, Evaluate(index.Target), Evaluate(index.Index)),
            CallNode call => Call(call),
            MemberNode { Target: NameNode root } member when _scope.HasRoot(root.Name) => Attribute(root.Name, member),
            MemberNode member => Member(member),
            NameNode name => Bare(name),
            _ => throw new ExpressionException(ExpressionErrorKind.Syntax, "This is not part of the language.", node.Position, node.Length),
        };
    }

    private object? Attribute(string root, MemberNode member) => _scope.TryGet(root, member.Name, out object? value)
        ? value
        : throw Unknown(member, $"{root} has no attribute '{member.Name}'.", Nearest.Of(member.Name, _scope.Names(root)) is { } near ? $"{root}.{near}" : null);

    private object? Bare(NameNode name)
    {
        if (_scope.HasRoot("source") && _scope.TryGet("source", name.Name, out object? value))
        {
            return value;
        }

        throw Unknown(name, $"There is no '{name.Name}'.", Nearest.Of(name.Name, _scope.Names("source")));
    }

    private object? Member(MemberNode member) => Evaluate(member.Target) switch
    {
        null when member.NullSafe => null,
        null => throw new ExpressionException(ExpressionErrorKind.Type, $"'{member.Name}' is asked of null.", member.Position, member.Length, "Write ?. where the value may be null."),
        var other => throw Unknown(member, $"{Coerce.Kind(other)} has no attribute '{member.Name}'.", null),
    };

    private static object? Item(IndexNode node, object? target, object? index) => (target, index) switch
    {
        (IReadOnlyList<object?> list, int at) when at >= 0 && at < list.Count => list[at],
        (IReadOnlyList<object?> list, int at) => throw new ExpressionException(ExpressionErrorKind.Type, $"The list has {list.Count} items; there is no item {at}.", node.Position, node.Length),
        (string text, int at) when at >= 0 && at < text.Length => text[at].ToString(),
        _ => throw new ExpressionException(ExpressionErrorKind.Type, $"{Coerce.Kind(target)} has no item {Coerce.Text(index)}.", node.Position, node.Length),
    };

    private object? Call(CallNode call)
    {
        Function function = Resolve(call, _functions);
        object?[] arguments = [.. call.Arguments.Select(Evaluate)];
        try
        {
            object? value = function.Call(arguments);
            return value is string { Length: > Limits.ResultLength }
                ? throw new ExpressionException(ExpressionErrorKind.Limit, $"The text grows beyond {Limits.ResultLength} characters.", call.Position, call.Length)
                : value;
        }
        catch (FunctionException error)
        {
            throw new ExpressionException(ExpressionErrorKind.Type, $"{function.Name}: {error.Message}", call.Position, call.Length);
        }
    }

    /// <summary>The function that a call names, with a fitting number of arguments.</summary>
    public static Function Resolve(CallNode call, FunctionTable functions)
    {
        string name = call.Target is NameNode prefix ? $"{prefix.Name}.{call.Name}" : call.Name;
        if (call.Target is not null and not NameNode)
        {
            throw new ExpressionException(
                ExpressionErrorKind.UnknownFunction, $"Values have no method '{call.Name}'.", call.Position, call.Length, Nearest.Of("String." + call.Name, functions.Names));
        }

        Function? function = functions.Find(name);
        if (function is null)
        {
            throw new ExpressionException(
                ExpressionErrorKind.UnknownFunction, $"There is no function '{name}'.", call.Position, call.Length,
                Nearest.Of(name, functions.Names) is { } near ? $"Did you mean {near}?" : null);
        }

        return call.Arguments.Count >= function.Fewest && call.Arguments.Count <= function.Most
            ? function
            : throw new ExpressionException(
                ExpressionErrorKind.Arity,
                $"{name} takes {(function.Most == function.Fewest ? $"{function.Fewest}" : function.Most == int.MaxValue ? $"at least {function.Fewest}" : $"{function.Fewest} to {function.Most}")} arguments, not {call.Arguments.Count}.",
                call.Position, call.Length);
    }

    private static ExpressionException Unknown(Node node, string message, string? near) =>
        new(ExpressionErrorKind.UnknownAttribute, message, node.Position, node.Length, near is null ? null : $"Did you mean {near}?");
}

namespace RingCentralAD.Expressions;

/// <summary>Functions: found by name, held to their number of arguments, checked by what is known of them.</summary>
internal sealed partial class Binder
{
    private BoundNode BindCall(CallNode node)
    {
        string? name = FunctionName(node);
        if (name is null)
        {
            BoundNode target = Bind(node.Target!);
            return Refuse(NameErrors.MethodOnValue(functions, node), [target, .. Arguments(node)]);
        }

        if (functions.Find(name) is not { } function)
        {
            return Refuse(NameErrors.UnknownFunction(functions, node, name), Arguments(node));
        }

        if (!_calls.Contains(function))
        {
            _calls.Add(function);
        }

        BoundNode[] arguments = Arguments(node);
        if (!function.Accepts(arguments.Length))
        {
            return Refuse(NameErrors.WrongArity(function, node), arguments);
        }

        if (CallRules.Refused(functions, function, node, arguments) is { } refused)
        {
            return Refuse(refused, arguments);
        }

        CheckArguments(function, arguments);
        FunctionCallNode call = CallFactory.Create(function, node.Span, ResultTypes(function, arguments), arguments);
        foreach (ExpressionWarning warning in CallRules.Warnings(call, node))
        {
            _warnings.Add(warning);
        }

        return TextEditsNode.Combine(call);
    }

    /// <summary>The function a call names, or null where it is a method on a value.</summary>
    private string? FunctionName(CallNode node)
    {
        if (node.Target is null)
        {
            return node.Name;
        }

        if (Unwrap(node.Target) is not NameNode { Name: var owner })
        {
            return null;
        }

        string name = $"{owner}.{node.Name}";
        bool isFunction = functions.Find(name) is not null || functions.HasNamespace(owner);
        return isFunction || (schema.FindRoot(owner) is null && schema.BareRoot?.Find(owner) is null) ? name : null;
    }

    private BoundNode[] Arguments(CallNode node) => [.. node.Arguments.Select(Bind)];

    private static ValueTypes ResultTypes(FunctionDefinition function, BoundNode[] arguments)
    {
        bool mayBeNull = function.Nulls switch
        {
            NullResult.Possible => true,
            NullResult.AnyArgument => arguments.Any(argument => (argument.Types & ValueTypes.Null) != 0),
            NullResult.FirstArgument => arguments.Length > 0 && (arguments[0].Types & ValueTypes.Null) != 0,
            _ => false,
        };
        return mayBeNull ? function.Returns | ValueTypes.Null : function.Returns;
    }

    private void CheckArguments(FunctionDefinition function, BoundNode[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            FunctionParameter parameter = function.Parameters[Math.Min(i, function.Parameters.Count - 1)];
            ValueTypes types = arguments[i].Types;
            Certain(
                (types & ~ValueTypes.Null) == ValueTypes.Profile && parameter.TypeName is not ("Map" or "Value"),
                arguments[i].Span,
                $"{function.Name} takes {parameter.TypeName} as {parameter.Name}, not a profile.",
                "Name one of its attributes.");
            Certain(
                parameter.TypeName == "Integer" && types == ValueTypes.Boolean,
                arguments[i].Span,
                $"{function.Name} takes a whole number as {parameter.Name}, not true or false.");
        }
    }

    private static void CheckPattern(SourceSpan span, string pattern)
    {
        try
        {
            Patterns.Validate(pattern);
        }
        catch (FunctionException failure)
        {
            throw new ExpressionException(failure.Kind, span, failure.Message, failure.Remedy, failure);
        }
    }
}

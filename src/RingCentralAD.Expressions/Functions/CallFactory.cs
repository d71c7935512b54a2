using System.Reflection;

namespace RingCentralAD.Expressions;

/// <summary>Makes the call node that fits a function's method.</summary>
internal static class CallFactory
{
    private static readonly Type[] s_nodes = [typeof(Call<>), typeof(Call<,>), typeof(Call<,,>), typeof(Call<,,,>), typeof(Call<,,,,>)];

    private static readonly Type[] s_bodies = [typeof(Func<>), typeof(Func<,>), typeof(Func<,,>), typeof(Func<,,,>), typeof(Func<,,,,>)];

    public static FunctionCallNode Create(FunctionDefinition function, SourceSpan span, ValueTypes types, BoundNode[] written)
    {
        MethodInfo method = function.Method;
        Type[] signature = [.. method.GetParameters().Select(parameter => parameter.ParameterType), method.ReturnType];
        Delegate body = method.CreateDelegate(s_bodies[signature.Length - 1].MakeGenericType(signature));
        Type node = s_nodes[signature.Length - 1].MakeGenericType(signature);
        var call = (FunctionCallNode)Activator.CreateInstance(node, span, types, function, Complete(function, span, written), body)!;
        call.Written = written;
        return call;
    }

    /// <summary>The arguments one for one with the method's parameters.</summary>
    private static BoundNode[] Complete(FunctionDefinition function, SourceSpan span, BoundNode[] written)
    {
        List<BoundNode> arguments = [];
        if (function.TakesContext)
        {
            arguments.Add(new ConstantNode(span, null));
        }

        for (int i = 0; i < function.Parameters.Count; i++)
        {
            FunctionParameter parameter = function.Parameters[i];
            arguments.Add(parameter.IsVariadic ? new VariadicNode(span, [.. written.Skip(i)])
                : i < written.Length ? written[i]
                : new ConstantNode(span, parameter.Default));
        }

        return [.. arguments];
    }
}

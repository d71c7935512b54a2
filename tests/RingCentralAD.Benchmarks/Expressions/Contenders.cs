using Jint;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.Expressions;

namespace RingCentralAD.Benchmarks.Expressions;

/// <summary>The contenders of this process. Each is tried once against the value by hand before it may run.</summary>
internal static class Contenders
{
    // What is stored here counts as used: no loop may be optimized away.
    private static object? s_sink;

    public static Contender ByHand(ExpressionCase given)
    {
        Func<object?[], object?> byHand = given.ByHand;
        object?[] profile = ExpressionCase.Profile;
        return new(times =>
        {
            for (int i = 0; i < times; i++)
            {
                s_sink = byHand(profile);
            }
        });
    }

    public static Contender Ours(ExpressionCase given)
    {
        ExpressionSchema schema = Schema();
        BoundExpression bound = Expression.Parse(given.Ours).Bind(schema);
        EvaluationContext context = new(schema);
        context.SetProfile("appuser", ExpressionCase.Profile);
        Check(given, bound.Evaluate(context), "ours");
        return new(times =>
        {
            for (int i = 0; i < times; i++)
            {
                s_sink = bound.Evaluate(context);
            }
        });
    }

    public static Contender Jint(ExpressionCase given)
    {
        Engine engine = new();
        engine.SetValue("appuser", new global::Jint.Native.JsObject(engine));
        foreach ((string name, object? value) in ExpressionCase.Attributes.Zip(ExpressionCase.Profile))
        {
            engine.GetValue("appuser").AsObject().Set(name, (string)value!);
        }

        Prepared<Acornima.Ast.Script> script = Engine.PrepareScript(given.Script);
        Check(given, engine.Evaluate(script).ToObject(), "Jint");
        return new(times =>
        {
            for (int i = 0; i < times; i++)
            {
                s_sink = engine.Evaluate(script);
            }
        });
    }

    public static Contender Parsing(string text) => new(times =>
    {
        for (int i = 0; i < times; i++)
        {
            s_sink = Expression.Parse(text);
        }
    });

    public static Contender Binding(string text)
    {
        ExpressionSchema schema = Schema();
        Expression parsed = Expression.Parse(text);
        return new(times =>
        {
            for (int i = 0; i < times; i++)
            {
                s_sink = parsed.Bind(schema);
            }
        });
    }

    public static Contender JintParsing(string text) => new(times =>
    {
        for (int i = 0; i < times; i++)
        {
            s_sink = Engine.PrepareScript(text).Program;
        }
    });

    /// <summary>Refuses a contender that gives another value than C# by hand.</summary>
    /// <exception cref="InvalidOperationException">It does.</exception>
    public static void Check(ExpressionCase given, object? value, string who)
    {
        if (!Equals(value, given.ByHand(ExpressionCase.Profile)))
        {
            throw new InvalidOperationException($"{given.Name}: {who} gives {value ?? "null"}, C# by hand {given.ByHand(ExpressionCase.Profile) ?? "null"}.");
        }
    }

    private static ExpressionSchema Schema() => new ExpressionSchemaBuilder().Root("appuser", [.. ExpressionCase.Attributes]).Build();
}

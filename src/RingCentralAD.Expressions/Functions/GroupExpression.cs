using System.Runtime.CompilerServices;

namespace RingCentralAD.Expressions;

/// <summary>The expression over <c>group</c> that getFilteredGroups takes as text.</summary>
internal static class GroupExpression
{
    private const int CacheSize = 50;

    private static readonly ConditionalWeakTable<FunctionTable, Dictionary<string, BoundExpression>> s_cache = [];

    public static ExpressionSchema Schema { get; } = new ExpressionSchemaBuilder().Root("group", GroupValue.AttributeNames).Build();

    public static object?[] Render(EvaluationContext outer, IEnumerable<GroupValue> groups, string text)
    {
        BoundExpression expression = Find(outer.Functions, text);
        var context = new EvaluationContext(Schema, null, outer.Time) { Outer = outer };
        object?[] values = Schema.Roots[0].NewProfile();
        context.SetProfile(0, values);
        List<object?> rendered = [];
        foreach (GroupValue group in groups)
        {
            for (int i = 0; i < values.Length; i++)
            {
                group.TryGetAttribute(GroupValue.AttributeNames[i], out values[i]);
            }

            outer.Charge(text.Length);
            rendered.Add(Evaluate(expression, context));
        }

        return [.. rendered];
    }

    private static BoundExpression Find(FunctionTable functions, string text)
    {
        Dictionary<string, BoundExpression> known = s_cache.GetValue(functions, static _ => new(StringComparer.Ordinal));
        lock (known)
        {
            if (known.TryGetValue(text, out BoundExpression? found))
            {
                return found;
            }
        }

        BoundExpression made = Inner(() => Expression.Parse(text).Bind(Schema, functions));
        lock (known)
        {
            if (known.Count >= CacheSize)
            {
                known.Clear();
            }

            return known[text] = made;
        }
    }

    private static object? Evaluate(BoundExpression expression, EvaluationContext context) => Inner(() => expression.Evaluate(context));

    /// <summary>An error inside the text is an error of the call, with its own kind lost: the text is a value here.</summary>
    private static T Inner<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (ExpressionException error)
        {
            string message = $"In the group expression: {error.Message}";
            throw error.Kind == ExpressionErrorKind.Limit ? FunctionException.Limit(message, error.Remedy) : new FunctionException(message, error.Remedy);
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Expressions;

/// <summary>An attribute that an expression reads.</summary>
/// <param name="Root">The root's own name, whatever alias was written.</param>
/// <param name="Attribute">The attribute's name; <see cref="AnyAttribute"/> where the profile as a whole is used.</param>
public readonly record struct AttributeReference(string Root, string Attribute)
{
    /// <summary>Any attribute of the root may be read: <c>user[x]</c>, <c>user == null</c>.</summary>
    public const string AnyAttribute = "*";
}

/// <summary>An expression bound to a schema. Immutable; threads may share it, each with a context of its own.</summary>
public sealed class BoundExpression
{
    private readonly BoundNode _root;

    internal BoundExpression(
        Expression expression,
        ExpressionSchema schema,
        FunctionTable functions,
        BoundNode root,
        IReadOnlyList<ExpressionWarning> warnings,
        IReadOnlyList<AttributeReference> references,
        IReadOnlyList<FunctionDefinition> calls,
        IReadOnlyList<string> members)
    {
        Expression = expression;
        Schema = schema;
        Functions = functions;
        _root = root;
        Warnings = warnings;
        References = references;
        Calls = calls;
        Members = members;
    }

    /// <summary>The expression.</summary>
    public Expression Expression { get; }

    /// <summary>The schema it is bound to.</summary>
    public ExpressionSchema Schema { get; }

    /// <summary>The functions it may call.</summary>
    public FunctionTable Functions { get; }

    /// <summary>What often goes wrong and is met here.</summary>
    public IReadOnlyList<ExpressionWarning> Warnings { get; }

    /// <summary>The attributes it reads in any branch, each once, in the order they are met.</summary>
    public IReadOnlyList<AttributeReference> References { get; }

    /// <summary>The functions it calls in any branch, each once, in the order they are met.</summary>
    public IReadOnlyList<FunctionDefinition> Calls { get; }

    /// <summary>The attributes it reads of what is no root (a manager, a group), each once, in the order they are met.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>What it may give, as far as that is known: a mapping none of whose types its target takes can be refused.</summary>
    public ValueTypes ResultType => _root.Types;

    /// <summary>
    /// Its value: null, string, int, long, double, bool or <see cref="IReadOnlyList{T}"/> of these.
    /// </summary>
    /// <exception cref="ExpressionException">It has no value for this person.</exception>
    /// <exception cref="ArgumentException">The context belongs to another schema.</exception>
    public object? Evaluate(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!ReferenceEquals(context.Schema, Schema))
        {
            throw new ArgumentException("The context belongs to another schema than the expression.", nameof(context));
        }

        try
        {
            context.Begin(Functions);
            object? value = _root.Evaluate(context);
            return value is null or bool or int || (value is string text && text.Length <= Limits.TextLength) ? value : ResultCheck.Checked(value, _root.Span);
        }
        catch (ExpressionException error)
        {
            error.In(Expression.Text);
            throw;
        }
    }

    /// <summary>As <see cref="Evaluate"/>, giving the error instead of throwing it.</summary>
    public bool TryEvaluate(EvaluationContext context, out object? value, [NotNullWhen(false)] out ExpressionException? error)
    {
        try
        {
            value = Evaluate(context);
            error = null;
            return true;
        }
        catch (ExpressionException problem)
        {
            value = null;
            error = problem;
            return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Expression.Text;
}

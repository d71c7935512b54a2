using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Expressions;

/// <summary>
/// An expression of the mapping language whose text has been read. Immutable; parse once, bind once for a schema, evaluate often.
/// </summary>
public sealed class Expression
{
    private Expression(string text, Node root)
    {
        Text = text;
        Root = root;
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    internal Node Root { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">The text is no expression (<see cref="ExpressionErrorKind.Syntax"/>) or past a limit.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new Expression(text, Parser.Parse(text));
        }
        catch (ExpressionException error)
        {
            error.In(text);
            throw;
        }
    }

    /// <summary>As <see cref="Parse"/>, giving the error instead of throwing it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionException? error)
    {
        try
        {
            expression = Parse(text);
            error = null;
            return true;
        }
        catch (ExpressionException problem)
        {
            expression = null;
            error = problem;
            return false;
        }
    }

    /// <summary>Gives every name its meaning and checks what can be checked before evaluation, in every branch.</summary>
    /// <exception cref="ExpressionException">An unknown name or function, a wrong number of arguments, an operation that can never work; unless the schema defers errors.</exception>
    public BoundExpression Bind(ExpressionSchema schema, FunctionTable? functions = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        try
        {
            FunctionTable table = functions ?? FunctionTable.Standard;
            var binder = new Binder(Text, schema, table);
            BoundNode root = binder.Bind(Root);
            return new BoundExpression(this, schema, table, root, binder.Warnings, binder.References, binder.Calls, binder.Members);
        }
        catch (ExpressionException error)
        {
            error.In(Text);
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

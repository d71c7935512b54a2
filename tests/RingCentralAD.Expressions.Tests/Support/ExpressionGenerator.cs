namespace RingCentralAD.Expressions.Tests;

/// <summary>
/// Random expressions of literals, attributes, operators, branches, lists and indexing, as tokens so that they can be mutated.
/// Mostly each operand has the kind its operator wants, so that most expressions have a value.
/// </summary>
internal sealed partial class ExpressionGenerator(Random random)
{
    private enum Kind
    {
        Text,
        Number,
        Truth,
        List,
    }

    /// <summary>A valid expression, or now and then one with a token too many, too few or out of place.</summary>
    public (string Text, bool Mutated) Next()
    {
        List<string> tokens = [];
        Expression(tokens, random.Next(1, 5), AnyKind());
        bool mutated = random.Next(8) == 0;
        if (mutated)
        {
            Mutate(tokens);
        }

        string space = random.Next(3) switch { 0 => "  ", 1 => "\n", _ => " " };
        return (string.Join(space, tokens), mutated);
    }

    private void Expression(List<string> tokens, int depth, Kind wanted)
    {
        Kind kind = random.Next(12) == 0 ? AnyKind() : wanted;
        if (depth <= 0 || random.Next(6) == 0)
        {
            Leaf(tokens, kind);
            return;
        }

        switch (random.Next(9))
        {
            case 0: Choice(tokens, depth, kind); break;
            case 1: Infix(tokens, depth, kind, kind, "?:"); break;
            case 2: Parentheses(tokens, depth, kind); break;
            case 3: Index(tokens, depth); break;
            default: Operation(tokens, depth, kind); break;
        }
    }

    private void Operation(List<string> tokens, int depth, Kind kind)
    {
        switch (kind)
        {
            case Kind.Text: Infix(tokens, depth, Kind.Text, random.Next(3) == 0 ? AnyKind() : Kind.Text, random.Next(12) == 0 ? Pick("*", "-") : "+"); break;
            case Kind.Number: Number(tokens, depth); break;
            case Kind.Truth: Truth(tokens, depth); break;
            default: List(tokens, depth); break;
        }
    }

    private void Number(List<string> tokens, int depth)
    {
        if (random.Next(5) == 0)
        {
            tokens.Add(Pick("-", "+"));
            Expression(tokens, depth - 1, Kind.Number);
            return;
        }

        Infix(tokens, depth, Kind.Number, Kind.Number, Pick("+", "-", "*", "/", "%", "div", "MOD", "^"));
    }

    private void Truth(List<string> tokens, int depth)
    {
        switch (random.Next(6))
        {
            case 0:
                tokens.Add(Pick("!", "not", "NOT"));
                Expression(tokens, depth - 1, Kind.Truth);
                break;
            case 1 or 2:
                Infix(tokens, depth, Kind.Truth, Kind.Truth, Pick("and", "or", "&&", "||", "AND", "Or"));
                break;
            case 3:
                Infix(tokens, depth, AnyKind(), AnyKind(), Pick("==", "!=", "eq", "NE"));
                break;
            case 4:
                Expression(tokens, depth - 1, Kind.Text);
                tokens.AddRange(["matches", Pick(s_patterns)]);
                break;
            default:
                Kind same = AnyKind();
                Infix(tokens, depth, same, same, Pick("<", "<=", ">", ">=", "lt", "Le", "gt", "ge"));
                break;
        }
    }

    private void Infix(List<string> tokens, int depth, Kind left, Kind right, string op)
    {
        Expression(tokens, depth - 1, left);
        tokens.Add(op);
        Expression(tokens, depth - 1, right);
    }

    private void Choice(List<string> tokens, int depth, Kind kind)
    {
        Expression(tokens, depth - 1, Kind.Truth);
        tokens.Add("?");
        Expression(tokens, depth - 1, kind);
        tokens.Add(":");
        Expression(tokens, depth - 1, kind);
    }

    private void List(List<string> tokens, int depth)
    {
        tokens.Add("{");
        int count = random.Next(4);
        for (int i = 0; i < count; i++)
        {
            tokens.AddRange(i > 0 ? [","] : []);
            Expression(tokens, depth - 2, AnyKind());
        }

        tokens.Add("}");
    }

    private void Index(List<string> tokens, int depth)
    {
        if (random.Next(2) == 0)
        {
            List(tokens, depth);
        }
        else
        {
            tokens.AddRange(["user", ".", Pick("nums", "words", "s", "n", "i")]);
        }

        tokens.Add("[");
        if (random.Next(3) == 0)
        {
            Expression(tokens, depth - 1, Kind.Number);
        }
        else
        {
            tokens.Add(Pick("0", "1", "2", "user.i"));
        }

        tokens.Add("]");
    }

    private void Parentheses(List<string> tokens, int depth, Kind kind)
    {
        tokens.Add("(");
        Expression(tokens, depth - 1, kind);
        tokens.Add(")");
    }

    private void Mutate(List<string> tokens)
    {
        int at = random.Next(tokens.Count);
        switch (random.Next(4))
        {
            case 0: tokens.RemoveAt(at); break;
            case 1: tokens.Insert(at, tokens[random.Next(tokens.Count)]); break;
            case 2: tokens[at] = Pick(s_noise); break;
            default: (tokens[at], tokens[^1]) = (tokens[^1], tokens[at]); break;
        }
    }

    private Kind AnyKind() => (Kind)random.Next(4);

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}

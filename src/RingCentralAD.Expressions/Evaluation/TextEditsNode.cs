using System.Buffers;

namespace RingCentralAD.Expressions;

/// <summary>
/// Calls within calls that all edit one text, such as <c>String.append(String.replace(String.removeSpaces(x), "(", ""), "!")</c>. They are
/// done in one place, innermost first, so that nothing but the result is allocated. To the binder it is the outermost call.
/// </summary>
internal sealed class TextEditsNode : FunctionCallNode
{
    private const int OnStack = 128;
    private readonly BoundNode _text;
    private readonly TextEdit[] _edits;
    private readonly int _before;
    private readonly int _after;

    private TextEditsNode(FunctionCallNode call, BoundNode text, TextEdit[] edits)
        : base(call.Span, call.Types, call.Function, [.. call.Written])
    {
        Written = call.Written;
        _text = text;
        _edits = edits;
        _before = edits.Sum(edit => edit.Before.Length);
        _after = edits.Sum(edit => edit.After.Length);
    }

    /// <summary>The call itself, or, where it and the call inside it edit one text, both as one.</summary>
    public static FunctionCallNode Combine(FunctionCallNode call)
    {
        if (TextEdit.Of(call) is not var (edit, text))
        {
            return call;
        }

        return text switch
        {
            TextEditsNode inner => new TextEditsNode(call, inner._text, [.. inner._edits, edit]),
            FunctionCallNode inner when TextEdit.Of(inner) is var (first, innermost) => new TextEditsNode(call, innermost, [first, edit]),
            _ => call,
        };
    }

    public override object? Evaluate(EvaluationContext context) => EvaluateText(context);

    public override string? EvaluateText(EvaluationContext context)
    {
        if (_text.EvaluateText(context) is not { } text)
        {
            return null;
        }

        int room = _before + text.Length + _after;
        if (room <= OnStack)
        {
            return Edit(text, stackalloc char[OnStack]);
        }

        char[] rented = ArrayPool<char>.Shared.Rent(room);
        try
        {
            return Edit(text, rented);
        }
        finally
        {
            // What it held is about a person.
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    private string Edit(string text, Span<char> room)
    {
        EditedText edited = new(room, _before, text);
        foreach (TextEdit edit in _edits)
        {
            edit.Apply(ref edited);
            if (edited.Length > Limits.TextLength)
            {
                FunctionException failure = FunctionException.TooLong();
                throw new ExpressionException(failure.Kind, edit.Span, failure.Message, failure.Remedy, failure);
            }
        }

        return edited.Value.SequenceEqual(text) ? text : edited.Value.ToString();
    }
}

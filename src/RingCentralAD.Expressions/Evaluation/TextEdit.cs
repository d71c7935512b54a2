namespace RingCentralAD.Expressions;

/// <summary>What one call does to a text where its other arguments are constant: it cuts it, replaces in it by something no longer, or adds to it.</summary>
internal abstract class TextEdit(SourceSpan span)
{
    /// <summary>Where the call stands.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>What it adds in front.</summary>
    public virtual string Before => "";

    /// <summary>What it adds at the end.</summary>
    public virtual string After => "";

    /// <summary>Does what the function would do with a text that is not null.</summary>
    public abstract void Apply(ref EditedText text);

    /// <summary>The call as an edit of one of its arguments; null where it is none.</summary>
    public static (TextEdit Edit, BoundNode Text)? Of(FunctionCallNode call) => (call.Function.Name, call.Written) switch
    {
        ("String.removeSpaces", [var text]) => (new Replacing(call.Span, " ", ""), text),
        ("String.replace", [var text, ConstantNode { Value: string { Length: > 0 } match }, ConstantNode { Value: string replacement }])
            when replacement.Length <= match.Length => (new Replacing(call.Span, match, replacement), text),
        ("String.append", [var text, ConstantNode { Value: string suffix }]) => (new Adding(call.Span, "", suffix), text),
        ("String.append", [ConstantNode { Value: string prefix }, var text]) => (new Adding(call.Span, prefix, ""), text),
        ("String.substringAfter" or "substringAfter", [var text, ConstantNode { Value: string search }]) => (new CuttingBefore(call.Span, search), text),
        ("String.substringBefore" or "substringBefore", [var text, ConstantNode { Value: string search }]) => (new CuttingAfter(call.Span, search), text),
        ("String.trim", [var text]) => (new Trimming(call.Span), text),
        _ => null,
    };

    private sealed class Replacing(SourceSpan span, string match, string replacement) : TextEdit(span)
    {
        public override void Apply(ref EditedText text) => text.Replace(match, replacement);
    }

    private sealed class Adding(SourceSpan span, string before, string after) : TextEdit(span)
    {
        public override string Before => before;

        public override string After => after;

        public override void Apply(ref EditedText text)
        {
            text.Prepend(before);
            text.Append(after);
        }
    }

    private sealed class CuttingBefore(SourceSpan span, string search) : TextEdit(span)
    {
        public override void Apply(ref EditedText text)
        {
            int at = text.Value.IndexOf(search);
            int from = at < 0 ? text.Length : at + search.Length;
            text.Keep(from, text.Length - from);
        }
    }

    private sealed class CuttingAfter(SourceSpan span, string search) : TextEdit(span)
    {
        public override void Apply(ref EditedText text)
        {
            int at = text.Value.IndexOf(search);
            text.Keep(0, at < 0 ? text.Length : at);
        }
    }

    private sealed class Trimming(SourceSpan span) : TextEdit(span)
    {
        public override void Apply(ref EditedText text)
        {
            int start = text.Length - text.Value.TrimStart().Length;
            text.Keep(start, text.Value[start..].TrimEnd().Length);
        }
    }
}

using System.Runtime.CompilerServices;

namespace RingCentralAD.Expressions;

/// <summary>A sum that is known to be text: all its parts are joined at once. A null part is written <c>null</c>.</summary>
internal sealed class JoinNode(SourceSpan span, BoundNode[] parts) : BoundNode(span, ValueTypes.Text)
{
    public IReadOnlyList<BoundNode> Parts => parts;

    public override int Weight { get; } = 1 + parts.Sum(part => part.Weight);

    public override object Evaluate(EvaluationContext context) => EvaluateText(context);

    public override string EvaluateText(EvaluationContext context)
    {
        try
        {
            return parts.Length switch
            {
                2 => TextJoin.Two(parts[0].EvaluateText(context), parts[1].EvaluateText(context)),
                3 => TextJoin.Three(parts[0].EvaluateText(context), parts[1].EvaluateText(context), parts[2].EvaluateText(context)),
                <= Few.Length => JoinFew(context),
                _ => JoinMany(context),
            };
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
    }

    private string JoinFew(EvaluationContext context)
    {
        var texts = default(Few);
        Fill(texts[..parts.Length], context);
        return string.Concat(texts[..parts.Length]);
    }

    private string JoinMany(EvaluationContext context)
    {
        var texts = new string[parts.Length];
        Fill(texts, context);
        return string.Concat(texts);
    }

    private void Fill(Span<string> texts, EvaluationContext context)
    {
        long length = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            string text = parts[i].EvaluateText(context) ?? "null";
            TextJoin.Check(length += text.Length);
            texts[i] = text;
        }
    }

    /// <summary>Room on the stack for the parts of an ordinary sum, so that only the result is allocated.</summary>
    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 16;

        private string _first;
    }
}

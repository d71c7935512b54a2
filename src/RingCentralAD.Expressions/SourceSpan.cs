namespace RingCentralAD.Expressions;

/// <summary>A place in an expression: 0-based start and length in UTF-16 units.</summary>
internal readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    public SourceSpan To(SourceSpan last) => new(Start, last.End - Start);
}

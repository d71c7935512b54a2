namespace RingCentralAD.Expressions;

/// <summary>A text that is changed in place. There must be room before it and after it for whatever is added.</summary>
internal ref struct EditedText
{
    private readonly Span<char> _room;
    private int _start;

    public EditedText(Span<char> room, int start, string text)
    {
        _room = room;
        _start = start;
        Length = text.Length;
        text.CopyTo(room[start..]);
    }

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Value => _room.Slice(_start, Length);

    public void Append(string text)
    {
        text.CopyTo(_room[(_start + Length)..]);
        Length += text.Length;
    }

    public void Prepend(string text)
    {
        _start -= text.Length;
        Length += text.Length;
        text.CopyTo(_room[_start..]);
    }

    /// <summary>Leaves this part of it.</summary>
    public void Keep(int start, int length)
    {
        _start += start;
        Length = length;
    }

    /// <summary>Replaces every occurrence, from left to right, by a text that is no longer.</summary>
    public void Replace(string match, string replacement)
    {
        Span<char> text = _room.Slice(_start, Length);
        int read = 0;
        int write = 0;
        for (int at = text.IndexOf(match); at >= 0; at = text[read..].IndexOf(match))
        {
            text.Slice(read, at).CopyTo(text[write..]);
            replacement.CopyTo(text[(write + at)..]);
            write += at + replacement.Length;
            read += at + match.Length;
        }

        text[read..].CopyTo(text[write..]);
        Length -= read - write;
    }
}

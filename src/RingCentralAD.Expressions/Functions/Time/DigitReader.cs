namespace RingCentralAD.Expressions;

/// <summary>Reads numbers out of a text, remembering whether one was missing.</summary>
internal ref struct DigitReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public int Position { get; set; }

    public bool Failed { get; private set; }

    public readonly bool AtEnd => Position >= _text.Length;

    public readonly char Peek => AtEnd ? '\0' : _text[Position];

    public readonly ReadOnlySpan<char> Rest => _text[Math.Min(Position, _text.Length)..];

    public bool Skip(char c)
    {
        bool here = Peek == c && !AtEnd;
        Position += here ? 1 : 0;
        return here;
    }

    /// <summary>A number of exactly that many digits.</summary>
    public int Number(int digits) => Number(digits, digits);

    public int Number(int least, int most)
    {
        int start = Position;
        long value = 0;
        while (Position - start < most && char.IsAsciiDigit(Peek))
        {
            value = Math.Min((value * 10) + Peek - '0', int.MaxValue);
            Position++;
        }

        Failed |= Position - start < least;
        return (int)value;
    }

    /// <summary>The digits after a decimal point as milliseconds; further ones are dropped.</summary>
    public int Fraction(int most = int.MaxValue)
    {
        int start = Position;
        int milliseconds = 0;
        int unit = 100;
        while (Position - start < most && char.IsAsciiDigit(Peek))
        {
            milliseconds += (Peek - '0') * unit;
            unit /= 10;
            Position++;
        }

        Failed |= Position == start;
        return milliseconds;
    }

    /// <summary>±hh, ±hhmm or ±hh:mm.</summary>
    public TimeSpan Offset()
    {
        foreach (int length in (ReadOnlySpan<int>)[6, 5, 3])
        {
            if (Rest.Length >= length && Rest[0] is '+' or '-' && TimeZones.Offset(Rest[..length]) is { } offset)
            {
                Position += length;
                return offset;
            }
        }

        Failed = true;
        return TimeSpan.Zero;
    }
}

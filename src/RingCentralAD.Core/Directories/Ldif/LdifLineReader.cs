using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>Unfolds the lines of an LDIF file (RFC 2849), skips comments, counts lines and bytes. Holds one line at a time.</summary>
internal sealed class LdifLineReader : IDisposable
{
    /// <summary>The longest unfolded line, in bytes. Longer ones are no LDIF but a mistake.</summary>
    public const int MaxLine = 32 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private byte[] _logical = new byte[1024];
    private int _length;
    private int _start;
    private int _end;
    private long _offset;
    private int _next;

    /// <summary>Reads on from where the stream stands.</summary>
    /// <param name="stream">Bytes in UTF-8; closed with this reader.</param>
    /// <param name="file">The name for error messages.</param>
    /// <param name="offset">How many bytes of the file lie before.</param>
    /// <param name="firstLine">The number of the line that comes first.</param>
    public LdifLineReader(Stream stream, string file, long offset, int firstLine)
    {
        _stream = stream;
        _file = file;
        _offset = offset;
        _next = firstLine;
        if (offset == 0 && Fill() && Unread.StartsWith(Encoding.UTF8.Preamble))
        {
            Skip(Encoding.UTF8.Preamble.Length);
        }
    }

    /// <summary>The line number at which the current line begins.</summary>
    public int Number { get; private set; }

    /// <summary>The offset at which the current line begins.</summary>
    public long Offset { get; private set; }

    /// <summary>The current line without its line ends; good until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _logical.AsSpan(0, _length);

    private Span<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Goes to the next unfolded line that is no comment; false at the end.</summary>
    public bool Read()
    {
        do
        {
            if (_start == _end && !Fill())
            {
                return false;
            }

            Number = _next;
            Offset = _offset;
            _length = 0;
            if (Unread[0] == (byte)' ')
            {
                throw LdifErrors.Invalid(_file, Number, "a continuation line (it begins with a blank) follows no line that it could continue.",
                    "Take away the blank at the beginning, or the empty line before it.");
            }

            AppendPhysicalLine();
            while ((_start < _end || Fill()) && Unread[0] == (byte)' ' && _length > 0)
            {
                Skip(1);
                AppendPhysicalLine();
            }
        }
        while (_length > 0 && _logical[0] == (byte)'#');

        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private void AppendPhysicalLine()
    {
        int before = _length;
        while (_start < _end || Fill())
        {
            int end = Unread.IndexOf((byte)'\n');
            Span<byte> part = end < 0 ? Unread : Unread[..end];
            Append(part);
            Skip(end < 0 ? part.Length : part.Length + 1);
            if (end >= 0)
            {
                break;
            }
        }

        _next++;
        if (_length > before && _logical[_length - 1] == (byte)'\r')
        {
            _length--;
        }
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > MaxLine)
        {
            throw LdifErrors.Invalid(_file, Number, $"the line is longer than {MaxLine / (1024 * 1024)} MB.", "See whether the file is LDIF at all.");
        }

        if (_length + part.Length > _logical.Length)
        {
            Array.Resize(ref _logical, Math.Max(_length + part.Length, _logical.Length * 2));
        }

        part.CopyTo(_logical.AsSpan(_length));
        _length += part.Length;
    }

    private void Skip(int count)
    {
        _start += count;
        _offset += count;
    }

    private bool Fill()
    {
        _start = 0;
        _end = _stream.Read(_buffer);
        return _end > 0;
    }
}

using System.Buffers;
using System.Formats.Asn1;

namespace RingCentralAD.Ldap.Protocol;

/// <summary>
/// Cuts a stream of bytes into whole LDAP messages. Holds one pooled buffer that grows with what has really arrived,
/// never with what a header merely announces, and refuses a message beyond the limit as soon as its header is known.
/// </summary>
internal sealed class LdapFramer(int maxMessageSize) : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int LongestHeader = 6;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;

    /// <summary>Bytes that no whole message has claimed yet.</summary>
    public int Pending => _end - _start;

    /// <summary>Room for at least one byte; tell with <see cref="Advance"/> how much was filled.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        return _buffer.AsMemory(_end);
    }

    public void Advance(int count) => _end += count;

    /// <summary>The next whole message; it is valid until the next <see cref="GetMemory"/>.</summary>
    /// <exception cref="LdapException">What stands there is not an LDAP message, or is larger than the limit.</exception>
    public bool TryRead(out ReadOnlySpan<byte> message)
    {
        message = default;
        if (Pending == 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, Pending);
        if (rest[0] != LdapTag.Sequence)
        {
            throw LdapException.Protocol($"a message starts with 0x{rest[0]:x2}; is this an LDAP port, and is TLS set as the server expects it?");
        }

        if (!AsnDecoder.TryDecodeLength(rest[1..], AsnEncodingRules.BER, out int? length, out int lengthOctets))
        {
            return rest.Length < LongestHeader ? false : throw LdapException.Protocol("a message with a wrong length.");
        }

        if (length is not int content || content > maxMessageSize - 1 - lengthOctets)
        {
            throw LdapException.Protocol(length is null ? "a message of indefinite length." : $"a message of {length} bytes; the limit is {maxMessageSize}.");
        }

        int whole = 1 + lengthOctets + content;
        if (rest.Length < whole)
        {
            return false;
        }

        message = rest[..whole];
        _start += whole;
        return true;
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private void MakeRoom()
    {
        if (_start > _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, Pending).CopyTo(_buffer);
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            _buffer.AsSpan(_start, Pending).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }

        _end -= _start;
        _start = 0;
    }
}

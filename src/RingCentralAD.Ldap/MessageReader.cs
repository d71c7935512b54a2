namespace RingCentralAD.Ldap;

/// <summary>Cuts the bytes of a connection into messages: whole ones only, none larger than the limit.</summary>
internal sealed class MessageReader
{
    /// <summary>The largest message that is taken, in bytes.</summary>
    public const int LargestMessage = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Room for the next bytes.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0 && (_start == _end || _end == _buffer.Length))
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LargestMessage)
            {
                throw new LdapException(LdapErrorKind.Protocol, $"The server sent a message of more than {LargestMessage} bytes.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes came.</summary>
    public void Take(int count) => _end += count;

    /// <summary>The next whole message; false while it is not whole yet.</summary>
    public bool TryNext(out byte[] message)
    {
        message = [];
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
        if (bytes.Length < 2)
        {
            return false;
        }

        if (bytes[0] != 0x30)
        {
            throw new LdapException(LdapErrorKind.Protocol, "The server sent what is no LDAP message.");
        }

        int lengthBytes = (bytes[1] & 0x80) == 0 ? 0 : bytes[1] & 0x7f;
        if (lengthBytes > 4 || bytes[1] == 0x80)
        {
            throw new LdapException(LdapErrorKind.Protocol, "The server sent a message of an impossible length.");
        }

        if (bytes.Length < 2 + lengthBytes)
        {
            return false;
        }

        long length = bytes[1];
        if (lengthBytes > 0)
        {
            length = 0;
            for (int i = 0; i < lengthBytes; i++)
            {
                length = (length << 8) | bytes[2 + i];
            }
        }

        long whole = 2 + lengthBytes + length;
        if (whole > LargestMessage)
        {
            throw new LdapException(LdapErrorKind.Protocol, $"The server sent a message of {whole} bytes; at most {LargestMessage} are taken.");
        }

        if (bytes.Length < whole)
        {
            return false;
        }

        message = bytes[..(int)whole].ToArray();
        _start += (int)whole;
        return true;
    }

    /// <summary>Whether part of a message is waiting for its rest.</summary>
    public bool HasPart => _end > _start;
}

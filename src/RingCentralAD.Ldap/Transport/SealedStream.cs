using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RingCentralAD.Ldap.Transport;

/// <summary>
/// The security layer of a GSS-SPNEGO bind (RFC 4752, 3.3; MS-ADTS 5.1.2): each piece is a length of four octets and a wrapped token.
/// One reader and one writer may use it at a time.
/// </summary>
internal sealed class SealedStream(Stream inner, SecurityContext context, int maxTokenSize) : Stream
{
    private const int HeaderSize = 4;

    private readonly ArrayBufferWriter<byte> _sealed = new();
    private readonly ArrayBufferWriter<byte> _plain = new();
    private readonly byte[] _header = new byte[HeaderSize];
    private byte[] _token = [];
    private int _taken;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _plain.WrittenCount)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }
        }

        int count = Math.Min(buffer.Length, _plain.WrittenCount - _taken);
        _plain.WrittenMemory.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(Wrap(buffer.Span), cancellationToken).ConfigureAwait(false);
        _sealed.ResetWrittenCount();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            context.Dispose();
        }

        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> Wrap(ReadOnlySpan<byte> bytes)
    {
        _sealed.GetSpan(HeaderSize);
        _sealed.Advance(HeaderSize);
        if (!context.TryWrap(bytes, _sealed, out string reason))
        {
            throw new LdapException(LdapErrorKind.Other, $"A request could not be sealed: {reason}.");
        }

        Memory<byte> whole = MemoryMarshal.AsMemory(_sealed.WrittenMemory);
        BinaryPrimitives.WriteInt32BigEndian(whole.Span, whole.Length - HeaderSize);
        return whole;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        int header = await inner.ReadAtLeastAsync(_header, HeaderSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (header == 0)
        {
            return false;
        }

        uint size = header == HeaderSize ? BinaryPrimitives.ReadUInt32BigEndian(_header) : throw new EndOfStreamException("The end came within a sealed piece.");
        if (size > maxTokenSize)
        {
            throw LdapException.Protocol($"a sealed piece of {size} bytes; the limit is {maxTokenSize}.");
        }

        if (_token.Length < size)
        {
            _token = new byte[Math.Max(size, _token.Length * 2)];
        }

        Memory<byte> token = _token.AsMemory(0, (int)size);
        await inner.ReadExactlyAsync(token, cancellationToken).ConfigureAwait(false);
        Unwrap(token.Span);
        return true;
    }

    private void Unwrap(ReadOnlySpan<byte> token)
    {
        _plain.ResetWrittenCount();
        _taken = 0;
        if (!context.TryUnwrap(token, _plain, out string reason))
        {
            throw LdapException.Protocol($"a sealed piece that does not open ({reason}): it was changed on its way, or is not encrypted.");
        }
    }
}

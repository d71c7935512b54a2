using System.Buffers;
using System.Buffers.Binary;
using System.Net.Security;

namespace RingCentralAD.Ldap;

/// <summary>Seals what is sent and opens what comes by the keys of a GSS-SPNEGO bind: each part is its length in four bytes, then the wrapped bytes (RFC 4752).</summary>
internal sealed class SealedStream : Stream
{
    private const int LargestPart = 0x1000000;
    private readonly Stream _inner;
    private readonly NegotiateAuthentication _keys;
    private ReadOnlyMemory<byte> _opened;

    public SealedStream(Stream inner, NegotiateAuthentication keys)
    {
        _inner = inner;
        _keys = keys;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_opened.IsEmpty)
        {
            byte[] head = new byte[4];
            int first = await _inner.ReadAsync(head.AsMemory(0, 4), cancellationToken).ConfigureAwait(false);
            if (first == 0)
            {
                return 0;
            }

            await _inner.ReadExactlyAsync(head.AsMemory(first), cancellationToken).ConfigureAwait(false);
            int length = BinaryPrimitives.ReadInt32BigEndian(head);
            if (length is <= 0 or > LargestPart)
            {
                throw new LdapException(LdapErrorKind.Protocol, "The server sent a sealed part of an impossible length.");
            }

            byte[] part = new byte[length];
            await _inner.ReadExactlyAsync(part, cancellationToken).ConfigureAwait(false);
            ArrayBufferWriter<byte> opened = new(length);
            NegotiateAuthenticationStatusCode status = _keys.Unwrap(part, opened, out _);
            if (status != NegotiateAuthenticationStatusCode.Completed)
            {
                throw new LdapException(LdapErrorKind.Protocol, $"What the server sealed cannot be opened ({status}).");
            }

            _opened = opened.WrittenMemory;
        }

        int taken = Math.Min(buffer.Length, _opened.Length);
        _opened[..taken].CopyTo(buffer);
        _opened = _opened[taken..];
        return taken;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ArrayBufferWriter<byte> wrapped = new(buffer.Length + 128);
        NegotiateAuthenticationStatusCode status = _keys.Wrap(buffer.Span, wrapped, requestEncryption: true, out _);
        if (status != NegotiateAuthenticationStatusCode.Completed)
        {
            throw new LdapException(LdapErrorKind.Protocol, $"The request cannot be sealed ({status}).");
        }

        byte[] part = new byte[wrapped.WrittenCount + 4];
        BinaryPrimitives.WriteInt32BigEndian(part, wrapped.WrittenCount);
        wrapped.WrittenSpan.CopyTo(part.AsSpan(4));
        await _inner.WriteAsync(part, cancellationToken).ConfigureAwait(false);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _keys.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

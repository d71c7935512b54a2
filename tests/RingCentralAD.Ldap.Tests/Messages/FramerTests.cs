using RingCentralAD.Ldap.Protocol;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>However the bytes fall, whole messages come out, and nothing else.</summary>
public sealed class FramerTests
{
    private static readonly byte[][] s_messages =
    [
        LdapBytes.Entry(1, "cn=1", ("cn", ["1"])),
        LdapBytes.Entry(2, "cn=2", ("description", [new string('x', 40_000)])),
        LdapBytes.Result(3, LdapBytes.SearchDone),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16_384)]
    [InlineData(100_000)]
    public void Messages_come_whole_and_in_order_whatever_the_pieces(int piece)
    {
        using LdapFramer framer = new(1_000_000);
        List<byte[]> read = [];
        foreach (byte[] part in s_messages.SelectMany(bytes => bytes).Chunk(piece))
        {
            Feed(framer, part, read);
        }

        Assert.Equal(s_messages, read);
        Assert.Equal(0, framer.Pending);
    }

    [Fact]
    public void A_message_of_the_limit_is_taken_and_one_byte_more_is_not()
    {
        byte[] message = s_messages[1];
        using LdapFramer framer = new(message.Length);
        List<byte[]> read = [];
        Feed(framer, message, read);
        Assert.Equal([message], read);
        using LdapFramer tight = new(message.Length - 1);
        LdapException exception = Assert.Throws<LdapException>(() => Feed(tight, message.AsSpan(0, 4), []));
        Assert.Equal(LdapErrorKind.Protocol, exception.Kind);
        Assert.Contains("limit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_announced_size_takes_no_memory_before_its_bytes_arrive()
    {
        using LdapFramer framer = new(int.MaxValue);
        Feed(framer, [0x30, 0x84, 0x70, 0x00, 0x00, 0x00], []);
        Assert.True(framer.GetMemory().Length < 100_000);
    }

    internal static void Feed(LdapFramer framer, ReadOnlySpan<byte> bytes, List<byte[]> read)
    {
        while (bytes.Length > 0)
        {
            Memory<byte> room = framer.GetMemory();
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room.Span);
            framer.Advance(count);
            bytes = bytes[count..];
            while (framer.TryRead(out ReadOnlySpan<byte> message))
            {
                read.Add(message.ToArray());
            }
        }
    }
}

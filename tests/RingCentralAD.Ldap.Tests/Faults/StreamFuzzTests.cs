using System.Globalization;
using RingCentralAD.Ldap.Protocol;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>
/// The whole decoder, from the stream's pieces to entries: mutated streams of several messages end in messages or in an LdapException, take no more
/// memory than a few times what arrived, and never end in a loop. FUZZ_SEED repeats a run, RCAD_SOAK=1 makes it a million streams.
/// </summary>
public sealed class StreamFuzzTests : FakeTests
{
    private const int Limit = 1 << 20;

    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : Random.Shared.Next();
    private readonly bool _soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    [Fact]
    [Trait("Category", "Soak")]
    public void Changed_streams_in_random_pieces_end_in_messages_or_an_error_and_in_bounded_memory()
    {
        int rounds = _soak ? 1_000_000 : 20_000;
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={_seed}");
        Random random = new(_seed);
        byte[][] good = [.. Good()];
        long arrived = 0, messages = 0, refused = 0, most = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] stream = MutatedBytes.Of(random, [.. Enumerable.Range(0, random.Next(1, 6)).SelectMany(_ => good[random.Next(good.Length)])]);
            arrived += stream.Length;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                messages += Read(stream, random);
            }
            catch (LdapException exception)
            {
                Assert.True(exception.Kind is LdapErrorKind.Protocol or LdapErrorKind.InvalidSyntax, $"FUZZ_SEED={_seed} round {round}: {exception}");
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"FUZZ_SEED={_seed} round {round} {Convert.ToHexString(stream)}: {exception}");
            }

            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, used);
            Assert.True(used < 200_000 + 100L * stream.Length, $"FUZZ_SEED={_seed} round {round}: {used} bytes for {stream.Length}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} streams, {arrived} bytes, {messages} messages read, {refused} streams refused, at most {most} bytes allocated for one");
        Assert.True(messages > rounds / 4 && refused > rounds / 4);
    }

    [Fact]
    public async Task A_client_fed_with_changed_answers_ends_with_an_answer_or_an_error()
    {
        int rounds = _soak ? 20_000 : 300;
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={_seed}");
        Random random = new(_seed);
        await using FakeLdapServer server = new(async session =>
        {
            while (true)
            {
                FakeLdapRequest request = await session.ReadAsync();
                byte[] answers;
                lock (random)
                {
                    byte[] entry = LdapBytes.Entry(request.Id, "CN=Zoë,DC=x", ("cn", ["Zoë"]), ("member;range=0-*", ["a", "b"]));
                    answers = MutatedBytes.Of(random, [.. entry, .. LdapBytes.Reference(request.Id, "ldap://a/"), .. entry, .. LdapBytes.PageDone(request.Id, "")]);
                }

                await session.SendAsync(answers);
                return;
            }
        });
        int read = 0, failed = 0;
        for (int round = 0; round < rounds; round++)
        {
            await using LdapConnection connection = await ConnectAsync(server, Options(server) with { ResponseTimeout = TimeSpan.FromSeconds(10) });
            try
            {
                await foreach (LdapEntry entry in connection.SearchPagedAsync(Search, 100, Token))
                {
                    _ = entry.Attributes.Count;
                }

                read++;
            }
            catch (LdapException exception)
            {
                Assert.NotEqual("", exception.Message);
                failed++;
            }
        }

        Assert.True(failed > 0 && read + failed == rounds, $"FUZZ_SEED={_seed}: {read} read, {failed} failed");
    }

    [Theory]
    [InlineData(new byte[] { 0x30, 0x84, 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x30, 0x84, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x30, 0x85, 0x01, 0x00, 0x00, 0x00, 0x00 })]
    [InlineData(new byte[] { 0x30, 0x80, 0x02, 0x01 })]
    [InlineData(new byte[] { 0x30, 0x83, 0x10, 0x00, 0x01 })]
    public void A_length_that_is_only_announced_costs_no_memory(byte[] header)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LdapException>(() => Read([.. header, .. new byte[20]], new Random(1)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    private static IEnumerable<byte[]> Good()
    {
        yield return LdapBytes.Entry(7, "CN=Zoë,DC=x", ("objectClass", ["top", "person"]), ("cn", ["Zoë"]), ("empty", []));
        yield return LdapBytes.Entry(8, "CN=Group,DC=x", ("member;range=0-9", [.. Enumerable.Range(0, 10).Select(i => $"CN={i},DC=x")]));
        yield return LdapBytes.Entry(9, new string('x', 300), [.. Enumerable.Range(0, 60).Select(i => ($"attribute{i}", new[] { new string('v', i * 5) }))]);
        yield return LdapBytes.Reference(7, "ldap://a/", "ldap://b/");
        yield return LdapBytes.PageDone(7, "cookie");
        yield return LdapBytes.Result(7, LdapBytes.ModifyResponse, 16, "stale", "DC=x", referrals: ["ldap://c"]);
        yield return LdapBytes.Result(0, LdapBytes.ExtendedResponse, 52, extendedName: "1.3.6.1.4.1.1466.20036");
    }

    private static int Read(byte[] stream, Random random)
    {
        using LdapFramer framer = new(Limit);
        int count = 0;
        for (int at = 0; at < stream.Length;)
        {
            Memory<byte> room = framer.GetMemory();
            int size = Math.Min(Math.Min(random.Next(1, 200), stream.Length - at), room.Length);
            stream.AsSpan(at, size).CopyTo(room.Span);
            framer.Advance(size);
            at += size;
            while (framer.TryRead(out ReadOnlySpan<byte> bytes))
            {
                count++;
                switch (LdapMessageReader.Read(bytes).Body)
                {
                    case LdapEntry entry:
                        _ = entry.Dn.Length + entry.Attributes.Sum(pair => pair.Value.Count);
                        _ = LdapValueRange.Find(entry, "member");
                        break;
                    case LdapResult result:
                        _ = result.Control(LdapControl.PagedResultsOid)?.ReadPagedCookie();
                        break;
                }
            }
        }

        return count;
    }
}

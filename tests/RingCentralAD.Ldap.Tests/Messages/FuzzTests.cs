using System.Globalization;
using RingCentralAD.Ldap.Protocol;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>Random bytes end in a message or in an LdapException of kind Protocol, in nothing else. FUZZ_SEED repeats a run, RCAD_SOAK=1 makes it a million rounds.</summary>
public sealed class FuzzTests
{
    private static readonly byte[][] s_good =
    [
        LdapBytes.Entry(7, "CN=Zoë,DC=x", ("objectClass", ["top", "person"]), ("cn", ["Zoë"]), ("empty", [])),
        LdapBytes.Reference(7, "ldap://a/", "ldap://b/"),
        LdapBytes.PageDone(7, "cookie"),
        LdapBytes.Result(7, LdapBytes.ModifyResponse, 16, "stale", "DC=x", referrals: ["ldap://c"]),
        LdapBytes.Result(0, LdapBytes.ExtendedResponse, 52, extendedName: "1.3.6.1.4.1.1466.20036"),
    ];

    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : Random.Shared.Next();
    private readonly int _rounds = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 1_000_000 : 20_000;

    [Fact]
    [Trait("Category", "Soak")]
    public void Changed_messages_never_break_the_reader()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={_seed}");
        Random random = new(_seed);
        int read = 0, refused = 0;
        for (int round = 0; round < _rounds; round++)
        {
            byte[] bytes = MutatedBytes.Of(random, s_good[random.Next(s_good.Length)], atLeast: 1);
            if (Survives(bytes, $"FUZZ_SEED={_seed} round {round}: {Convert.ToHexString(bytes)}"))
            {
                read++;
            }
            else
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Every_beginning_of_a_message_is_refused_by_the_reader_and_kept_by_the_framer()
    {
        foreach (byte[] message in s_good)
        {
            Assert.True(Survives(message, "whole"));
            for (int length = 0; length < message.Length; length++)
            {
                Assert.False(Survives(message[..length], "cut"));
                using LdapFramer framer = new(1000);
                List<byte[]> read = [];
                FramerTests.Feed(framer, message.AsSpan(0, length), read);
                Assert.Empty(read);
                FramerTests.Feed(framer, message.AsSpan(length), read);
                Assert.Equal([message], read);
            }
        }
    }

    [Fact]
    [Trait("Category", "Soak")]
    public void Random_filters_are_refused_or_come_back_the_same()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={_seed}");
        Random random = new(_seed);
        for (int round = 0; round < _rounds; round++)
        {
            string text = new(random.GetItems<char>("(((((()))))&|!ab=*:.<>~\\12é ", random.Next(1, 20)));
            try
            {
                string written = LdapFilter.Parse("(" + text + ")").ToString();
                Assert.Equal(written, LdapFilter.Parse(written).ToString());
            }
            catch (LdapException exception)
            {
                Assert.True(exception.Kind == LdapErrorKind.InvalidFilter, $"FUZZ_SEED={_seed} round {round}: {text}");
            }
        }
    }

    private static bool Survives(byte[] bytes, string what)
    {
        try
        {
            LdapMessage message = LdapMessageReader.Read(bytes);
            if (message.Body is LdapEntry entry)
            {
                _ = entry.Dn + entry.Attributes.Sum(pair => pair.Value.Count + entry.GetValues(pair.Key).Count);
            }

            return true;
        }
        catch (LdapException exception)
        {
            Assert.True(exception.Kind == LdapErrorKind.Protocol, what);
            return false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what}: {exception}");
            return false;
        }
    }
}

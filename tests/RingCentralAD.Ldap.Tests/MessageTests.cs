using System.Text;
using Xunit;

namespace RingCentralAD.Ldap.Tests;

public sealed class MessageTests
{
    // An entry cn=a with mail: x, then the end of the search, as a server sends them.
    private static readonly byte[] s_entry = Convert.FromHexString("301A02010264150404636E3D61300D300B04046D61696C3103040178");
    private static readonly byte[] s_done = Convert.FromHexString("300C02010265070A010004000400");

    [Fact]
    public void A_simple_bind_is_written_as_RFC_4511_has_it() =>
        Assert.Equal("3013020101600E0201030403636E3D800470617373", Convert.ToHexString(LdapMessages.SimpleBind(1, "cn=", "pass"u8)));

    [Fact]
    public void An_unbind_is_written_as_RFC_4511_has_it() => Assert.Equal("30050201054200", Convert.ToHexString(LdapMessages.Unbind(5)));

    [Fact]
    public void An_abandon_is_written_as_RFC_4511_has_it() => Assert.Equal("3006020106500105", Convert.ToHexString(LdapMessages.Abandon(6, 5)));

    [Fact]
    public void A_modification_is_written_as_RFC_4511_has_it()
    {
        byte[] bytes = LdapMessages.Modify(2, "cn=a", [new(LdapModificationKind.Delete, "sn", ["x"]), new(LdapModificationKind.Add, "sn", ["y"])]);
        Assert.Equal("302D02010266280404636E3D613020300E0A010130090402736E3103040178300E0A010030090402736E3103040179", Convert.ToHexString(bytes));
    }

    [Fact]
    public void An_entry_is_read()
    {
        LdapEntry entry = LdapMessages.Entry(LdapMessages.Read(s_entry));
        Assert.Equal("cn=a", entry.Dn);
        Assert.Equal("x", entry.GetString("MAIL"));
        Assert.Null(entry.GetString("sn"));
    }

    [Fact]
    public void Messages_are_whole_however_the_bytes_come()
    {
        byte[] stream = [.. s_entry, .. s_entry, .. s_done];
        for (int step = 1; step <= stream.Length; step++)
        {
            MessageReader reader = new();
            List<string> messages = [];
            foreach (byte[] chunk in stream.Chunk(step))
            {
                chunk.CopyTo(reader.Room());
                reader.Take(chunk.Length);
                while (reader.TryNext(out byte[] message))
                {
                    messages.Add(Convert.ToHexString(message));
                }
            }

            Assert.Equal([Convert.ToHexString(s_entry), Convert.ToHexString(s_entry), Convert.ToHexString(s_done)], messages);
            Assert.False(reader.HasPart);
        }
    }

    [Theory]
    [InlineData("00")]
    [InlineData("3085000000000001")]
    [InlineData("3084FFFFFFFF00")]
    [InlineData("3080")]
    public void A_message_of_an_impossible_form_or_length_is_refused(string hex)
    {
        MessageReader reader = new();
        byte[] bytes = Convert.FromHexString(hex + "00");
        bytes.CopyTo(reader.Room());
        reader.Take(bytes.Length);
        Assert.Equal(LdapErrorKind.Protocol, Assert.Throws<LdapException>(() => reader.TryNext(out _)).Kind);
    }

    [Fact]
    public void Damaged_messages_give_a_message_or_our_own_error()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        int runs = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 1_000_000 : 20_000;
        for (int i = 0; i < runs; i++)
        {
            byte[] bytes = [.. random.Next(2) == 0 ? s_entry : s_done];
            for (int hits = random.Next(1, 5); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                LdapResponse response = LdapMessages.Read(bytes);
                _ = response.Tag == LdapMessages.SearchEntry ? LdapMessages.Entry(response).Dn : LdapMessages.Result(response, out _).Diagnostic;
            }
            catch (LdapException error)
            {
                Assert.True(error.Kind == LdapErrorKind.Protocol, $"seed {seed}: {Convert.ToHexString(bytes)}");
            }
        }
    }

    [Fact]
    public void A_credential_shows_no_password()
    {
        LdapCredential.Simple simple = new(new System.Net.NetworkCredential("sync@contoso.com", "s3cret"));
        Assert.Equal("sync@contoso.com", simple.ToString());
        Assert.DoesNotContain("s3cret", new StringBuilder().Append(simple).ToString(), StringComparison.Ordinal);
    }
}

using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>What the writer writes: safe, folded, readable by everybody.</summary>
public class LdifWriterTests
{
    [Theory]
    [InlineData("plain", "x: plain")]
    [InlineData("", "x:")]
    [InlineData(" leading", "x:: IGxlYWRpbmc=")]
    [InlineData("trailing ", "x:: dHJhaWxpbmcg")]
    [InlineData(":colon", "x:: OmNvbG9u")]
    [InlineData("<less", "x:: PGxlc3M=")]
    [InlineData("in : side <", "x: in : side <")]
    [InlineData("Zoë", "x:: Wm/Dqw==")]
    [InlineData("line\nbreak", "x:: bGluZQpicmVhaw==")]
    [InlineData("nul\0", "x:: bnVsAA==")]
    [InlineData("tab\t", "x:: dGFiCQ==")]
    [InlineData("#hash", "x: #hash")]
    [InlineData("+1-415-555-6789;ext.321", "x: +1-415-555-6789;ext.321")]
    public void Unsafe_values_are_base64(string value, string line) =>
        Assert.Equal($"dn: cn=a\n{line}\n\n", new LdifWriter("\n").Entry(Entry("cn=a", ("x", value))).ToString());

    [Fact]
    public void A_change_deletes_the_old_value_and_adds_the_new_one()
    {
        string text = new LdifWriter("\n").Modify("CN=Zoë,DC=x",
        [
            new AttributeChange("telephoneNumber", "+1 old", "+1 new"),
            new AttributeChange("ipPhone", null, "321"),
            new AttributeChange("pager", "gone", null),
        ]).ToString();
        Assert.Equal(
            """
            dn:: Q049Wm/DqyxEQz14
            changetype: modify
            delete: telephoneNumber
            telephoneNumber: +1 old
            -
            add: telephoneNumber
            telephoneNumber: +1 new
            -
            add: ipPhone
            ipPhone: 321
            -
            delete: pager
            pager: gone
            -


            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Lines_are_folded_at_76_and_come_back_whole()
    {
        for (int length = 0; length < 400; length++)
        {
            string value = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
            string text = new LdifWriter("\n").Entry(Entry("cn=a", ("description", value), ("u", value + "ü"))).ToString();
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= LdifWriter.Width));
            using LdifReader reader = new(new MemoryStream(Encoding.ASCII.GetBytes(text)), "x");
            RawEntry entry = reader.Read()!.ToEntry();
            Assert.Equal(value, entry.Text("description"));
            Assert.Equal(value + "ü", entry.Text("u"));
        }
    }

    [Fact]
    public void Any_bytes_come_back()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] value = new byte[random.Next(200)];
            random.NextBytes(value);
            RawEntry written = Entries.Of("cn=\u0434,\u00e9 " + round, ("x", [value]));
            using LdifReader reader = new(new MemoryStream(Encoding.ASCII.GetBytes(new LdifWriter().Comment("a\nb\u0001ü").Entry(written).ToString())), "x");
            RawEntry read = reader.Read()!.ToEntry();
            Assert.Equal(written.Dn, read.Dn);
            Assert.Equal(value, read.Bytes("x"));
        }
    }

    private static RawEntry Entry(string dn, params (string Name, string Value)[] values) =>
        Entries.Of(dn, [.. values.Select(value => Entries.Text(value.Name, value.Value))]);
}

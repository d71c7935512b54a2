using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>LDIF as RFC 2849 has it, and as ldapsearch, ldifde and editors write it.</summary>
public class LdifReaderTests
{
    [Theory]
    [InlineData("dn: cn=a\ncn: a\n", "cn=a|cn=a")]
    [InlineData("dn: cn=a\r\ncn: a\r\n", "cn=a|cn=a")]
    [InlineData("dn: cn=a\ncn: a", "cn=a|cn=a")]
    [InlineData("version: 1\ndn: cn=a\ncn: a\n", "cn=a|cn=a")]
    [InlineData("version: 1\n\n\n# comment\n# folded\n  comment\ndn: cn=a\n# inside\ncn: a\n\n\n", "cn=a|cn=a")]
    [InlineData("dn:cn=a\ncn:a\n", "cn=a|cn=a")]
    [InlineData("dn:    cn=a\ncn:   a  b\n", "cn=a|cn=a  b")]
    [InlineData("dn: cn=a\ndescription: one\n  two\n thr\n ee\n", "cn=a|description=one twothree")]
    [InlineData("dn: cn=a\r\ndescription: one\r\n  two\r\n", "cn=a|description=one two")]
    [InlineData("dn:: Y249WmXDqw==\nCN:: WmXDqw==\n", "cn=Zeë|CN=Zeë")]
    [InlineData("dn: cn=a\nx:: YW\n Jj\n", "cn=a|x=abc")]
    [InlineData("dn: cn=a\nx:: YWJj  \n", "cn=a|x=abc")]
    [InlineData("dn: cn=a\nx:\ny::\n", "cn=a|x=|y=")]
    [InlineData("dn: cn=Zoë\ncn: Zoë 🚀\n", "cn=Zoë|cn=Zoë 🚀")]
    [InlineData("dn: cn=a\ncn;lang-de: a\n2.5.4.3: b\nmember;range=0-1499: c\n", "cn=a|cn;lang-de=a|2.5.4.3=b|member;range=0-1499=c")]
    [InlineData("dn: cn=a\nx: a:b::c <d\n", "cn=a|x=a:b::c <d")]
    [InlineData("dn: cn=a\nversion: 7\n", "cn=a|version=7")]
    [InlineData("dn: cn=a\nchangetype: add\ncn: a\n", "cn=a|cn=a")]
    [InlineData("dn: cn=a\ncn: a\n\ndn: cn=b\nCN: 1\nx: 2\ncn: 3\n", "cn=a|cn=a", "cn=b|CN=1,3|x=2")]
    [InlineData("dn:\nvendorName: x\n", "|vendorName=x")]
    [InlineData("")]
    [InlineData("\n\n# nothing\n")]
    public void Reads(string text, params string[] expected) => Assert.Equal(expected, Records(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("dn: cn=a\ncn a\n", 2, "attribute: value")]
    [InlineData("dn: cn=a\n: a\n", 2, "attribute: value")]
    [InlineData("dn: cn=a\nc n: a\n", 2, "attribute: value")]
    [InlineData("dn: cn=a\n\tcn: a\n", 2, "attribute: value")]
    [InlineData("dn: cn=a\nx:: a\n", 2, "not base64")]
    [InlineData("dn: cn=a\nx:: YW=Jj\n", 2, "not base64")]
    [InlineData("# c\n\ndn: cn=a\nfolded: a\n b\nx:: !!!!\n", 6, "not base64")]
    [InlineData("dn: cn=a\njpegPhoto:< file:///etc/passwd\n", 2, "URL")]
    [InlineData("dn: cn=a\nx: a\0b\n", 2, "NUL")]
    [InlineData("dn: cn=a\nx: a\rb\n", 2, "carriage return")]
    [InlineData("cn: a\n", 1, "dn:")]
    [InlineData("dn: cn=a\ncn: a\n\nsearch: 2\nresult: 0 Success\n", 4, "dn:")]
    [InlineData("\n dn: cn=a\n", 2, "continuation")]
    [InlineData("version: 2\n", 1, "version 2")]
    [InlineData("dn: cn=a\nchangetype: frob\n", 2, "frob")]
    [InlineData("dn: cn=a\ncn: a\n-\n", 3, "changetype: modify")]
    [InlineData("dn: cn=a\ncontrol: 1.2.3 true\nchangetype: add\n", 2, "control")]
    [InlineData("dn:: /w==\ncn: a\n", 1, "UTF-8")]
    public void Refuses_a_broken_line_by_file_and_number(string text, int line, string says)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => Records(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("LdifInvalid", error.ErrorId);
        Assert.StartsWith($"people.ldif, line {line}:", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy!);
    }

    [Fact]
    public void Latin_1_is_refused_with_its_line()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("dn: cn=a\ncn: Zo"), 0xEB, (byte)'\n'];
        Assert.Contains("line 2: the value of cn is not UTF-8", Assert.Throws<RingCentralAdException>(() => Records(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes("version: 1\r\n\r\ndn: cn=Zoë\r\ncn: Zoë 太郎\r\n")];
        Assert.Equal(["cn=Zoë|cn=Zoë 太郎"], Records(bytes));
    }

    [Fact]
    public void Lines_over_the_edge_of_the_buffer_are_whole()
    {
        string value = string.Concat(Enumerable.Range(0, 40_000).Select(i => (char)('a' + (i % 26))));
        StringBuilder folded = new("dn: cn=a\r\nx: ");
        for (int at = 0; at < value.Length; at += 13)
        {
            folded.Append(at == 0 ? "" : "\r\n ").Append(value.AsSpan(at, Math.Min(13, value.Length - at)));
        }

        Assert.Equal([$"cn=a|x={value}"], Records(Encoding.UTF8.GetBytes(folded.ToString())));
    }

    [Fact]
    public void A_record_is_given_before_the_next_is_read()
    {
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes("dn: cn=a\ncn: a\n\nbroken\n")), "people.ldif");
        Assert.Equal("cn=a", reader.Read()!.Dn);
        Assert.Throws<RingCentralAdException>(reader.Read);
    }

    [Fact]
    public void Places_and_lines_lead_back_to_a_record()
    {
        using TestFolder folder = new();
        string path = folder.File("a.ldif", "version: 1\r\n\r\n# x\r\ndn: cn=a\r\ncn: a\r\n\r\n\r\ndn: cn=ë\r\ncn: b\r\n");
        using LdifReader reader = new(File.OpenRead(path), path);
        LdifRecord second = reader.ReadAll(TestContext.Current.CancellationToken).Last();
        Assert.Equal(8, second.Line);
        using FileStream again = File.OpenRead(path);
        again.Position = second.Offset;
        using LdifReader from = new(again, path, second.Offset, second.Line);
        Assert.Equal("cn=ë", from.Read()!.Dn);
    }

    [Fact]
    public void Whatever_the_bytes_only_our_error_comes_out()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        byte[] good = Encoding.UTF8.GetBytes("version: 1\n\ndn: cn=Zoë,dc=x\nobjectClass: user\ncn:: WmXDqw==\ndescription: a\n b\n\ndn: cn=b\nchangetype: modify\nadd: x\nx: 1\n-\n");
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : good[random.Next(good.Length)]);
            }

            try
            {
                _ = Records(bytes[..random.Next(bytes.Length + 1)]);
            }
            catch (RingCentralAdException e)
            {
                Assert.Equal("LdifInvalid", e.ErrorId);
            }
        }
    }

    private static string[] Records(byte[] bytes)
    {
        using LdifReader reader = new(new MemoryStream(bytes), "people.ldif");
        return [.. reader.ReadAll().Select(record => string.Join('|', record.ToEntry().Attributes
            .Select(attribute => $"{attribute.Key}={string.Join(',', attribute.Value.Select(Encoding.UTF8.GetString))}").Prepend(record.Dn)))];
    }
}

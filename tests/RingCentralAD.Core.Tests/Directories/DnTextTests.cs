using RingCentralAD.Core.Directories;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Names as servers and files write them.</summary>
public class DnTextTests
{
    [Theory]
    [InlineData("CN=Ann,OU=Staff,DC=x", "cn=ann,ou=staff,dc=x")]
    [InlineData("CN=Ann, OU=Staff , DC = x", "cn=ann,ou=staff,dc=x")]
    [InlineData("CN=Smith\\, Jane,DC=x", "CN=Smith\\2C Jane,DC=X")]
    [InlineData("CN=Smith\\, Jane,DC=x", "CN=\"Smith, Jane\",DC=X")]
    [InlineData("CN=Zo\u00EB,DC=x", "CN=Zo\\C3\\AB,DC=x")]
    [InlineData("CN=Zo\u00EB,DC=x", "CN=Zoe\u0308,DC=x")]
    [InlineData("CN=a+UID=b,DC=x", "uid=B+cn=A,dc=x")]
    [InlineData("CN=a\\+b,DC=x", "CN=a\\2Bb,DC=x")]
    [InlineData("CN=a\\\\b,DC=x", "CN=a\\5Cb,DC=x")]
    [InlineData("CN=a\\=b,DC=x", "CN=a=b,DC=x")]
    [InlineData("CN=\\ a\\ ,DC=x", "CN=\\20a\\20,DC=x")]
    [InlineData("CN=x\\0ADEL:1,DC=x", "CN=x\\0aDEL:1,DC=x")]
    [InlineData("", "")]
    public void The_same_name_has_one_key(string one, string other) => Assert.Equal(DnText.Key(one), DnText.Key(other));

    [Theory]
    [InlineData("CN=Smith\\, Jane,DC=x", "CN=Smith,CN=Jane,DC=x")]
    [InlineData("CN=a,DC=x", "CN=b,DC=x")]
    [InlineData("CN=a+UID=b,DC=x", "CN=a\\+UID=b,DC=x")]
    [InlineData("CN=a b,DC=x", "CN=ab,DC=x")]
    public void Different_names_have_different_keys(string one, string other) => Assert.NotEqual(DnText.Key(one), DnText.Key(other));

    [Theory]
    [InlineData("CN=Ann,OU=Staff,DC=x", "OU=Staff,DC=x", "Ann", 3)]
    [InlineData("CN=Smith\\, Jane, OU=Staff,DC=x", "OU=Staff,DC=x", "Smith, Jane", 3)]
    [InlineData("CN=\"Smith, Jane\",DC=x", "DC=x", "Smith, Jane", 2)]
    [InlineData("DC=x", "", "x", 1)]
    [InlineData("CN=\\E5\\B1\\B1\u7530,DC=x", "DC=x", "山田", 2)]
    [InlineData("", "", "", 0)]
    public void A_name_is_cut(string dn, string parent, string name, int depth)
    {
        Assert.Equal(parent, DnText.Parent(dn));
        Assert.Equal(name, DnText.Name(dn));
        Assert.Equal(depth, DnText.Depth(dn));
    }

    [Theory]
    [InlineData("cn=a,ou=b,dc=x", "ou=b,dc=x", true)]
    [InlineData("ou=b,dc=x", "ou=b,dc=x", true)]
    [InlineData("cn=a,ou=bb,dc=x", "ou=b,dc=x", false)]
    [InlineData("cn=a,dc=x", "", true)]
    [InlineData("cn=xou=b,dc=x", "ou=b,dc=x", false)]
    [InlineData("cn=a\\,ou=b,dc=x", "ou=b,dc=x", false)]
    public void Below_means_below(string dn, string baseDn, bool within) => Assert.Equal(within, DnText.IsWithin(DnText.Key(dn), DnText.Key(baseDn)));

    [Theory]
    [InlineData("CN=blank\\ ,DC=x", "blank ")]
    [InlineData("CN=blank\\20 ,DC=x", "blank ")]
    [InlineData("CN=stroke\\\\ ,DC=x", "stroke\\")]
    [InlineData("CN=\u00a0nbsp,DC=x", "\u00a0nbsp")]
    public void An_escaped_blank_at_the_end_belongs_to_the_name(string dn, string name)
    {
        Assert.Equal(name, DnText.Name(dn));
        Assert.Equal(DnText.Key($"CN={string.Concat(System.Text.Encoding.UTF8.GetBytes(name).Select(octet => $"\\{octet:x2}"))},DC=x"), DnText.Key(dn));
    }

    [Fact]
    public void No_text_makes_it_fail()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        const string Letters = "CN=,+;\\\"aB2F \ud83d\ude80\u00eb\0";
        for (int round = 0; round < 50_000; round++)
        {
            string dn = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => Letters[random.Next(Letters.Length)]));
            string key = DnText.Key(dn);
            Assert.True(DnText.IsWithin(key, key));
            _ = DnText.Name(dn);
            Assert.True(DnText.Parent(dn).Length <= dn.Length);
            Assert.Equal(DnText.Key(dn), key);
        }
    }
}

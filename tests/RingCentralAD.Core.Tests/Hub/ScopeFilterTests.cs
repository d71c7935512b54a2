using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>What Samba cannot be asked: rules it lacks, and filters that the hub refuses by name.</summary>
public sealed class ScopeFilterTests
{
    private static readonly AppUser s_person = new()
    {
        SystemId = "d",
        Key = "0b7c1d6e-7d7b-4f0e-9a53-0c1f6a0f2b11",
        Place = "CN=Zoë\\, Dr.,OU=Staff,DC=example,DC=com",
        Hash = "",
        Attributes = new AttributeSet(
        [
            new("sn", "Van  Dyck"), new("mail", "zoe@example.com"), new("userAccountControl", "66048"), new("groupType", "-2147483646"),
            new("proxyAddresses", new[] { "SMTP:zoe@example.com", "smtp:z@example.com" }), new("manager", "CN=Boss,DC=example,DC=com"),
            new("objectGUID", "0b7c1d6e-7d7b-4f0e-9a53-0c1f6a0f2b11"), new("objectSid", "S-1-5-21-1-2-3-1104"), new("objectCategory", "CN=Person,CN=Schema,CN=Configuration,DC=example,DC=com"),
        ]),
    };

    [Theory]
    [InlineData("(sn~=van dyck)", true)]
    [InlineData("(sn=VAN DYCK)", true)]
    [InlineData("(sn=vandyck)", false)]
    [InlineData("(proxyAddresses=smtp:Z@*)", true)]
    [InlineData("(groupType:1.2.840.113556.1.4.803:=2147483648)", true)]
    [InlineData("(userAccountControl:1.2.840.113556.1.4.803:=65536)", true)]
    [InlineData("(userAccountControl:1.2.840.113556.1.4.804:=2)", false)]
    [InlineData("(userAccountControl=no number)", false)]
    [InlineData("(manager=cn=boss, dc=EXAMPLE,dc=com)", true)]
    [InlineData("(manager=CN=Boss*)", false)]
    [InlineData("(distinguishedName=cn=Zoë\\5C, Dr.,ou=staff,dc=example,dc=com)", true)]
    [InlineData("(objectCategory=person)", true)]
    [InlineData("(objectCategory=computer)", false)]
    [InlineData("(objectGUID=\\6e\\1d\\7c\\0b\\7b\\7d\\0e\\4f\\9a\\53\\0c\\1f\\6a\\0f\\2b\\11)", true)]
    [InlineData("(objectSid=S-1-5-21-1-2-3-1104)", true)]
    [InlineData("(memberOf=CN=Team,DC=example,DC=com)", true)]
    [InlineData("(memberOf=CN=Above,DC=example,DC=com)", false)]
    [InlineData("(memberOf:1.2.840.113556.1.4.1941:=cn=above,DC=example,DC=com)", true)]
    public void Answers(string text, bool expected)
    {
        LdapScopeFilter filter = LdapScopeFilter.Parse(text);
        Assert.Equal(expected, filter.Matches(s_person, ["CN=Team,DC=example,DC=com"], () => ["CN=Team,DC=example,DC=com", "CN=Above,DC=example,DC=com"]));
        Assert.Equal(expected, LdapScopeFilter.Parse(filter.ToString()).Matches(s_person, ["CN=Team,DC=example,DC=com"], () => ["CN=Above,DC=example,DC=com"]));
    }

    [Theory]
    [InlineData("(mail=*", "ScopeFilterInvalid", "character")]
    [InlineData("mail=*", "ScopeFilterInvalid", "character")]
    [InlineData("(anr=zoe)", "ScopeFilterUnsupported", "anr")]
    [InlineData("(tokenGroups=x)", "ScopeFilterUnsupported", "tokenGroups")]
    [InlineData("(manager:1.2.840.113556.1.4.1941:=CN=Boss)", "ScopeFilterUnsupported", "manager")]
    [InlineData("(sn:1.2.840.113556.1.4.803:=1)", "ScopeFilterUnsupported", "sn")]
    [InlineData("(sn:1.2.3:=x)", "ScopeFilterUnsupported", "1.2.3")]
    [InlineData("(ou:dn:=Staff)", "ScopeFilterUnsupported", "ou")]
    public void Refuses_by_name(string text, string errorId, string named)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => LdapScopeFilter.Parse(text));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_it_reads()
    {
        LdapScopeFilter filter = LdapScopeFilter.Parse("(&(mail=*)(!(memberOf=x))(|(pager=1)(distinguishedName=x))(mail=a*))");
        Assert.Equal(["mail", "pager"], filter.Attributes.Order());
        Assert.True(filter.ReadsGroups);
        Assert.False(LdapScopeFilter.Parse("(mail=*)").ReadsGroups);
    }
}

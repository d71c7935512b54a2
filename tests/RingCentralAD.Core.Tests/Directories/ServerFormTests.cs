using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Forms in which servers tell things: ranges, extended names, keys, root DSEs, addresses.</summary>
public class ServerFormTests
{
    [Theory]
    [InlineData("member;range=0-1", 2, 2, 1)]
    [InlineData("member;range=0-1499", 2, null, null)]
    [InlineData("member;range=-1-*", 1, null, null)]
    [InlineData("member;range=5", 1, null, null)]
    [InlineData("Member;Range=1500-*", 1, 1, null)]
    [InlineData("member;range=99999-*", 0, 0, null)]
    [InlineData("member", 3, 3, null)]
    [InlineData("member", 0, null, null)]
    [InlineData("member;range=0-1499", 0, null, null)]
    [InlineData("member;range=nonsense", 1, null, null)]
    [InlineData("memberOf", 1, null, null)]
    public void A_part_of_a_list_says_where_it_ends(string name, int values, int? count, int? last)
    {
        MemberRange? range = MemberRange.Of(Entries.Of("cn=a", ("cn", [[1]]), (name, [.. Enumerable.Repeat<byte[]>([1], values)])));
        Assert.Equal(count, range?.Values.Count);
        Assert.Equal(last, range?.Last);
    }

    [Fact]
    public void An_empty_attribute_beside_its_range_says_nothing()
    {
        MemberRange range = MemberRange.Of(Entries.Of("cn=a", ("member", []), ("member;range=0-1", [[1], [2]])))!;
        Assert.Equal((2, 1), (range.Values.Count, range.Last));
    }

    [Theory]
    [InlineData("<GUID=5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c>;<SID=S-1-5-21-1>;CN=a\\;b,DC=x", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c", "CN=a\\;b,DC=x")]
    [InlineData("<GUID=5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c>;CN=a", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c", "CN=a")]
    [InlineData("CN=a", null, "CN=a")]
    [InlineData("<GUID=broken>;CN=a", null, "CN=a")]
    [InlineData("<GUID=broken", null, "<GUID=broken")]
    public void A_name_may_carry_its_key(string name, string? key, string dn) => Assert.Equal((key, dn), ExtendedName.Split(name));

    [Theory]
    [InlineData("dc1.contoso.com", "dc1.contoso.com", null)]
    [InlineData("dc1:3269", "dc1", 3269)]
    [InlineData("ldaps://dc1:636/", "dc1", 636)]
    [InlineData("LDAP://dc1", "dc1", null)]
    [InlineData("[2001:db8::1]:636", "2001:db8::1", 636)]
    [InlineData("[2001:db8::1]", "2001:db8::1", null)]
    [InlineData("2001:db8::1", "2001:db8::1", null)]
    [InlineData(" dc1 ", "dc1", null)]
    public void A_server_is_written_in_many_ways(string text, string host, int? port) => Assert.Equal((host, port), LdapServers.Split(text));

    [Theory]
    [InlineData("")]
    [InlineData("dc1:")]
    [InlineData("dc1:0")]
    [InlineData("dc1:99999")]
    [InlineData("dc1:x")]
    [InlineData("[::1]x")]
    [InlineData(":636")]
    public void What_is_no_server_is_refused(string text) => Assert.Equal("AdUnreachable", Assert.Throws<RingCentralAdException>(() => LdapServers.Split(text)).ErrorId);

    [Theory]
    [InlineData("DC=corp,DC=Contoso,DC=com", "corp.contoso.com")]
    [InlineData("dc=x, dc=y", "x.y")]
    [InlineData("o=Example,c=US", "")]
    [InlineData("ou=x,dc=y", "")]
    [InlineData("", "")]
    public void A_domain_has_a_DNS_name(string context, string name) => Assert.Equal(name, LdapDomain.DnsName(context));

    [Theory]
    [InlineData("supportedCapabilities", "1.2.840.113556.1.4.800", "Active Directory")]
    [InlineData("objectClass", "OpenLDAProotDSE", "OpenLDAP")]
    [InlineData("vendorVersion", "389-Directory/2.3.1 B2023.017.0000", "389 DS / Oracle DSEE")]
    [InlineData("vendorVersion", "Sun-Directory-Server/11.1.1.7.0", "389 DS / Oracle DSEE")]
    [InlineData("vendorVersion", "OpenDJ Server 4.4.11", "OpenDJ / Oracle Unified Directory")]
    [InlineData("vendorVersion", "Oracle Unified Directory 12.2.1.4.0", "OpenDJ / Oracle Unified Directory")]
    [InlineData("vendorVersion", "LDAP Agent for NetIQ eDirectory 9.2.3", "eDirectory")]
    [InlineData("orclDirectoryVersion", "OID 12.2.1.4.0", "Oracle Internet Directory")]
    [InlineData("vendorName", "Somebody", "OpenLDAP")]
    public void A_server_is_known_by_what_it_says(string attribute, string value, string profile) =>
        Assert.Equal(profile, DirectoryProfile.Of(Entries.Of("", Entries.Text(attribute, value))).Name);

    [Theory]
    [InlineData("nsUniqueId", "5d2a4b01-9c1011ee-8c0eb1c5-0f9a2f4c")]
    [InlineData("entryUUID", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c")]
    [InlineData("orclGuid", "5D2A4B019C1011EE8C0EB1C50F9A2F4C")]
    public void A_key_is_looked_for_in_its_attributes_own_form(string attribute, string value)
    {
        const string Key = "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c";
        Assert.Equal(value, System.Text.Encoding.ASCII.GetString(EntryKey.ToValue(attribute, Key)));
        Assert.Equal(Key, EntryKey.Parse(EntryKey.ToValue(attribute, Key)));
        Assert.Equal(Key, EntryKey.Parse(EntryKey.ToValue("objectGUID", Key)));
    }
}

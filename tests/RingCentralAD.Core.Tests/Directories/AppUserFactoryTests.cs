using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>From entries to app users.</summary>
public class AppUserFactoryTests
{
    private static readonly byte[] s_guid = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");

    [Theory]
    [InlineData("objectGUID", "33221100-5544-7766-8899-aabbccddeeff")]
    [InlineData("GUID", "33221100-5544-7766-8899-aabbccddeeff")]
    public void A_key_of_16_bytes_is_a_guid(string attribute, string key) =>
        Assert.Equal(key, EntryKey.Of(Entries.Of("cn=a", (attribute, [s_guid]))));

    [Theory]
    [InlineData("entryUUID", "5D2A4B01-9C10-11EE-8C0E-B1C50F9A2F4C", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c")]
    [InlineData("nsUniqueId", "5d2a4b01-9c1011ee-8c0eb1c5-0f9a2f4c", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c")]
    [InlineData("orclGuid", "5D2A4B019C1011EE8C0EB1C50F9A2F4C", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c")]
    [InlineData("objectGUID", "{5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c}", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c")]
    [InlineData("entryUUID", "not a uuid but of a length of some", null)]
    [InlineData("entryUUID", "", null)]
    [InlineData("cn", "5d2a4b01-9c10-11ee-8c0e-b1c50f9a2f4c", null)]
    public void A_key_of_text_is_brought_into_one_form(string attribute, string text, string? key) =>
        Assert.Equal(key, EntryKey.Of(Entry((attribute, text))));

    [Theory]
    [InlineData("512", true)]
    [InlineData("514", false)]
    [InlineData("66050", false)]
    [InlineData("66048", true)]
    [InlineData("-2147483134", false, false)]
    [InlineData("abc", null)]
    [InlineData(null, null)]
    public void Active_Directory_says_who_is_disabled(string? control, bool? enabled, bool known = true)
    {
        RawEntry entry = control is null ? Entry() : Entry(("userAccountControl", control));
        bool? found = new AppUserFactory("d", DirectoryProfile.ActiveDirectory, []).IsEnabled(entry);
        Assert.Equal(known ? enabled : (int.Parse(control!, System.Globalization.CultureInfo.InvariantCulture) & 2) == 0, found);
    }

    [Theory]
    [InlineData("nsAccountLock", "true", false)]
    [InlineData("nsAccountLock", "FALSE", true)]
    [InlineData("ds-pwp-account-disabled", "true", false)]
    [InlineData("loginDisabled", "TRUE", false)]
    [InlineData("orclIsEnabled", "DISABLED", false)]
    [InlineData("orclIsEnabled", "ENABLED", true)]
    [InlineData("pwdAccountLockedTime", "000001010000Z", false)]
    [InlineData("pwdAccountLockedTime", "20260704120000Z", true)]
    [InlineData("cn", "a", true)]
    public void Other_servers_have_flags_of_their_own(string attribute, string value, bool enabled) =>
        Assert.Equal(enabled, new AppUserFactory("d", DirectoryProfile.OpenLdap, []).IsEnabled(Entry((attribute, value))));

    [Fact]
    public void Values_come_under_their_LDAP_names()
    {
        RawEntry entry = Entries.Of("CN=Zoë,DC=x",
            Text("mail", " Zoe@Contoso.com "), Text("givenName", "Zoë"), Text("proxyAddresses", "SMTP:a", "smtp:b"), Text("notAsked", "x"),
            ("objectSid", [Convert.FromHexString("010500000000000515000000DCF4DC3B833D2B46828BA62800020000")]),
            ("thumbnailPhoto", [Encoding.ASCII.GetBytes("AB")]),
            ("userCertificate;binary", [new byte[] { 0x30, 0x82 }]),
            ("description", [new byte[] { 0xFF, 0x41 }]), ("info", [Encoding.ASCII.GetBytes("a\0b")]),
            ("sn", [new byte[] { 0x41, 0xFF, 0x00, 0x42 }]), Text("title"), Text("l", ""), Text("userAccountControl", "512"));
        AppUser user = Create(entry, "mail", "GIVENNAME", "proxyAddresses", "objectSid", "thumbnailPhoto", "userCertificate", "description", "info", "sn", "title", "l");
        AttributeSet values = user.Attributes;
        Assert.Equal("Zoë", values["givenName"]);
        Assert.Equal(["SMTP:a", "smtp:b"], Assert.IsAssignableFrom<IReadOnlyList<string>>(values["proxyAddresses"]));
        Assert.Equal("S-1-5-21-1004336348-1177238915-682003330-512", values["objectSid"]);
        Assert.Equal("QUI=", values["thumbnailPhoto"]);
        Assert.Equal("MII=", values["userCertificate"]);
        Assert.Equal("/0E=", values["description"]);
        Assert.Equal("YQBi", values["info"]);
        Assert.Equal("A\uFFFDB", values["sn"]);
        Assert.False(values.ContainsKey("title"));
        Assert.False(values.ContainsKey("l"));
        Assert.False(values.ContainsKey("notAsked"));
        Assert.Equal("zoe@contoso.com", user.MailKey);
        Assert.Equal("CN=Zoë,DC=x", user.Place);
        Assert.Equal(("d", "k", "p", AppUserState.Present, null), (user.SystemId, user.Key, user.ParentKey, user.State, user.UserId));
    }

    [Fact]
    public void Where_the_first_attribute_is_empty_the_next_is_taken()
    {
        AppUser user = new AppUserFactory("d", DirectoryProfile.OpenLdap, ["street", "departmentNumber", "mail"])
            .Create(Entry(("postalAddress", "1 Main St$Springfield"), ("ou", "Sales"), ("mail", "a@b.c")), "k", null, true, default);
        Assert.Equal("1 Main St", user.Attributes.Text("street"));
        Assert.Equal("Sales", user.Attributes.Text("departmentNumber"));
        Assert.Equal(["street", "departmentNumber", "ou", "mail"], DirectoryNames.InetOrgPerson.Expand(["street", "departmentNumber", "ou", "mail", "MAIL"]).Except(["streetAddress", "postalAddress", "department"]));
    }

    [Fact]
    public void The_fingerprint_tells_every_difference_and_no_order()
    {
        AppUser user = Create(Entry(("sn", "a"), ("givenName", "b")), "sn", "givenName", "x");
        Assert.Equal(32, user.Hash.Length);
        Assert.Equal(user.Hash, Create(Entry(("givenName", "b"), ("SN", "a")), "sn", "givenName", "x").Hash);
        Assert.Equal(user.Hash, Hash(user));
        string[] others =
        [
            Create(Entry(("sn", "ab")), "sn", "givenName").Hash,
            Create(Entry(("sn", "a"), ("givenName", "B")), "sn", "givenName").Hash,
            Create(Entry(("sn", "b"), ("givenName", "a")), "sn", "givenName").Hash,
            Hash(user with { Enabled = false }),
            Hash(user with { ParentKey = "q" }),
            Hash(user with { Place = "cn=b" }),
            Create(Entries.Of("cn=a", Text("x", "1", "2")), "x").Hash,
            Create(Entries.Of("cn=a", Text("x", "1", "2", "3")), "x").Hash,
            Create(Entries.Of("cn=a", Text("x", "12")), "x").Hash,
        ];
        Assert.Equal(others.Length + 1, others.Append(user.Hash).Distinct().Count());
        Assert.Equal(
            Create(Entries.Of("cn=a", Text("x", "1", "2")), "x").Hash,
            Create(Entries.Of("cn=a", Text("x", "2", "1")), "x").Hash);
    }

    [Fact]
    public void A_written_value_gives_the_fingerprint_of_the_next_read()
    {
        AppUser before = Create(Entry(("sn", "a")), "sn", "telephoneNumber");
        AppUser after = Create(Entry(("sn", "a"), ("telephoneNumber", "+1")), "sn", "telephoneNumber");
        AppUser written = before with { Attributes = before.Attributes.With([new("telephoneNumber", "+1")]) };
        Assert.Equal(after.Hash, Hash(written));
    }

    [Fact]
    public void No_bytes_make_it_fail()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        string[] names = ["sn", "objectSid", "objectGUID", "mail", "x", "userAccountControl", "userCertificate;binary", "c", "member;range=0-*"];
        for (int round = 0; round < 20_000; round++)
        {
            RawEntry entry = Entries.Of("cn=a\0b", [.. names.Select(name => (name, Enumerable.Range(0, random.Next(3)).Select(_ =>
            {
                byte[] value = new byte[random.Next(40)];
                random.NextBytes(value);
                return value;
            }).ToArray()))]);
            _ = EntryKey.Of(entry);
            AppUserFactory factory = new("d", DirectoryProfile.ActiveDirectory, ["*"]);
            _ = factory.IsEnabled(entry);
            AppUser user = factory.Create(entry, "k", null, true, default);
            Assert.DoesNotContain('\0', user.Place);
            Assert.All(user.Attributes.Values, value => Assert.DoesNotContain('\0', value as string ?? string.Concat((IReadOnlyList<string>)value!)));
        }
    }

    private static string Hash(AppUser user) => AppUserHash.Of(user);

    private static AppUser Create(RawEntry entry, params string[] attributes) =>
        new AppUserFactory("d", DirectoryProfile.ActiveDirectory, attributes).Create(entry, "k", "p", true, default);

    private static (string Name, byte[][] Values) Text(string name, params string[] values) => Entries.Text(name, values);

    private static RawEntry Entry(params (string Name, string Value)[] values) => Entries.Of("cn=a", [.. values.Select(value => Text(value.Name, value.Value))]);
}

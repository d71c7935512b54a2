using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>What an ordinary account may not see is unknown: never empty, never gone, never enabled.</summary>
[Collection(nameof(DomainFixture))]
public sealed class LdapRightsTests(DomainFixture domain)
{
    private const string Member = "bf9679c0-0de6-11d0-a285-00aa003049e2";
    private const string UserAccountControl = "bf967a68-0de6-11d0-a285-00aa003049e2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_that_may_not_be_seen_are_unknown()
    {
        domain.Need();
        await domain.DenyAsync($"CN=Hidden,{DomainFixture.Extra}", $"OD;;RP;{Member};;");
        await using LdapDirectory directory = await OpenAsync();
        Dictionary<string, DirectoryGroup> groups = await directory.ReadGroupsAsync(Stop).ToDictionaryAsync(group => group.Name, cancellationToken: Stop);
        Assert.Null(groups["Hidden"].Members);
        Assert.Empty(groups["Nobody"].Members!);
        Assert.Equal(DomainFixture.People, groups["Everybody"].Members!.Count);
    }

    [Fact]
    public async Task An_account_whose_state_may_not_be_seen_is_left_out_and_never_called_gone()
    {
        domain.Need();
        string dn = SampleDomain.DnOf(21);
        string key = EntryKey.Of((await domain.SearchAsync($"(sAMAccountName={SampleDomain.AccountOf(21)})", "objectGUID")).Values.Single())!;
        await domain.DenyAsync(dn, $"OD;;RP;{UserAccountControl};;");
        await using LdapDirectory directory = await OpenAsync();
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop).ToArrayAsync(Stop);
        Assert.DoesNotContain(people, person => person.Key == key);
        Assert.True(people.Length > DomainFixture.People - 10);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.FindUserAsync(key, ["mail"], Stop));
        Assert.Equal(("AdAccountStateUnreadable", ErrorKind.Denied), (error.ErrorId, error.Kind));
        Assert.Contains(dn, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobodys_state_may_be_seen_the_read_says_so()
    {
        domain.Need();
        string container = $"OU=Inner,{DomainFixture.Extra}";
        await domain.Samba.LdapModifyAsync($"dn: CN=Closed,{container}\nchangetype: add\nobjectClass: user\nsAMAccountName: closed\n\n", Stop);
        await domain.DenyAsync($"CN=Closed,{container}", $"OD;;RP;{UserAccountControl};;");
        await using LdapDirectory directory = await OpenAsync();
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadUsersAsync(new DirectoryRead(["mail"], container), Stop).CountAsync(Stop));
        Assert.Equal("AdAccountStateUnreadable", error.ErrorId);
        Assert.Contains("Read Account Restrictions", error.Remedy, StringComparison.Ordinal);
        await domain.Samba.LdapModifyAsync($"dn: CN=Closed,{container}\nchangetype: delete\n\n", Stop);
    }

    private Task<LdapDirectory> OpenAsync() => domain.OpenAsync(user: DomainFixture.Reader, password: DomainFixture.ReaderPassword);
}

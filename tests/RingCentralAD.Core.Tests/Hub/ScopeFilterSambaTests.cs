using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Directories;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>The scope's filter, asked of what the hub reads, finds whom Samba finds with the same filter.</summary>
[Collection(nameof(DomainFixture))]
public sealed class ScopeFilterSambaTests(DomainFixture domain)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Samba orders letters beyond Latin before all others, Active Directory after them: the one such name is left out of what is ordered.
    public static TheoryData<string> Filters =>
    [
        "(sAMAccountName=*)", "(department=*)", "(!(department=*))", "(mail=USER*)", "(mail=*1*@*)", "(mail=*@CORP.example)", "(sAMAccountName=u*1)",
        "(&(mail=*)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))", "(userAccountControl:1.2.840.113556.1.4.803:=2)", "(userAccountControl:1.2.840.113556.1.4.804:=34)",
        "(userAccountControl:1.2.840.113556.1.4.803:=0)", "(userAccountControl:1.2.840.113556.1.4.804:=0)", "(userAccountControl>=514)", "(userAccountControl<=512)",
        "(userAccountControl=512)", "(primaryGroupID=513)", "(!(primaryGroupID>=514))", "(&(sn>=m)(!(cn=Odd*)))", "(&(sn<=m)(!(cn=Odd*)))", "(givenName=ZOE)", "(givenName=zoë)",
        "(|(department=sales)(department=legal))", "(&)", "(|)", "(noSuchAttribute=x)", "(!(noSuchAttribute=x))", "(objectClass=user)", "(objectClass=group)",
        "(objectCategory=person)", "(&(objectCategory=Person)(objectClass=USER)(!(sAMAccountName=krbtgt)))", "(description=*)", "(otherTelephone=2)", "(otherTelephone=9)",
        "(sAMAccountName=  administrator )", "(cn=Odd*)", "(cn=*\\3c*)", "(sn=*🚀)", "(manager=*)", "(department:=Sales)", "(whenCreated>=20200101000000.0Z)", "(whenCreated<=20200101000000.0Z)",
        "(memberOf=CN=Everybody,OU=Extra,DC=corp,DC=example)", "(!(memberOf=cn=everybody,ou=extra,dc=CORP,dc=example))", "(memberOf=CN=Nobody,OU=Extra,DC=corp,DC=example)", "(memberOf=*)",
        "(!(memberOf=*))", "(memberOf=CN=NoSuch,DC=corp,DC=example)",
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Finds_whom_samba_finds(string text)
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        LdapScopeFilter filter = LdapScopeFilter.Parse(text);
        Assert.Equal(await SambaAsync(directory, text), await OursAsync(directory, filter));
    }

    [Fact]
    public async Task Chains_of_memberships_are_followed()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        List<DirectoryGroup> groups = await GroupsAsync(directory);
        HashSet<string> keys = [.. groups.Select(group => group.Key)];
        foreach (DirectoryGroup group in groups.Where(group => group.Members?.Any(keys.Contains) == true).Take(4))
        {
            string text = $"(memberOf:1.2.840.113556.1.4.1941:={group.Place})";
            IReadOnlyList<string> found = await OursAsync(directory, LdapScopeFilter.Parse(text));
            Assert.Equal(await SambaAsync(directory, text), found);
        }
    }

    private async Task<IReadOnlyList<string>> SambaAsync(LdapDirectory directory, string text)
    {
        Dictionary<string, RawEntry> found = await domain.SearchAsync($"(&{directory.Profile.PeopleFilter}{text})", "objectGUID");
        return [.. found.Values.Select(entry => EntryKey.Of(entry)!).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<DirectoryGroup>> GroupsAsync(LdapDirectory directory)
    {
        await directory.ReadContainersAsync(Stop).ToListAsync(Stop);
        return await directory.ReadGroupsAsync(Stop).ToListAsync(Stop);
    }

    private static async Task<IReadOnlyList<string>> OursAsync(LdapDirectory directory, LdapScopeFilter filter)
    {
        ILookup<string, DirectoryGroup> above = filter.ReadsGroups
            ? (await GroupsAsync(directory)).SelectMany(group => (group.Members ?? []).Select(member => (member, group))).ToLookup(pair => pair.member, pair => pair.group)
            : Array.Empty<(string, DirectoryGroup)>().ToLookup(pair => pair.Item1, pair => pair.Item2);
        List<string> keys = [];
        await foreach (AppUser person in directory.ReadUsersAsync(new DirectoryRead([.. filter.Attributes, "cn"]), Stop))
        {
            if (filter.Matches(person, [.. above[person.Key].Select(group => group.Place)], () => Chain(above, person.Key)))
            {
                keys.Add(person.Key);
            }
        }

        return [.. keys.Order(StringComparer.Ordinal)];
    }

    private static List<string> Chain(ILookup<string, DirectoryGroup> above, string key)
    {
        HashSet<string> seen = [];
        Stack<string> open = new([key]);
        List<string> places = [];
        while (open.TryPop(out string? at))
        {
            foreach (DirectoryGroup group in above[at].Where(group => seen.Add(group.Key)))
            {
                places.Add(group.Place);
                open.Push(group.Key);
            }
        }

        return places;
    }
}

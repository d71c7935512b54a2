using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>The check and provisioning say the same of a phone number, by the mappings that the hub has.</summary>
public sealed class DirectoryCheckPhonesTests
{
    private static readonly AccountValues s_account = new(new AccountDictionaries([.. Simulator.Countries.All.Select(country => new Country($"{country.Id}", country.Name, country.IsoCode))], []));

    [Theory]
    [InlineData("+1 650 555 0123", null, true)]
    [InlineData("(650) 555-0123", "US", true)]
    [InlineData("0171 2345678", "Germany", true)]
    [InlineData("0171 2345678", null, false)]
    [InlineData("ask reception", "US", false)]
    [InlineData("n/a", "DE", false)]
    [InlineData("12", "US", false)]
    [InlineData("650 555 0123", "Atlantis", false)]
    public void Check_and_provisioning_agree(string number, string? country, bool good)
    {
        Dictionary<string, string> values = new() { ["mobilePhone"] = number };
        if (country is not null)
        {
            values["country"] = country;
        }

        List<ValueProblem> problems = [];
        Assert.Equal(good, s_account.Check(values, problems).ContainsKey("mobilePhone"));
        Assert.Equal(good, problems.All(problem => problem.Parameter != "contact.mobilePhone"));
        Assert.Equal(good, Assert.Single(Find(s_account, (number, country))).State == DirectoryCheckState.Passed);
        Assert.Equal(good, Assert.Single(Find(null, (number, country))).State == DirectoryCheckState.Passed);
    }

    [Fact]
    public void Each_text_is_named_once_with_how_many_have_it_and_where_it_is_to_be_corrected()
    {
        DirectoryCheck found = Assert.Single(Find(null, ("ask reception", "US"), ("ask reception", "US"), ("0171 2345678", null), ("+16505550123", null)));
        Assert.Equal(("Mobile phone", DirectoryCheckState.Warning), (found.Check, found.State));
        Assert.Equal("3 people with a mobilePhone that is no phone number: 'ask reception' in US: 2 people, such as CN=Ann; '0171 2345678' without a country: 1 person, CN=Ann.", found.Detail);
        Assert.StartsWith("Correct mobile of these people in the directory", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_sent_is_looked_at_and_nothing_else()
    {
        AttributeMapping mapping = new() { Direction = MappingDirection.HubToRc, Target = "mobilePhone", Expression = "user.mobilePhone == \"none\" ? null : user.mobilePhone" };
        Assert.Equal(DirectoryCheckState.Passed, Assert.Single(Find([mapping], null, ("none", "US"))).State);
        Assert.Equal(DirectoryCheckState.Warning, Assert.Single(Find([mapping], null, ("None", "US"))).State);
        Assert.Empty(Find([], null, ("ask reception", "US")));

        AttributeMapping fixedText = new() { Direction = MappingDirection.HubToRc, Target = "businessPhone", Expression = "\"reception\"" };
        DirectoryCheck found = Assert.Single(Find([fixedText], null, ("", "US")));
        Assert.Equal(("Business phone", DirectoryCheckState.Warning), (found.Check, found.State));
        Assert.StartsWith("Correct the mapping (Set-AttributeMapping HubToRc businessPhone)", found.Remedy, StringComparison.Ordinal);
    }

    private static DirectoryCheck[] Find(AccountValues? account, params (string Number, string? Country)[] people) =>
        Find(MappingDefaults.All.Where(mapping => mapping.Direction == MappingDirection.HubToRc), account, people);

    private static DirectoryCheck[] Find(IEnumerable<AttributeMapping> outbound, AccountValues? account, params (string Number, string? Country)[] people)
    {
        DirectoryEntry entry = new() { Id = "ad", Name = "contoso.com", DomainKey = "", Kind = DirectoryKind.ActiveDirectory, Settings = new DirectorySettings { Names = DirectoryNames.ActiveDirectory.Attributes } };
        MappingCatalog mappings = new(HubSchema.Base, [.. outbound, .. MappingDefaults.All.Where(mapping => mapping.Direction == MappingDirection.AdToHub)], [entry]);
        DirectoryCheckPhones phones = new(new DirectoryCheckFindings(entry.Name), account, mappings, entry.Id);
        AppUser person = new() { SystemId = "ad", Key = "1", State = AppUserState.Present, Attributes = AttributeSet.Empty, Place = "CN=Ann", Hash = "" };
        foreach ((string number, string? country) in people)
        {
            phones.Add(new AttributeSet([new("mobilePhone", number), new("countryCode", country)]), person);
        }

        return [.. phones.Find()];
    }
}

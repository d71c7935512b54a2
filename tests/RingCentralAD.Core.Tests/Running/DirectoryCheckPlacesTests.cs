using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>The check, the expression and provisioning say the same of a state, and each odd value is named once with how many have it.</summary>
public sealed class DirectoryCheckPlacesTests
{
    private static readonly AccountValues s_account = new(new AccountDictionaries(
        [.. Simulator.Countries.All.Select(country => new Country($"{country.Id}", country.Name, country.IsoCode))],
        [.. Simulator.States.All.Select(state => new CountryState($"{state.Id}", state.Name, state.IsoCode, $"{state.Country.Id}"))]));

    [Theory]
    [InlineData("Kent", "GB", "KEN")]
    [InlineData("kent", "United Kingdom", "KEN")]
    [InlineData("Bristol", "GB", "BST")]
    [InlineData("Quebec", "CA", "QC")]
    [InlineData("US-CA", "USA", "CA")]
    [InlineData("Bavaria", "DE", "BY")]
    [InlineData("Kalifornia", "US", null)]
    [InlineData("N/A", "US", null)]
    [InlineData("Kentish Town", "GB", null)]
    public void Check_expression_and_provisioning_agree(string state, string country, string? code)
    {
        Assert.Equal(code, s_account.State(state, s_account.FindCountry(country)));
        Assert.Equal(code, StateFunctions.ToCode(state, s_account.FindCountry(country)!.IsoCode));
        Assert.Equal(code is not null, Passed(null, (state, country)));
        Assert.Equal(code is not null, Passed(s_account, (state, country)));
    }

    /// <summary>American Samoa is AM at RingCentral and AS by ISO: the account's own code is sent.</summary>
    [Fact]
    public void A_code_of_the_accounts_own_wins() => Assert.Equal("AM", s_account.State("AS", s_account.FindCountry("US")));

    [Fact]
    public void Each_odd_value_is_named_once_with_how_many_have_it()
    {
        DirectoryCheck found = Find(null, [.. Enumerable.Repeat(("Kentish Town", "GB"), 40), ("Kalifornia", "US"), ("N/A", "US")]);
        Assert.Equal(DirectoryCheckState.Warning, found.State);
        Assert.Equal(
            "42 people with a state that their country does not have: 'Kentish Town' in GB: 40 people, such as CN=Ann; 'Kalifornia' in US: 1 person, CN=Ann; 'N/A' in US: 1 person, CN=Ann.",
            found.Detail);
        Assert.Contains("Correct st ", found.Remedy, StringComparison.Ordinal);
        Assert.Contains("Set-AttributeMapping AdToHub state", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_of_very_many_values_is_counted()
    {
        DirectoryCheck found = Find(null, [.. Enumerable.Range(0, 3000).Select(number => ($"x{number}", "US"))]);
        Assert.EndsWith("; and 2,980 people with other values.", found.Detail, StringComparison.Ordinal);
    }

    private static bool Passed(AccountValues? account, (string State, string Country) person) => Find(account, [person]).State == DirectoryCheckState.Passed;

    private static DirectoryCheck Find(AccountValues? account, (string State, string Country)[] people)
    {
        DirectoryCheckPlaces places = new(new DirectoryCheckFindings("contoso.com"), account, "st", "c");
        AppUser person = new() { SystemId = "ad", Key = "1", State = AppUserState.Present, Attributes = AttributeSet.Empty, Place = "CN=Ann", Hash = "" };
        foreach ((string state, string country) in people)
        {
            places.Add(new AttributeSet([new("state", state), new("countryCode", country)]), person);
        }

        return places.Find().Single(check => check.Check == "State");
    }
}

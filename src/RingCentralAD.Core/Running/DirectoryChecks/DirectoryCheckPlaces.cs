using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Finds countries and states that RingCentral refuses, and the person's address with them. What provisioning goes by decides once the hub has it: the
/// account's own lists. Before that it is the ISO lists of this module.
/// </summary>
internal sealed class DirectoryCheckPlaces(DirectoryCheckFindings findings, AccountValues? account, string stateName, string countryName)
{
    private readonly DirectoryCheckOdd _countries = new();
    private readonly DirectoryCheckOdd _states = new();

    /// <summary>The account's own lists, where the hub has read them.</summary>
    public static async Task<AccountValues?> ReadAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        KeptDictionaries kept = await hub.GetAsync<KeptDictionaries>(cancellationToken).ConfigureAwait(false);
        return kept.Countries.Count == 0 ? null : new AccountValues(new AccountDictionaries(kept.Countries, kept.States));
    }

    /// <summary>Takes a person's hub values in.</summary>
    public void Add(AttributeSet profile, AppUser person)
    {
        string? country = profile.Text("countryCode");
        string? state = profile.Text("state");
        if (country is not null && !IsCountry(country))
        {
            _countries.Add($"'{country}'", person);
        }
        else if (state is not null && !IsState(state, country))
        {
            _states.Add($"'{state}' in {country}", person);
        }
    }

    /// <summary>The two findings.</summary>
    public IEnumerable<DirectoryCheck> Find()
    {
        string known = account is null ? "" : " that RingCentral has";
        yield return Finding("State", "a state that their country does not have", $"Every state is a name or a code{(account is null ? " of its country, as far as the country's are known here" : known)}.", _states, stateName, "state");
        yield return Finding("Country", "a country that is neither a name nor an ISO code", $"Every country is a name or an ISO code{known}.", _countries, countryName, "countryCode");
    }

    private bool IsCountry(string country) => account is null ? StateNames.CountryCode(country) is not null : account.FindCountry(country) is not null;

    private bool IsState(string state, string? country) => account is null
        ? !StateNames.Covers(StateNames.CountryCode(country)) || StateNames.Find(state, StateNames.CountryCode(country)) is not null
        : account.FindCountry(country) is not { } found || account.State(state, found) is not null;

    private DirectoryCheck Finding(string check, string what, string good, DirectoryCheckOdd odd, string ldap, string attribute) => odd.People == 0
        ? findings.Passed(check, good)
        : findings.Warning(
            check,
            $"{Counted.People(odd.People)} with {what}: {odd}.",
            $"Correct {ldap} of these people in the directory, or translate it on the way: Set-AttributeMapping AdToHub {attribute} with an expression such as appuser.{attribute} == \"wrong\" ? \"right\" : appuser.{attribute}.");
}

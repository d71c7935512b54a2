using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>The company: who it is, and what its dictionaries hold.</summary>
public sealed partial class RingCentralAccount
{
    /// <inheritdoc />
    /// <remarks>
    /// <c>GET /restapi/v1.0/dictionary/country</c> and <c>GET /restapi/v1.0/dictionary/state?allCountries=true</c>; Light a page; no scope.
    /// </remarks>
    public async Task<AccountDictionaries> ReadDictionariesAsync(CancellationToken cancellationToken = default)
    {
        List<Country> countries = await ListAsync(HttpCall.Get(RateGroups.Light, "restapi/v1.0/dictionary/country"), DictionaryJson.Country, country => country.Id, paged: true, cancellationToken).ConfigureAwait(false);
        List<CountryState> states = await ListAsync(HttpCall.Get(RateGroups.Light, "restapi/v1.0/dictionary/state").With("allCountries", "true"), DictionaryJson.State, state => state.Id, paged: true, cancellationToken).ConfigureAwait(false);
        return new AccountDictionaries(countries, states);
    }

    /// <summary>Who the account is: <c>GET /restapi/v2/accounts/{accountId}</c>; Light; ReadAccounts; ReadCompanyInfo.</summary>
    private Task<AccountDescription> DescribeAsync(Uri server, CancellationToken cancellationToken) =>
        _transport.SendAsync(HttpCall.Get(RateGroups.Light, "restapi/v2/accounts/~"), answer => Describe(RcJson.Object(answer), server), cancellationToken);

    private static AccountDescription? Describe(JObject? json, Uri server) =>
        RcJson.Filled(json?["id"]) is string id
            ? new AccountDescription(id, RcJson.Filled(json!["companyName"]) ?? $"account {id}", server, RcJson.Filled(json["mainNumber"]))
            : null;
}

using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Phone numbers.</summary>
public sealed partial class RingCentralAccount
{
    private const string Numbers = "restapi/v1.0/account/~/phone-number";
    private const string ExtensionNumbers = "restapi/v1.0/account/~/extension/{extensionId}/phone-number";
    private const string NumbersV2 = "restapi/v2/accounts/~/phone-numbers";
    private const string OneNumberV2 = "restapi/v2/accounts/~/phone-numbers/{phoneNumberId}";

    /// <inheritdoc />
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/phone-number</c>; Heavy a page; ReadAccounts; ReadCompanyPhoneNumbers.</remarks>
    public IAsyncEnumerable<PhoneNumber> ReadNumbersAsync(CancellationToken cancellationToken = default) =>
        _lists.ReadAsync(HttpCall.Get(RateGroups.Heavy, Numbers), PhoneNumberJson.Read, number => number.Id, cancellationToken: cancellationToken);

    /// <inheritdoc />
    /// <remarks>
    /// <c>GET /restapi/v1.0/account/{accountId}/extension/{extensionId}/phone-number</c>; Light; ReadAccounts; ReadUserPhoneNumbers.
    /// Company numbers that the person may use are in it too: only UsageType DirectNumber is the person's own.
    /// </remarks>
    public async Task<IReadOnlyList<PhoneNumber>> ReadNumbersAsync(string extensionId, CancellationToken cancellationToken = default) =>
        await ListAsync(HttpCall.Get(RateGroups.Light, ExtensionNumbers, extensionId), PhoneNumberJson.Read, number => number.Id, paged: true, cancellationToken).ConfigureAwait(false);

    /// <summary>The numbers of the account in the newer form, which knows the inventory; all of them, or of one usage.</summary>
    /// <param name="usageType">Inventory, DirectNumber …; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks><c>GET /restapi/v2/accounts/{accountId}/phone-numbers</c>; Heavy a page; ReadAccounts; ReadCompanyPhoneNumbers.</remarks>
    public IAsyncEnumerable<PhoneNumber> ReadStockAsync(string? usageType = "Inventory", CancellationToken cancellationToken = default)
    {
        HttpCall call = HttpCall.Get(RateGroups.Heavy, NumbersV2);
        return _lists.ReadAsync(usageType is null ? call : call.With("usageType", usageType), PhoneNumberJson.Read, number => number.Id, cancellationToken: cancellationToken);
    }

    /// <summary>Gives a number of the inventory (or of another extension) to an extension as its direct number.</summary>
    /// <remarks><c>PATCH /restapi/v2/accounts/{accountId}/phone-numbers/{phoneNumberId}</c>; Medium; EditAccounts; EditCompanyPhoneNumbers. Never repeated by itself.</remarks>
    public Task<PhoneNumber> AssignNumberAsync(string phoneNumberId, string extensionId, CancellationToken cancellationToken = default) =>
        AssignNumberAsync(phoneNumberId, new JObject { ["type"] = "VoiceFax", ["usageType"] = "DirectNumber", ["extension"] = new JObject { ["id"] = extensionId } }, cancellationToken);

    private Task<PhoneNumber> AssignNumberAsync(string phoneNumberId, JObject body, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            HttpCall.Write(HttpMethod.Patch, RateGroups.Medium, OneNumberV2, RcJson.Write(body), phoneNumberId),
            answer => PhoneNumberJson.Read(answer) is PhoneNumber number && number.Id == phoneNumberId ? number : null,
            cancellationToken);

    private async Task<List<T>> ListAsync<T>(HttpCall call, Func<JObject, T?> map, Func<T, string> id, bool paged, CancellationToken cancellationToken)
        where T : class
    {
        List<T> all = [];
        await foreach (T one in _lists.ReadAsync(call, map, id, paged, cancellationToken).ConfigureAwait(false))
        {
            all.Add(one);
        }

        return all;
    }
}

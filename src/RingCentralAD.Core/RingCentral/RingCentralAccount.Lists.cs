using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What values are checked against before they are sent.</summary>
public sealed partial class RingCentralAccount
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<NamedItem>> ListSitesAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadSitesAsync(cancellationToken).ConfigureAwait(false)).Select(site => new NamedItem(site.Id, site.Name, site.Code))];

    /// <inheritdoc />
    public async Task<IReadOnlyList<NamedItem>> ListRolesAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadRolesAsync(cancellationToken).ConfigureAwait(false)).Select(role => new NamedItem(role.Id, role.Name))];

    /// <inheritdoc />
    public async Task<IReadOnlyList<NamedItem>> ListCostCentersAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadCostCentersAsync(cancellationToken).ConfigureAwait(false)).Select(one => new NamedItem(one.Id, one.Name, one.BillingCode))];

    /// <inheritdoc />
    /// <remarks><c>GET /restapi/v1.0/dictionary/timezone</c>; Light a page; no scope.</remarks>
    public async Task<IReadOnlyList<NamedItem>> ListTimezonesAsync(CancellationToken cancellationToken = default) =>
        await ListAsync(HttpCall.Get(RateGroups.Light, "restapi/v1.0/dictionary/timezone"), json => DictionaryJson.Named(json, "description"), one => one.Id, paged: true, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <remarks><c>GET /restapi/v1.0/dictionary/language</c>; Light; no scope.</remarks>
    public async Task<IReadOnlyList<NamedItem>> ListLanguagesAsync(CancellationToken cancellationToken = default) =>
        await ListAsync(HttpCall.Get(RateGroups.Light, "restapi/v1.0/dictionary/language"), json => DictionaryJson.Named(json, "localeCode"), one => one.Id, paged: false, cancellationToken).ConfigureAwait(false);
}

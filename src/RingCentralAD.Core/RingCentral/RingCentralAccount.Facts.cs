using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Sites, roles, cost centres, permissions, plan.</summary>
public sealed partial class RingCentralAccount
{
    private const string ExtensionRole = "restapi/v1.0/account/~/extension/{extensionId}/assigned-role";

    /// <summary>All sites; empty on an account without sites.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/sites</c>; Light; ReadAccounts; ReadExtensions.</remarks>
    public async Task<IReadOnlyList<Site>> ReadSitesAsync(CancellationToken cancellationToken = default) =>
        await ListAsync(HttpCall.Get(RateGroups.Light, "restapi/v1.0/account/~/sites"), FactsJson.Site, site => site.Id, paged: false, cancellationToken).ConfigureAwait(false);

    /// <summary>All roles of the account, RingCentral's own and custom ones.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/user-role</c>; Medium a page; ReadAccounts; ReadUserRoles.</remarks>
    public async Task<IReadOnlyList<Role>> ReadRolesAsync(CancellationToken cancellationToken = default) =>
        await ListAsync(HttpCall.Get(RateGroups.Medium, "restapi/v1.0/account/~/user-role"), FactsJson.Role, role => role.Id, paged: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Who has which roles, for the whole account.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/assigned-role</c>; Medium; ReadAccounts; ReadAssignedRoles.</remarks>
    public IAsyncEnumerable<ExtensionRoles> ReadAssignedRolesAsync(CancellationToken cancellationToken = default) =>
        _lists.ReadAsync(HttpCall.Get(RateGroups.Medium, "restapi/v1.0/account/~/assigned-role"), FactsJson.ExtensionRoles, one => one.ExtensionId, paged: false, cancellationToken);

    /// <summary>The roles of one extension.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/extension/{extensionId}/assigned-role</c>; Light; ReadAccounts; ReadAssignedRoles.</remarks>
    public Task<ExtensionRoles> ReadRolesAsync(string extensionId, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpCall.Get(RateGroups.Light, ExtensionRole, extensionId), answer => FactsJson.ExtensionRoles(answer, extensionId), cancellationToken);

    /// <summary>Gives an extension exactly these roles; roles cannot be given at create. Never repeated by itself.</summary>
    /// <remarks><c>PUT /restapi/v1.0/account/{accountId}/extension/{extensionId}/assigned-role</c>; Medium; RoleManagement; EditAssignedRoles.</remarks>
    public Task<ExtensionRoles> AssignRolesAsync(string extensionId, IReadOnlyList<string> roleIds, CancellationToken cancellationToken = default)
    {
        string body = RcJson.Write(new JObject { ["records"] = new JArray(roleIds.Select(id => new JObject { ["id"] = id })) });
        return _transport.SendAsync(HttpCall.Write(HttpMethod.Put, RateGroups.Medium, ExtensionRole, body, extensionId), answer => FactsJson.ExtensionRoles(answer, extensionId), cancellationToken);
    }

    /// <summary>All cost centres.</summary>
    /// <remarks><c>GET /restapi/v2/accounts/{accountId}/cost-centers</c>; Light; ReadAccounts; CostCenterManagement.</remarks>
    public async Task<IReadOnlyList<CostCenter>> ReadCostCentersAsync(CancellationToken cancellationToken = default) =>
        await ListAsync(HttpCall.Get(RateGroups.Light, "restapi/v2/accounts/~/cost-centers"), FactsJson.CostCenter, one => one.Id, paged: false, cancellationToken).ConfigureAwait(false);

    /// <summary>The plan, its limits (digits of extension numbers among them) and its features.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/service-info</c>; Light; ReadAccounts; ReadCompanyInfo.</remarks>
    public Task<ServiceInfo> ReadServiceInfoAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpCall.Get(RateGroups.Light, "restapi/v1.0/account/~/service-info"), FactsJson.ServiceInfo, cancellationToken);

    /// <inheritdoc />
    public async Task<int?> ReadLongestNumberAsync(CancellationToken cancellationToken = default) =>
        (await ReadServiceInfoAsync(cancellationToken).ConfigureAwait(false)).MaxExtensionNumberLength;

    /// <summary>What the user who is signed in may do; what the app may is in <see cref="Scopes"/>.</summary>
    /// <remarks><c>GET /restapi/v1.0/account/{accountId}/extension/{extensionId}/authz-profile</c>; Medium; no scope.</remarks>
    public Task<IReadOnlyList<Permission>> ReadPermissionsAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpCall.Get(RateGroups.Medium, "restapi/v1.0/account/~/extension/{extensionId}/authz-profile", "~"), FactsJson.Permissions, cancellationToken);
}

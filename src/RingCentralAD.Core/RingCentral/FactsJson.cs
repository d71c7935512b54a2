using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads sites, roles, cost centres, permissions and the plan.</summary>
internal static class FactsJson
{
    public static Site? Site(JObject json) =>
        RcJson.Filled(json["id"]) is string id
            ? new Site(id, RcJson.Filled(json["name"]) ?? id, RcJson.Filled(json["code"]), RcJson.Filled(json["extensionNumber"]))
            : null;

    public static Role? Role(JObject json) =>
        RcJson.Filled(json["id"]) is string id
            ? new Role(id, RcJson.Filled(json["displayName"]) ?? id, RcJson.Flag(json["custom"]) ?? false, RcJson.Flag(json["hidden"]) ?? false)
            : null;

    public static ExtensionRoles? ExtensionRoles(JObject json) =>
        RcJson.Filled(json["extensionId"]) is string id ? new ExtensionRoles(id, [.. Roles(json["roles"])]) : null;

    public static ExtensionRoles? ExtensionRoles(HttpAnswer answer, string extensionId) =>
        RcJson.Object(answer) is JObject json && json["records"] is JArray records ? new ExtensionRoles(extensionId, [.. Roles(records)]) : null;

    public static CostCenter? CostCenter(JObject json) =>
        RcJson.Filled(json["id"]) is string id
            ? new CostCenter(id, RcJson.Filled(json["name"]) ?? id, RcJson.Filled(json["billingCode"]), RcJson.Filled(json["parentId"]))
            : null;

    public static IReadOnlyList<Permission>? Permissions(HttpAnswer answer) =>
        RcJson.Object(answer)?["permissions"] is JArray permissions
            ? [.. permissions.Select(one => (Id: RcJson.Filled(RcJson.At(one, "permission", "id")), Scopes: RcJson.Items(RcJson.At(one, "scopes"))))
                .Where(one => one.Id is not null)
                .Select(one => new Permission(one.Id!, [.. one.Scopes.Select(RcJson.Filled).OfType<string>()]))]
            : null;

    public static ServiceInfo? ServiceInfo(HttpAnswer answer) =>
        RcJson.Object(answer) is JObject json
            ? new ServiceInfo
            {
                Plan = RcJson.Filled(RcJson.At(json, "servicePlan", "name")) ?? RcJson.Filled(json["servicePlanName"]),
                BillingPlan = RcJson.Filled(RcJson.At(json, "billingPlan", "name")),
                IncludedLines = RcJson.Number(RcJson.At(json, "billingPlan", "includedPhoneLines")),
                MaxExtensionNumberLength = RcJson.Number(RcJson.At(json, "limits", "maxExtensionNumberLength")),
                ShortExtensionNumberLength = RcJson.Number(RcJson.At(json, "limits", "shortExtensionNumberLength")),
                SiteCodeLength = RcJson.Number(RcJson.At(json, "limits", "siteCodeLength")),
                Features = RcJson.Items(json["serviceFeatures"])
                    .Where(one => RcJson.Filled(RcJson.At(one, "featureName")) is not null)
                    .GroupBy(one => RcJson.Filled(RcJson.At(one, "featureName"))!, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Any(one => RcJson.Flag(RcJson.At(one, "enabled")) == true), StringComparer.Ordinal),
            }
            : null;

    private static IEnumerable<Role> Roles(JToken? roles) => RcJson.Items(roles).OfType<JObject>().Select(Role).OfType<Role>();
}

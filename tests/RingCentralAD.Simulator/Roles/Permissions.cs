using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>What the user who signed in may do: authz-profile, and the dictionary of permissions.</summary>
internal static class Permissions
{
    /// <summary>The permissions that the operations of the specification ask for.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "AccountAdministration", "AddRemoveDevices", "AddRemoveUsers", "ConfigureEmergencyMaps", "CostCenterManagement", "EditAccountDevices", "EditAssignedRoles",
        "EditCallQueuePresence", "EditCompanyDevices", "EditCompanyInfo", "EditCompanyPhoneNumbers", "EditExtensionInfo", "EditUserCredentials", "EditUserDevices",
        "EditUserInfo", "EditUserRoles", "EmergencyFramework", "Groups", "ReadAssignedRoles", "ReadCompanyDevices", "ReadCompanyInfo", "ReadCompanyPhoneNumbers",
        "ReadExtensions", "ReadUserDevices", "ReadUserInfo", "ReadUserPhoneNumbers", "ReadUserRoles", "Roles", "Sites", "UserGroups", "Users",
    ];

    public static Answer Profile(Call call)
    {
        Extension extension = Own(call);
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            w.WriteString("uri", $"{call.ExtensionUri(extension.Id)}/authz-profile");
            w.Array("permissions", Granted(call), id => Active(w, call, id));
            w.WriteEndObject();
        });
    }

    public static Answer Check(Call call)
    {
        Extension extension = Own(call);
        string permission = call.Query.Text("permissionId") ?? throw new ApiException(Problem.Invalid("permissionId"));
        if (call.Query.Text("targetExtensionId") is { } target && (Call.Number(target) is not { } id || call.Account.ExtensionTable.Find(id) is null))
        {
            throw new ApiException(Problem.Invalid("targetExtensionId", target));
        }

        bool granted = Granted(call).Contains(permission);
        return Answer.Json(w =>
        {
            w.WriteStartObject();
            w.WriteString("uri", $"{call.ExtensionUri(extension.Id)}/authz-profile/check?permissionId={Uri.EscapeDataString(permission)}");
            w.WriteBoolean("successful", granted);
            if (granted)
            {
                w.Object("details", () => Active(w, call, permission));
            }

            w.WriteEndObject();
        });
    }

    public static Answer Dictionary(Call call)
    {
        Page<string> page = Page.Of(call, All);
        return Answer.Json(w => page.Write(w, call, id =>
        {
            w.WriteString("uri", PermissionUri(call, id));
            w.WriteString("id", id);
            w.WriteString("displayName", id);
            w.WriteBoolean("assignable", true);
            w.WriteBoolean("readOnly", false);
        }));
    }

    // Another extension's profile is 403 CMN-404 (error codes of readAuthorizationProfile).
    private static Extension Own(Call call)
    {
        Extension extension = call.Extension();
        return extension.Id == call.Session!.ExtensionId ? extension : throw new ApiException(new Problem(403, "CMN-404"));
    }

    private static IEnumerable<string> Granted(Call call) => (IEnumerable<string>?)call.Session!.Permissions ?? All;

    private static void Active(Utf8JsonWriter w, Call call, string id)
    {
        w.Object("permission", () =>
        {
            w.WriteString("uri", PermissionUri(call, id));
            w.WriteString("id", id);
        });
        w.WriteStartArray("scopes");
        w.WriteStringValue("Account");
        w.WriteEndArray();
    }

    private static string PermissionUri(Call call, string id) => $"{call.BaseUri}/restapi/v1.0/dictionary/permission/{id}";
}

using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Roles as v1.0 shows them.</summary>
internal static class RoleView
{
    /// <summary>RoleResource.</summary>
    public static void Whole(Utf8JsonWriter w, Call call, Role role)
    {
        w.WriteString("uri", Uri(call, role));
        w.WriteString("id", role.Id);
        w.WriteString("displayName", role.DisplayName);
        w.WriteString("description", role.Description);
        w.WriteBoolean("siteCompatible", true);
        w.WriteBoolean("custom", role.Custom);
        w.WriteString("scope", role.Id == Role.SuperAdmin ? "Account" : "Self");
        w.WriteBoolean("hidden", false);
    }

    /// <summary>DefaultUserRole.</summary>
    public static void Default(Utf8JsonWriter w, Call call, Role role)
    {
        w.WriteString("uri", Uri(call, role));
        w.WriteString("id", role.Id);
        w.WriteString("displayName", role.DisplayName);
        w.WriteBoolean("siteCompatible", true);
    }

    /// <summary>AssignedRoleResource.</summary>
    public static void Assigned(Utf8JsonWriter w, Call call, string id)
    {
        Role? role = call.Account.Roles.FirstOrDefault(r => r.Id == id);
        w.WriteString("uri", $"{call.AccountUri}/user-role/{id}");
        w.WriteString("id", id);
        w.WriteBoolean("autoAssigned", id == call.Account.DefaultRole);
        w.Text("displayName", role?.DisplayName);
        w.WriteBoolean("siteCompatible", true);
        w.WriteBoolean("siteRestricted", false);
    }

    private static string Uri(Call call, Role role) => role.Custom ? $"{call.AccountUri}/user-role/{role.Id}" : $"{call.BaseUri}/restapi/v1.0/dictionary/user-role/{role.Id}";
}

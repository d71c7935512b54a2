using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Extensions as v1.0 shows them: GetExtensionInfoResponse, and the shorter form of lists.</summary>
internal static class ExtensionView
{
    public static void Full(Utf8JsonWriter w, Call call, Extension e)
    {
        Common(w, call, e, wholeContact: true);
        w.Object("account", () =>
        {
            w.WriteString("id", call.Account.Id.Id());
            w.WriteString("uri", call.AccountUri);
        });
        w.WriteString("setupWizardState", e.SetupWizardState);
        RegionalView.Write(w, call, e.Regional, call.Account.Regional);
        if (e.StatusReason is not null)
        {
            w.Object("statusInfo", () =>
            {
                w.WriteString("reason", e.StatusReason);
                w.Text("comment", e.StatusComment);
            });
        }

        if (e.CustomFields.Count > 0)
        {
            w.Array("customFields", e.CustomFields, field =>
            {
                w.WriteString("id", field.Key);
                w.WriteString("value", field.Value);
                w.Text("displayName", call.Account.CustomFields.FirstOrDefault(f => f.Id == field.Key)?.DisplayName);
            });
        }

        // Only for one's own extension (specification, GetExtensionInfoResponse.serviceFeatures).
        if (e.Id == call.Session?.ExtensionId)
        {
            w.Array("serviceFeatures", ServiceFeatures.All, feature =>
            {
                w.WriteString("featureName", feature.Name);
                w.WriteBoolean("enabled", feature.Enabled);
            });
        }
    }

    public static void Short(Utf8JsonWriter w, Call call, Extension e) => Common(w, call, e, call.Behaviour.FullContactInList);

    private static void Common(Utf8JsonWriter w, Call call, Extension e, bool wholeContact)
    {
        string uri = call.ExtensionUri(e.Id);
        w.WriteString("uri", uri);
        w.WriteNumber("id", e.Id);
        w.Text("extensionNumber", e.ExtensionNumber);
        ContactView.Write(w, e, wholeContact);
        w.WriteString("name", e.Name);
        w.WriteString("type", e.Type);
        w.WriteString("status", e.Status);
        w.Object("permissions", () =>
        {
            w.Object("admin", () => w.WriteBoolean("enabled", e.Roles.Contains(Role.SuperAdmin)));
            w.Object("internationalCalling", () => w.WriteBoolean("enabled", e.Roles.Contains(Role.StandardInternational) || e.Roles.Contains(Role.SuperAdmin)));
        });
        w.Object("profileImage", () => w.WriteString("uri", uri + "/profile-image"));
        w.Text("partnerId", e.PartnerId);
        if (!e.References.IsEmpty)
        {
            w.Array("references", e.References, reference =>
            {
                w.WriteString("ref", reference.Ref);
                w.WriteString("type", reference.Type);
                w.Text("refAccId", reference.AccountId);
            });
        }

        w.WriteBoolean("hidden", e.Hidden);
        w.Object("site", () =>
        {
            w.WriteString("id", e.SiteId);
            w.Text("name", call.Account.Sites.FirstOrDefault(s => s.Id == e.SiteId)?.Name);
        });
        if (e.CostCenterId is not null)
        {
            w.Object("costCenter", () =>
            {
                w.WriteString("id", e.CostCenterId);
                w.Text("name", call.Account.CostCenters.FirstOrDefault(c => c.Id == e.CostCenterId)?.Name);
            });
        }

        w.Time("creationTime", e.CreationTime);
    }
}

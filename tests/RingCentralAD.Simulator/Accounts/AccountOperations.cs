using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>The account itself.</summary>
internal static class AccountOperations
{
    public static Answer Read(Call call) => Answer.Json(w =>
    {
        Account account = call.Account;
        w.WriteStartObject();
        w.WriteString("uri", call.AccountUri);
        w.WriteNumber("id", account.Id);
        w.WriteString("mainNumber", account.MainNumber);
        w.WriteString("status", account.Status);
        w.WriteString("setupWizardState", "Completed");
        w.WriteBoolean("federated", false);
        w.Object("operator", () =>
        {
            w.WriteString("uri", call.ExtensionUri(account.Id));
            w.WriteNumber("id", account.Id);
            w.Text("extensionNumber", account.ExtensionTable.Find(account.Id)?.ExtensionNumber);
        });
        w.Object("serviceInfo", () =>
        {
            w.WriteString("uri", call.AccountUri + "/service-info");
            Plans(w, call);
        });
        RegionalView.Write(w, call, account.Regional, account.Regional, () => w.Object("currency", () =>
        {
            w.WriteNumber("id", 1);
            w.WriteString("code", "USD");
            w.WriteString("name", "United States Dollars");
            w.WriteString("symbol", "$");
        }));
        Limits(w, call);
        w.WriteEndObject();
    });

    public static Answer ReadV2(Call call) => Answer.Json(w =>
    {
        Account account = call.Account;
        Extension system = account.ExtensionTable.Find(account.Id)!;
        w.WriteStartObject();
        w.WriteString("id", account.Id.Id());
        w.WriteString("mainNumber", account.MainNumber);
        w.WriteString("status", account.Status);
        w.WriteString("companyName", account.CompanyName);
        w.Object("companyAddress", () => Address(w, account));
        w.Object("serviceInfo", () =>
        {
            w.Object("package", () =>
            {
                w.WriteString("id", "1");
                w.WriteString("version", "1");
            });
            w.Object("brand", () =>
            {
                w.WriteString("id", "1210");
                w.WriteString("name", "RingCentral");
            });
            w.Object("contractedCountry", () => w.WriteString("id", "1"));
            w.Object("servicePlan", () =>
            {
                w.WriteString("id", "4485");
                w.WriteString("name", "Office");
            });
        });
        w.Object("contactInfo", () =>
        {
            w.WriteString("id", system.Id.Id());
            w.WriteString("extensionNumber", system.ExtensionNumber);
            w.WriteString("firstName", system.Contact.FirstName ?? "");
            w.WriteString("lastName", system.Contact.LastName ?? "");
            w.WriteString("email", system.Contact.Email);
            w.WriteString("contactPhone", system.Contact.BusinessPhone ?? account.MainNumber);
        });
        w.WriteEndObject();
    });

    public static Answer ServiceInfo(Call call) => Answer.Json(w =>
    {
        w.WriteStartObject();
        w.WriteString("uri", call.AccountUri + "/service-info");
        w.WriteString("servicePlanName", "RingCentral Office Ultimate");
        Plans(w, call);
        w.Array("serviceFeatures", ServiceFeatures.All, feature =>
        {
            w.WriteString("featureName", feature.Name);
            w.WriteBoolean("enabled", feature.Enabled);
        });
        Limits(w, call);
        w.WriteEndObject();
    });

    public static Answer BusinessAddress(Call call) => Answer.Json(w =>
    {
        w.WriteStartObject();
        w.WriteString("uri", call.AccountUri + "/business-address");
        w.Object("businessAddress", () => ContactView.Address(w, call.Account.Address));
        w.WriteString("company", call.Account.CompanyName);
        w.Text("email", call.Account.ExtensionTable.Find(call.Account.Id)?.Contact.Email);
        w.WriteString("mainSiteName", call.Account.Sites[0].Name);
        w.WriteEndObject();
    });

    public static Answer RegionalSettings(Call call) => Answer.Json(w =>
    {
        w.WriteStartObject();
        RegionalView.Fields(w, call, call.Account.Regional, call.Account.Regional);
        w.WriteEndObject();
    });

    /// <summary>PostalAddress of v2: the country by its code.</summary>
    public static void Address(Utf8JsonWriter w, Account account)
    {
        w.WriteString("street", account.Address.Street ?? "");
        w.WriteString("city", account.Address.City ?? "");
        w.Text("state", account.Address.State);
        w.WriteString("zip", account.Address.Zip ?? "");
        w.WriteString("country", Countries.Find(account.Address.Country ?? "US")!.IsoCode);
    }

    private static void Plans(Utf8JsonWriter w, Call call)
    {
        Country home = Countries.ById(call.Account.Regional.Country)!;
        w.Object("brand", () =>
        {
            w.WriteString("id", "1210");
            w.WriteString("name", "RingCentral");
            w.Object("homeCountry", () => DictionaryView.Country(w, call, home));
        });
        w.Object("contractedCountry", () => DictionaryView.Country(w, call, home));
        w.Object("servicePlan", () =>
        {
            w.WriteString("id", "4485");
            w.WriteString("name", "Office");
            w.WriteString("edition", "Enterprise");
        });
        w.Object("billingPlan", () =>
        {
            w.WriteString("id", "3029");
            w.WriteString("name", "Monthly");
            w.WriteString("durationUnit", "Month");
            w.WriteNumber("duration", 1);
            w.WriteString("type", "Regular");
            w.WriteNumber("includedPhoneLines", 1);
        });
    }

    private static void Limits(Utf8JsonWriter w, Call call) => w.Object("limits", () =>
    {
        w.WriteNumber("freeSoftPhoneLinesPerExtension", 1);
        w.WriteNumber("meetingSize", 100);
        w.WriteNumber("cloudRecordingStorage", 50);
        w.WriteNumber("maxMonitoredExtensionsPerUser", 100);
        w.WriteNumber("maxExtensionNumberLength", call.Behaviour.MaxExtensionNumberLength);
        w.WriteNumber("siteCodeLength", 0);
        w.WriteNumber("shortExtensionNumberLength", call.Behaviour.MaxExtensionNumberLength);
    });
}

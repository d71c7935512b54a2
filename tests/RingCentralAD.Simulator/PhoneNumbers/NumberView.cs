using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Phone numbers as v1.0 and v2 show them.</summary>
internal static class NumberView
{
    /// <summary>CompanyPhoneNumberInfo.</summary>
    public static void Company(Utf8JsonWriter w, Call call, PhoneNumber n)
    {
        w.WriteString("uri", $"{call.AccountUri}/phone-number/{n.Id.Id()}");
        Common(w, n);
        if (n.ExtensionId is { } id)
        {
            w.Object("extension", () => Extension(w, call, id));
        }

        if (n.Primary)
        {
            w.WriteBoolean("primary", true);
        }

        if (n.Status == "Pending" && n.TemporaryId is { } temporary && call.Account.NumberTable.Find(temporary) is { } stand)
        {
            w.Object("temporaryNumber", () =>
            {
                w.WriteString("id", stand.Id.Id());
                w.WriteString("phoneNumber", stand.Number);
            });
        }
    }

    /// <summary>UserPhoneNumberInfo: of one extension, company numbers included.</summary>
    public static void OfExtension(Utf8JsonWriter w, Call call, PhoneNumber n)
    {
        w.WriteString("uri", $"{call.AccountUri}/phone-number/{n.Id.Id()}");
        Common(w, n);
        Country? country = Dialed(n.Number);
        if (country is not null)
        {
            w.Object("country", () =>
            {
                w.WriteString("uri", DictionaryView.CountryUri(call, country));
                w.WriteString("id", country.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
                w.WriteString("name", country.Name);
            });
        }

        if (n.ExtensionId is { } id)
        {
            w.Object("extension", () => Extension(w, call, id));
            w.WriteBoolean("primary", n.Primary);
        }

        w.WriteStartArray("features");
        w.WriteStringValue("CallerId");
        if (n.UsageType == "DirectNumber")
        {
            w.WriteStringValue("SmsSender");
        }

        w.WriteEndArray();
    }

    /// <summary>AccountPhoneNumberInfo of v2.</summary>
    public static void Version2(Utf8JsonWriter w, Call call, PhoneNumber n)
    {
        w.WriteString("id", n.Id.Id());
        w.WriteString("phoneNumber", n.Number);
        w.Text("type", n.Type);
        w.WriteString("tollType", TollType(n));
        w.WriteString("usageType", UsageTypeV2(call, n));
        w.WriteString("status", n.Status);
        w.WriteBoolean("byocNumber", false);
        w.WriteBoolean("mobileNumber", false);
        w.WriteBoolean("primary", n.Primary);
        w.Text("label", n.Label);
        if (n.ExtensionId is { } id)
        {
            w.Object("extension", () =>
            {
                w.WriteString("id", id.Id());
                w.Text("extensionNumber", call.Account.ExtensionTable.Find(id)?.ExtensionNumber);
            });
        }
    }

    public static string TollType(PhoneNumber n) => n.PaymentType == "TollFree" || Formats.IsTollFree(n.Number) ? "TollFree" : "Toll";

    /// <summary>v1.0 has no Inventory; the pool is the nearest it has (inferred).</summary>
    public static string UsageTypeV1(PhoneNumber n) => n.UsageType switch
    {
        "Inventory" => "NumberPool",
        "PhoneLine" => "DirectNumber",
        _ => n.UsageType,
    };

    public static string UsageTypeV2(Call call, PhoneNumber n) => n is { UsageType: "DirectNumber", DeviceId: not null } ? call.Behaviour.LineUsageTypeV2 : n.UsageType;

    private static void Common(Utf8JsonWriter w, PhoneNumber n)
    {
        w.WriteNumber("id", n.Id);
        w.WriteString("phoneNumber", n.Number);
        w.WriteString("paymentType", n.PaymentType);
        w.Text("type", n.Type);
        w.WriteString("usageType", UsageTypeV1(n));
        w.WriteString("status", n.Status);
        w.Text("label", n.Label);
    }

    private static void Extension(Utf8JsonWriter w, Call call, long id)
    {
        w.WriteString("uri", call.ExtensionUri(id));
        w.WriteNumber("id", id);
        w.Text("extensionNumber", call.Account.ExtensionTable.Find(id)?.ExtensionNumber);
    }

    private static Country? Dialed(string e164) => e164.StartsWith("+1", StringComparison.Ordinal)
        ? Countries.Find("US")
        : Countries.All.Where(c => e164.AsSpan(1).StartsWith(c.CallingCode)).MaxBy(c => c.CallingCode.Length);
}

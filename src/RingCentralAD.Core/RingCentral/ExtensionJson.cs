using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads extensions (GetExtensionInfoResponse) into the guide's names. Values that RingCentral adds some day come through as they are.</summary>
internal static class ExtensionJson
{
    private static readonly (string Json, string Attribute)[] s_contact =
    [
        ("firstName", "firstName"), ("lastName", "lastName"), ("email", "email"), ("mobilePhone", "mobilePhone"), ("businessPhone", "businessPhone"),
        ("company", "company"), ("jobTitle", "jobTitle"), ("department", "department"),
    ];

    private static readonly (string Json, string Attribute)[] s_address =
    [
        ("street", "street"), ("city", "city"), ("state", "state"), ("zip", "zip"), ("country", "country"),
    ];

    /// <summary>The extension; null where it has no id. A missing type or status is Unknown: nothing is ever done to such a one.</summary>
    public static Extension? Read(JObject json)
    {
        if (RcJson.Filled(json["id"]) is not string id)
        {
            return null;
        }

        JObject? contact = RcJson.Object(json["contact"]);
        JObject? address = RcJson.Object(contact?["businessAddress"]);
        return new Extension
        {
            Id = id,
            Number = RcJson.Filled(json["extensionNumber"]),
            Name = RcJson.Filled(json["name"]),
            Type = RcJson.Filled(json["type"]) ?? "Unknown",
            Status = RcJson.Filled(json["status"]) ?? "Unknown",
            Attributes = Attributes(json, contact, address),
            HasContact = contact is not null,
            HasAddress = address is not null,
            HasRegional = json["regionalSettings"] is JObject,
            DirectoryId = RcJson.Items(json["references"])
                .Where(reference => RcJson.Text(RcJson.At(reference, "type")) == "CustomerDirectoryId")
                .Select(reference => RcJson.Filled(RcJson.At(reference, "ref")))
                .FirstOrDefault(),
            Site = RcJson.Filled(RcJson.At(json, "site", "name")) ?? RcJson.Filled(RcJson.At(json, "site", "id")),
        };
    }

    /// <summary>The answer of a read or write of one extension.</summary>
    public static Extension? Read(HttpAnswer answer) => RcJson.Object(answer) is JObject json ? Read(json) : null;

    private static AttributeSet Attributes(JObject json, JObject? contact, JObject? address)
    {
        Dictionary<string, object?> values = [];
        foreach ((string name, string attribute) in s_contact)
        {
            values[attribute] = RcJson.Filled(contact?[name]);
        }

        foreach ((string name, string attribute) in s_address)
        {
            values[attribute] = RcJson.Filled(address?[name]);
        }

        values["userName"] = values["email"];
        values["emailAsLoginName"] = RcJson.Flag(contact?["emailAsLoginName"]);
        values["site"] = RcJson.Filled(RcJson.At(json, "site", "name")) ?? RcJson.Filled(RcJson.At(json, "site", "id"));
        values["costCenter"] = RcJson.Filled(RcJson.At(json, "costCenter", "name")) ?? RcJson.Filled(RcJson.At(json, "costCenter", "id"));
        values["roles"] = RcJson.Items(json["roles"])
            .Select(role => RcJson.Filled(RcJson.At(role, "displayName")) ?? RcJson.Filled(RcJson.At(role, "id")))
            .OfType<string>()
            .ToList();
        if (json["regionalSettings"] is JObject regional)
        {
            foreach (string name in RegionalAttributes.Named)
            {
                values[name] = RcJson.Filled(RcJson.At(regional, name, "name")) ?? RcJson.Filled(RcJson.At(regional, name, "id"));
            }

            values[RegionalAttributes.TimeFormat] = RcJson.Filled(regional[RegionalAttributes.TimeFormat]);
        }

        return new AttributeSet(values);
    }
}

using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads RingCentral's dictionaries of countries and states.</summary>
internal static class DictionaryJson
{
    /// <summary>A country; null where id or name is missing.</summary>
    public static Country? Country(JObject json) =>
        RcJson.Filled(json["id"]) is string id && RcJson.Filled(json["name"]) is string name
            ? new Country(id, name, RcJson.Text(json["isoCode"]) ?? "")
            : null;

    /// <summary>A state or province; null where id or name is missing.</summary>
    public static CountryState? State(JObject json) =>
        RcJson.Filled(json["id"]) is string id && RcJson.Filled(json["name"]) is string name
            ? new CountryState(id, name, RcJson.Text(json["isoCode"]) ?? "", RcJson.Text(RcJson.At(json, "country", "id")) ?? "")
            : null;

    /// <summary>A language or a time zone; null where id or name is missing.</summary>
    public static NamedItem? Named(JObject json, string code) =>
        RcJson.Filled(json["id"]) is string id && RcJson.Filled(json["name"]) is string name
            ? new NamedItem(id, name, RcJson.Filled(json[code]))
            : null;
}

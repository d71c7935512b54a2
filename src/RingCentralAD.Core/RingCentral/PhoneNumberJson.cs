using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads phone numbers of v1.0 (CompanyPhoneNumberInfo, UserPhoneNumberInfo) and v2 (AccountPhoneNumberInfo).</summary>
internal static class PhoneNumberJson
{
    /// <summary>The number; null where id or number is missing.</summary>
    public static PhoneNumber? Read(JObject json) =>
        RcJson.Filled(json["id"]) is string id && RcJson.Filled(json["phoneNumber"]) is string number
            ? new PhoneNumber
            {
                Id = id,
                Number = number,
                UsageType = RcJson.Filled(json["usageType"]) ?? "Unknown",
                Type = RcJson.Filled(json["type"]),
                Status = RcJson.Filled(json["status"]),
                ExtensionId = RcJson.Filled(RcJson.At(json, "extension", "id")),
                Primary = RcJson.Flag(json["primary"]) ?? false,
                IsTollFree = RcJson.Filled(json["tollType"]) == "TollFree" || RcJson.Filled(json["paymentType"]) == "TollFree",
                TemporaryNumber = RcJson.Filled(RcJson.At(json, "temporaryNumber", "phoneNumber")),
            }
            : null;

    /// <summary>The answer of an assignment.</summary>
    public static PhoneNumber? Read(HttpAnswer answer) => RcJson.Object(answer) is JObject json ? Read(json) : null;
}

using System.Text.Json.Nodes;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>A number of the inventory as an operation names it: the id that RingCentral wants, and the number that people read.</summary>
internal static class StockNumber
{
    /// <summary>The stored form.</summary>
    public static string Of(PhoneNumber number) => AccountPayload.Text(new JsonObject { ["phoneNumberId"] = number.Id, ["phoneNumber"] = number.Number });

    /// <summary>RingCentral's id of it.</summary>
    public static string IdOf(string payload) => JsonNode.Parse(payload)!["phoneNumberId"]!.GetValue<string>();

    /// <summary>The number, E.164.</summary>
    public static string TextOf(string payload) => JsonNode.Parse(payload)!["phoneNumber"]!.GetValue<string>();
}

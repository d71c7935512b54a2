using System.Text.Json.Nodes;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// An extension as it must be after a request that RingCentral carried out without showing it. The next reading of the account's list
/// corrects whatever RingCentral shows in another form.
/// </summary>
internal static class SentExtension
{
    private static readonly HashSet<string> s_ours = new(StringComparer.Ordinal) { "extensionNumber", "status", "type", "directNumber" };

    /// <summary>The known extension with a sent body laid over it.</summary>
    public static Extension Over(AppUser known, string payload)
    {
        ArgumentNullException.ThrowIfNull(known);
        JsonObject body = JsonNode.Parse(payload)!.AsObject();
        AttributeSet attributes = new([.. known.Attributes.Where(pair => !s_ours.Contains(pair.Key) && pair.Key != Mapping.RingCentralNumbers.StateAttribute)]);
        attributes = attributes.With(Contact(body["contact"] as JsonObject));
        return new Extension
        {
            Id = known.Key,
            Number = body["extensionNumber"]?.GetValue<string>() ?? known.Attributes.Text("extensionNumber"),
            Name = known.Place,
            Type = known.Attributes.Text("type") ?? "User",
            Status = body["status"]?.GetValue<string>() ?? known.Attributes.Text("status") ?? "Unknown",
            Attributes = attributes,
            HasContact = true,
            HasAddress = true,
            Site = known.Attributes.Text("site"),
        };
    }

    /// <summary>The extension that a record of a batch made.</summary>
    public static Extension OfBatch(string id, string payload)
    {
        JsonObject body = JsonNode.Parse(payload)!.AsObject();
        AttributeSet attributes = AttributeSet.Empty.With(Contact(body["contact"] as JsonObject));
        return new Extension
        {
            Id = id,
            Number = body["extensionNumber"]?.GetValue<string>(),
            Name = PersonName.Of(attributes.Text("firstName"), attributes.Text("lastName"), id),
            Type = "User",
            Status = "Enabled",
            Attributes = attributes,
            HasContact = true,
            HasAddress = true,
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Contact(JsonObject? contact)
    {
        foreach ((string name, JsonNode? value) in contact ?? [])
        {
            if (name == "businessAddress" && value is JsonObject address)
            {
                foreach ((string part, JsonNode? text) in address)
                {
                    yield return new(part, Filled(text));
                }
            }
            else if (value is JsonValue)
            {
                yield return new(name == "mobileNumber" ? "mobilePhone" : name, Filled(value));
                if (name == "email")
                {
                    yield return new("userName", Filled(value));
                }
            }
        }
    }

    private static string? Filled(JsonNode? value) => value?.ToString() is { Length: > 0 } text ? text : null;
}

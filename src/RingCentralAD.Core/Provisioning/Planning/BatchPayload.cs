using System.Text.Json.Nodes;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The record of one person in a batch (BatchProvisionUsersRequestItem). It knows first name, last name, mail and mobile phone of the
/// contact, one role, a cost centre and one device; Enabled is its only status.
/// </summary>
internal static class BatchPayload
{
    private static readonly (string Attribute, string Name)[] s_contact = [("firstName", "firstName"), ("lastName", "lastName"), ("email", "email"), ("mobilePhone", "mobileNumber")];

    /// <summary>Whether a person's values fit into a batch at all: an address of at most 64 characters, and a last name.</summary>
    public static bool Fits(PersonDiff diff) =>
        diff.Values.GetValueOrDefault("email") is { Length: <= 64 } && diff.Values.ContainsKey("firstName") && diff.Values.ContainsKey("lastName");

    /// <summary>Whether a stored body is such a record: a single create always names a type.</summary>
    public static bool Is(string payload) => JsonNode.Parse(payload) is JsonObject body && body["type"] is null && body["status"]?.GetValue<string>() == "Enabled";

    /// <summary>The record of a person.</summary>
    /// <param name="diff">The person.</param>
    /// <param name="number">The extension number.</param>
    /// <param name="line">The number of the inventory that a new line gets; null where no device is made.</param>
    /// <param name="options">The options.</param>
    public static string Record(PersonDiff diff, string? number, PhoneNumber? line, ProvisioningOptions options)
    {
        JsonObject contact = [];
        foreach ((string attribute, string name) in s_contact)
        {
            if (diff.Values.GetValueOrDefault(attribute) is { } value)
            {
                contact[name] = value;
            }
        }

        contact["transition"] = new JsonObject { ["sendWelcomeEmail"] = options.WelcomeMail == WelcomeMail.Send };
        JsonObject body = new() { ["status"] = "Enabled", ["contact"] = contact };
        if (number is not null)
        {
            body["extensionNumber"] = number;
        }

        if (diff.Values.GetValueOrDefault("costCenter") is { } center)
        {
            body["costCenter"] = new JsonObject { ["id"] = center };
        }

        if (diff.Roles.Count == 1)
        {
            body["roles"] = new JsonArray(new JsonObject { ["id"] = diff.Roles[0] });
        }

        if (line is not null)
        {
            body["devices"] = new JsonArray(new JsonObject
            {
                ["deviceInfo"] = new JsonObject
                {
                    ["type"] = "OtherPhone",
                    ["emergency"] = new JsonObject { ["location"] = new JsonObject { ["id"] = options.EmergencyLocation } },
                    ["phoneInfo"] = new JsonObject { ["phoneNumberId"] = line.Id },
                },
            });
        }

        return AccountPayload.Text(body);
    }

    /// <summary>What the batch cannot carry of a person, for an update afterwards; null where it carries everything.</summary>
    public static PersonDiff? Rest(PersonDiff diff)
    {
        Dictionary<string, string> rest = diff.Values.Where(pair => pair.Key != "costCenter" && !s_contact.Any(carried => carried.Attribute == pair.Key)).ToDictionary(StringComparer.Ordinal);
        return rest.Count == 0 ? null : diff with
        {
            Values = rest,
            Address = rest.Where(pair => AccountValues.IsAddress(pair.Key)).ToDictionary(StringComparer.Ordinal),
            Changes = [.. diff.Changes.Where(change => rest.ContainsKey(change.Attribute))],
        };
    }

    /// <summary>The body of a batch.</summary>
    public static string Of(IEnumerable<Operation> operations)
    {
        JsonArray records = [.. operations.Select(operation => JsonNode.Parse(operation.Payload!))];
        return AccountPayload.Text(new JsonObject { ["records"] = records });
    }
}

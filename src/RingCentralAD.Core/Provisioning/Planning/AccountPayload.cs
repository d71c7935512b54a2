using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The exact bodies that are sent to RingCentral (API.md, section 9). A PUT is a partial update; the business address is sent whole.
/// </summary>
public static class AccountPayload
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body that makes a new extension.</summary>
    public static string Create(PersonDiff diff, string? number, ProvisioningOptions options)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(options);
        JsonObject body = new() { ["type"] = options.ExtensionType, ["contact"] = Contact(diff.Values, diff.Values) };
        Number(body, number);
        Settings(body, diff.Values);
        if (diff.Values.GetValueOrDefault("costCenter") is { } center)
        {
            body["costCenter"] = new JsonObject { ["id"] = center };
        }

        Reference(body, diff, options);
        return Text(body);
    }

    /// <summary>
    /// The body that fills an Unassigned extension. Status and extension number are needed: contact alone leaves it Unassigned.
    /// </summary>
    public static string Fill(PersonDiff diff, string number, ProvisioningOptions options)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(options);
        bool mail = options.WelcomeMail == WelcomeMail.Send;
        JsonObject body = new() { ["status"] = "NotActivated", ["contact"] = Contact(diff.Values, diff.Values) };
        Number(body, number);
        Settings(body, diff.Values);
        Reference(body, diff, options);
        body["transition"] = new JsonObject { ["sendWelcomeEmailsToUsers"] = mail, ["sendWelcomeEmail"] = mail };
        return Text(body);
    }

    /// <summary>The body that changes what differs.</summary>
    public static string Update(PersonDiff diff, string? number)
    {
        ArgumentNullException.ThrowIfNull(diff);
        JsonObject body = [];
        JsonObject contact = Contact(diff.Values, diff.Address);
        if (contact.Count > 0)
        {
            body["contact"] = contact;
        }

        Settings(body, diff.Values);
        Number(body, number);
        return Text(body);
    }

    /// <summary>The body of the update that brings what a batch could not carry; the reference to the hub user among it.</summary>
    public static string AfterBatch(PersonDiff? rest, PersonDiff diff, ProvisioningOptions options)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(options);
        JsonObject body = rest is null ? [] : JsonNode.Parse(Update(rest, null))!.AsObject();
        Reference(body, diff, options);
        return Text(body);
    }

    /// <summary>The body that disables an extension; number, device and data stay.</summary>
    public static string Deactivate() => Text(new JsonObject { ["status"] = "Disabled" });

    /// <summary>The body that enables a disabled extension again.</summary>
    public static string Reactivate() => Text(new JsonObject { ["status"] = "Enabled" });

    /// <summary>The mail address that a body sends; null where it sends none.</summary>
    public static string? MailOf(string? payload) =>
        payload is null ? null : JsonNode.Parse(payload)?["contact"]?["email"]?.GetValue<string>();

    /// <summary>Whether two bodies send the same contact: what RingCentral refused of the one, it refuses of the other.</summary>
    public static bool SameContact(string? left, string? right) =>
        left is not null && right is not null
        && JsonNode.Parse(left)?["contact"] is { } a && JsonNode.Parse(right)?["contact"] is { } b
        && JsonNode.DeepEquals(a, b);

    /// <summary>
    /// A body split into the one value of the contact that RingCentral named and the rest; null where it names no such value, or one that
    /// a person cannot be without. The business address is one value. The rest is null where nothing is left to send.
    /// </summary>
    public static (string Value, string? Remainder)? Split(string? payload, string? parameter, bool joins)
    {
        string[] path = parameter?.Split('.') ?? [];
        if (payload is not null && SplitSetting(payload, path) is { } setting)
        {
            return setting;
        }

        if (payload is null || path is not ["contact", { } name, ..] || name is "firstName" or "lastName" or "email" || (joins && name == "businessAddress"))
        {
            return null;
        }

        JsonObject body = JsonNode.Parse(payload)!.AsObject();
        if (body["contact"] is not JsonObject contact || !contact.Remove(name, out JsonNode? value))
        {
            return null;
        }

        if (contact.Count == 0)
        {
            body.Remove("contact");
        }

        return (Text(new JsonObject { ["contact"] = new JsonObject { [name] = value } }), body.Count == 0 ? null : Text(body));
    }

    /// <summary>The one value of a body that <see cref="Split"/> gave: its name and its text.</summary>
    public static (string Name, string Value)? Single(string? payload) =>
        payload is null ? null
        : SettingOf(payload) is { } setting ? setting
        : JsonNode.Parse(payload)?["contact"] is JsonObject { Count: 1 } contact
            ? (contact.First().Key, contact.First().Value is JsonObject part ? Text(part) : contact.First().Value?.ToString() ?? "")
            : null;

    /// <summary>The business address as it is sent, as text; null where none is.</summary>
    public static string? AddressOf(IReadOnlyDictionary<string, string> address) =>
        Contact(new Dictionary<string, string>(), address)["businessAddress"] is JsonObject parts ? Text(parts) : null;

    /// <summary>Whether an extension shows everything that a body sends.</summary>
    public static bool IsApplied(string payload, Extension extension)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(extension);
        JsonNode body = JsonNode.Parse(payload)!;
        bool status = body["status"]?.GetValue<string>() is not { } wanted || wanted == extension.Status || (wanted == "NotActivated" && extension.Status == "Enabled");
        bool number = body["extensionNumber"]?.GetValue<string>() is not { } digits || digits == extension.Number;
        bool tells = body["status"] is not null || body["extensionNumber"] is not null || body["contact"] is not null;
        return tells && status && number && (body["contact"] is not JsonObject contact || Shows(contact, extension, IsAddressAlone(body, contact)));
    }

    private static bool IsAddressAlone(JsonNode body, JsonObject contact) =>
        contact.Count == 1 && body["status"] is null && body["extensionNumber"] is null;

    private static bool Shows(JsonObject contact, Extension extension, bool addressAlone) => contact.All(part => part.Value switch
    {
        // Country and state may be shown in another form than they were sent in, and what else was sent tells as well. Where nothing else
        // was, only the very same address tells: to send an update again does no harm, to take it for done loses it.
        JsonObject address => !addressAlone || address.All(piece => piece.Value?.ToString() == (extension.Attributes.Text(piece.Key) ?? "")),
        JsonValue value when part.Key == "email" => MatchKey.Of(value.ToString()) == MatchKey.Of(extension.Attributes.Text("email")),
        JsonValue value => value.ToString() == (extension.Attributes.Text(part.Key) ?? ""),
        _ => true,
    });

    private static JsonObject Contact(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> address)
    {
        JsonObject contact = [];
        foreach ((string attribute, string value) in values.Where(pair => AccountValues.IsContact(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            contact[attribute == "userName" ? "email" : attribute] = value;
        }

        JsonObject parts = [];
        foreach ((string part, string value) in address.Where(pair => AccountValues.IsAddress(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            parts[part] = value;
        }

        if (parts.Count > 0)
        {
            contact["businessAddress"] = parts;
        }

        return contact;
    }

    private static void Number(JsonObject body, string? number)
    {
        if (number is not null)
        {
            body["extensionNumber"] = number;
        }
    }

    private static void Reference(JsonObject body, PersonDiff diff, ProvisioningOptions options)
    {
        if (options.SendReference)
        {
            body["references"] = new JsonArray(new JsonObject { ["ref"] = diff.UserId, ["type"] = "CustomerDirectoryId" });
        }
    }

    /// <summary>Site and regional settings.</summary>
    private static void Settings(JsonObject body, IReadOnlyDictionary<string, string> values)
    {
        if (values.GetValueOrDefault("site") is { } site)
        {
            body["site"] = new JsonObject { ["id"] = site };
        }

        JsonObject regional = [];
        foreach ((string name, string value) in values.Where(pair => RegionalAttributes.IsOne(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            regional[name] = name == RegionalAttributes.TimeFormat ? value : new JsonObject { ["id"] = value };
        }

        if (regional.Count > 0)
        {
            body["regionalSettings"] = regional;
        }
    }

    private static (string Value, string? Remainder)? SplitSetting(string payload, string[] path)
    {
        JsonObject body = JsonNode.Parse(payload)!.AsObject();
        JsonObject value;
        if (path is ["site", ..] && body.Remove("site", out JsonNode? site))
        {
            value = new JsonObject { ["site"] = site };
        }
        else if (path is ["regionalSettings", { } name, ..] && body["regionalSettings"] is JsonObject regional && regional.Remove(name, out JsonNode? setting))
        {
            value = new JsonObject { ["regionalSettings"] = new JsonObject { [name] = setting } };
            if (regional.Count == 0)
            {
                body.Remove("regionalSettings");
            }
        }
        else
        {
            return null;
        }

        return (Text(value), body.Count == 0 ? null : Text(body));
    }

    private static (string Name, string Value)? SettingOf(string payload) => JsonNode.Parse(payload) switch
    {
        JsonObject { Count: 1 } body when body["site"]?["id"] is { } site => ("site", site.ToString()),
        JsonObject { Count: 1 } body when body["regionalSettings"] is JsonObject { Count: 1 } regional =>
            (regional.First().Key, (regional.First().Value is JsonObject named ? named["id"] : regional.First().Value)?.ToString() ?? ""),
        _ => null,
    };

    /// <summary>A body as it is sent.</summary>
    internal static string Text(JsonObject body) => body.ToJsonString(s_json);
}

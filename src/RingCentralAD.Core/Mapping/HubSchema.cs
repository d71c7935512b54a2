using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// The base attributes of a hub user: those of the guide and of Okta's core user schema.
/// <c>login</c>: 5 to 100 characters, required (the guide, "Under Directory, Profile Editor").
/// </summary>
public static class HubSchema
{
    /// <summary>The base attributes in the order people expect them.</summary>
    public static IReadOnlyList<HubAttribute> Base { get; } =
    [
        Text("login", "Username", required: true, minLength: 5, maxLength: 100),
        Text("firstName", "First name", required: true),
        Text("lastName", "Last name", required: true),
        Text("email", "Primary email", required: true, maxLength: 254),
        Text("middleName", "Middle name"),
        Text("honorificPrefix", "Honorific prefix"),
        Text("honorificSuffix", "Honorific suffix"),
        Text("title", "Title"),
        Text("displayName", "Display name"),
        Text("nickName", "Nickname"),
        Text("profileUrl", "Profile Url"),
        Text("secondEmail", "Secondary email"),
        Text("mobilePhone", "Mobile phone"),
        Text("primaryPhone", "Primary phone"),
        Text("streetAddress", "Street address"),
        Text("city", "City"),
        Text("state", "State"),
        Text("zipCode", "Zip code"),
        Text("countryCode", "Country code"),
        Text("postalAddress", "Postal address"),
        Text("preferredLanguage", "Preferred language"),
        Text("locale", "Locale"),
        Text("timezone", "Time zone"),
        Text("userType", "User type"),
        Text("employeeNumber", "Employee number"),
        Text("costCenter", "Cost center"),
        Text("organization", "Organization"),
        Text("division", "Division"),
        Text("department", "Department"),
        Text("managerId", "Manager id"),
        Text("manager", "Manager"),
    ];

    /// <summary>
    /// What RingCentral shows of an extension, by the guide's names; directNumber and extensionNumber only come in.
    /// </summary>
    public static IReadOnlyList<string> RingCentralAttributes { get; } =
    [
        "userName", "firstName", "lastName", "email", "department", "directNumber", "extensionNumber", "mobilePhone", "businessPhone",
        "street", "city", "state", "zip", "country", "company", "jobTitle", "site", "status", "type", RingCentralNumbers.StateAttribute,
    ];

    /// <summary>What a HubToRc mapping may give.</summary>
    public static IReadOnlyList<string> RingCentralTargets { get; } =
    [
        "userName", "firstName", "lastName", "email", "department", "directNumber", "extensionNumber", "mobilePhone", "businessPhone",
        "street", "city", "state", "zip", "country", "company", "jobTitle", "site", "costCenter", "role",
        "homeCountry", "timezone", "language", "greetingLanguage", "formattingLocale", "timeFormat",
    ];

    /// <summary>The type as the guide's profile editor names it; Okta's core user schema has text of four special kinds.</summary>
    public static string TypeName(HubAttribute attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        return attribute switch
        {
            { Custom: false, Name: "email" or "secondEmail" } => "email",
            { Custom: false, Name: "profileUrl" } => "uri",
            { Custom: false, Name: "countryCode" } => "country code",
            { Custom: false, Name: "preferredLanguage" } => "language code",
            { Custom: false, Name: "locale" } => "locale",
            { Custom: false, Name: "timezone" } => "timezone",
            { Type: HubAttributeType.StringArray } => "string array",
            _ => attribute.Type.ToString().ToLowerInvariant(),
        };
    }

    /// <summary>The name people read for an attribute of RingCentral: those of the guide's profile editor, the rest in the same manner.</summary>
    public static string RingCentralName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "userName" => "Username",
            "firstName" => "FirstName",
            "lastName" => "LastName",
            "email" => "EMail",
            "directNumber" => "DirectNumber",
            "extensionNumber" => "Extension Number",
            "zip" => "Zip code",
            _ => string.Concat(name[..1].ToUpperInvariant(), string.Concat(name.Skip(1).Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()))),
        };
    }

    private static HubAttribute Text(string name, string displayName, bool required = false, int? minLength = null, int? maxLength = null) =>
        new() { Name = name, DisplayName = displayName, Required = required, MinLength = minLength, MaxLength = maxLength };
}

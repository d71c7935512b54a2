using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Finds an app user's value by the guide's name (firstName, userName, countryCode …) or by the LDAP attribute's own.
/// </summary>
public static class AppUserNames
{
    /// <summary>The guide's own names.</summary>
    public static IReadOnlyList<string> Guide { get; } =
        ["firstName", "lastName", "email", "userName", "mobilePhone", "streetAddress", "city", "state", "postalCode", "countryCode", "department"];

    /// <summary>Attributes that Active Directory's people usually have, by their LDAP names: what completion offers before anything was read.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "c", "cn", "co", "company", "description", "displayName", "distinguishedName", "division", "employeeID", "employeeNumber", "employeeType",
        "extensionAttribute1", "extensionAttribute2", "extensionAttribute3", "extensionAttribute4", "extensionAttribute5", "extensionAttribute6",
        "extensionAttribute7", "extensionAttribute8", "extensionAttribute9", "extensionAttribute10", "extensionAttribute11", "extensionAttribute12",
        "extensionAttribute13", "extensionAttribute14", "extensionAttribute15", "facsimileTelephoneNumber", "givenName", "homePhone", "info", "initials",
        "ipPhone", "l", "mail", "manager", "middleName", "mobile", "otherIpPhone", "otherMobile", "otherTelephone", "pager", "physicalDeliveryOfficeName",
        "postOfficeBox", "preferredLanguage", "proxyAddresses", "sAMAccountName", "sn", "st", "telephoneNumber", "title", "uid", "userPrincipalName",
        "wWWHomePage",
    ];

    /// <summary>A few words for completion.</summary>
    internal static string Describe(string name) => Guide.Contains(name) ? "the guide's name" : "LDAP attribute";

    /// <summary>The names that may stand behind appuser, as far as they are known: the guide's, those a directory was read with, the usual ones.</summary>
    public static IEnumerable<string> Known(IEnumerable<DirectoryEntry> directories)
    {
        ArgumentNullException.ThrowIfNull(directories);
        return Guide.Concat(directories.SelectMany(entry => entry.Settings.Names.Keys.Concat(entry.ReadAttributes))).Concat(Usual).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The LDAP attributes behind a name.</summary>
    public static IEnumerable<string> LdapNames(IReadOnlyDictionary<string, string> names, string name)
    {
        ArgumentNullException.ThrowIfNull(names);
        yield return names.GetValueOrDefault(name, name);
        if (name == "countryCode")
        {
            yield return "countryCode";
        }
    }

    /// <summary>The value; null where the person has none.</summary>
    public static object? Value(AttributeSet attributes, IReadOnlyDictionary<string, string> names, string name)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(names);
        object? value = attributes[names.GetValueOrDefault(name, name)];
        if (name == "countryCode" && names.Count > 0)
        {
            // The guide's countryCode is the two-letter code: c, else AD's numeric countryCode turned into it.
            return value is string { Length: 2 } ? value : Alpha2(attributes.Text("countryCode"));
        }

        return value is IReadOnlyList<string> list ? (IReadOnlyList<object?>)[.. list] : value;
    }

    private static string? Alpha2(string? numeric) => numeric is not null && numeric.All(char.IsAsciiDigit) ? CountryFunctions.ToAlpha2(numeric) : null;
}

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

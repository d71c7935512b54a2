using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace RingCentralAD.Core.Running;

/// <summary>Finds what looks like a secret in a configuration, by its name or by its form.</summary>
internal static partial class ConfigurationSecrets
{
    /// <summary>Refuses the first secret that is found: <c>ConfigurationSecret</c>, without repeating it.</summary>
    public static void Check(JToken json, string file, string? remedy = null)
    {
        foreach (JToken token in ((JContainer)json).DescendantsAndSelf())
        {
            if (token is JProperty { Value.Type: not JTokenType.Null } property && !IsPlaceName(property.Name) && SecretName().IsMatch(property.Name))
            {
                throw ConfigurationErrors.Secret(file, property, $"'{property.Name}' is the name of a secret", remedy);
            }

            if (token is JValue { Value: string text } && Why(text, token.Parent as JProperty) is { } why)
            {
                throw ConfigurationErrors.Secret(file, token, why, remedy);
            }
        }
    }

    private static string? Why(string text, JProperty? property) => property is not null && IsPlaceName(property.Name)
        ? SecretPlaces.IsPlace(text) ? null : "this is no place of a secret"
        : PrivateKey().IsMatch(text) ? "this is a private key"
        : Jwt().IsMatch(text) ? "this is a JWT"
        : ConnectionPassword().IsMatch(text) ? "this holds a password"
        : Address().IsMatch(text) ? "this address holds a password"
        : null;

    private static bool IsPlaceName(string name) => name.EndsWith("From", StringComparison.Ordinal);

    [GeneratedRegex("password|passphrase|secret|jwt|privatekey|apikey|token", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"\b(password|pwd)\s*=\s*[^;\s]", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionPassword();

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

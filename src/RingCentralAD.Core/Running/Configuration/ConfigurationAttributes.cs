using System.Text.RegularExpressions;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What an import of a configuration refuses of attributes.</summary>
internal static partial class ConfigurationAttributes
{
    /// <summary>Refuses a name or a length that Add-HubAttribute would refuse.</summary>
    public static void Check(HubAttribute attribute, IEnumerable<HubAttribute> known)
    {
        if (!Name().IsMatch(attribute.Name))
        {
            throw Invalid($"'{attribute.Name}' is no name of an attribute: letters, digits and _, not beginning with a digit.");
        }

        if (known.FirstOrDefault(other => !other.Custom && string.Equals(other.Name, attribute.Name, StringComparison.OrdinalIgnoreCase)) is { } there)
        {
            throw new RingCentralAdException("HubAttributeExists", ErrorKind.Conflict, $"'{there.Name}' belongs to the base schema, which is in every hub.", "Take it out of \"attributes\".", attribute.Name);
        }

        if (attribute.MinLength is < 0 or > 100_000 || attribute.MaxLength is < 1 or > 100_000 || attribute.MinLength > attribute.MaxLength)
        {
            throw Invalid($"the lengths of {attribute.Name} must be 0 to 100000, and the least not more than the most.");
        }
    }

    /// <summary>How many people have a value of each attribute.</summary>
    public static async Task<Dictionary<string, long>> HoldersAsync(IHubReader hub, IReadOnlyCollection<HubAttribute> attributes, CancellationToken cancellationToken)
    {
        Dictionary<string, long> holders = [];
        if (attributes.Count == 0)
        {
            return holders;
        }

        await foreach (HubUser user in hub.ReadAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            foreach (HubAttribute attribute in attributes.Where(attribute => user.Profile.ContainsKey(attribute.Name) || user.LocalValues.ContainsKey(attribute.Name)))
            {
                holders[attribute.Name] = holders.GetValueOrDefault(attribute.Name) + 1;
            }
        }

        return holders;
    }

    /// <summary>People have values of an attribute that would go or become of another type.</summary>
    public static RingCentralAdException InUse(HubAttribute attribute, long people) => new(
        "HubAttributeInUse", ErrorKind.Conflict, $"{Counted.People(people)} {(people == 1 ? "has" : "have")} a value of '{attribute.Name}', which is of type {attribute.Type}.",
        $"Remove-HubAttribute {attribute.Name} takes the values away; then import again.", attribute.Name);

    private static RingCentralAdException Invalid(string what) => new(ConfigurationErrors.InvalidId, ErrorKind.Data, what, "Correct the file.");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Makes app users of extensions.</summary>
public static class AccountAppUsers
{
    /// <summary>Where the hub's id is kept that an extension carries (references, CustomerDirectoryId), by which a hub that was restored finds its people again.</summary>
    public const string HubIdAttribute = "customerDirectoryId";

    /// <summary>
    /// The app user of an extension. What the answer left out is unknown and stays as known before; so do the numbers, which are read apart.
    /// </summary>
    /// <param name="extension">The extension as it was answered.</param>
    /// <param name="known">What was known of it; null where nothing was.</param>
    /// <param name="readAt">When it was answered.</param>
    /// <param name="shown">What the list shows at all, where it comes from one: the rest is unknown rather than empty. Null for an answer of its own.</param>
    public static AppUser From(Extension extension, AppUser? known, DateTimeOffset readAt, IReadOnlySet<string>? shown = null)
    {
        ArgumentNullException.ThrowIfNull(extension);
        AttributeSet attributes = extension.Attributes.With(
        [
            new("extensionNumber", extension.Number),
            new("status", extension.Status),
            new("type", extension.Type),
            new("site", extension.Site),
            new(HubIdAttribute, extension.DirectoryId),
        ]);
        if (known is not null)
        {
            attributes = attributes.With(known.Attributes.Where(pair => Keeps(pair.Key, extension, shown)));
        }

        return new AppUser
        {
            SystemId = Ids.RingCentral,
            Key = extension.Id,
            UserId = known?.UserId,
            State = AppUserState.Present,
            Enabled = extension.Status is not ("Disabled" or "Frozen"),
            Place = extension.Name ?? extension.Number ?? extension.Id,
            Attributes = attributes,
            Hash = HashOf(extension),
            MailKey = MatchKey.Of(attributes.Text("email")),
            ReadAt = readAt,
        };
    }

    /// <summary>A fingerprint of what an answer told of an extension, as far as the account's list tells it too.</summary>
    public static string HashOf(Extension extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{extension.Number}\n{extension.Status}\n{extension.Type}\n{extension.Site}\n{extension.Name}\n");
        foreach ((string name, object? _) in extension.Attributes.Where(pair => !RegionalAttributes.IsOne(pair.Key)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}={extension.Attributes.Text(name)}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    /// <summary>
    /// The attributes that a list shows: those that it shows of anybody. RingCentral's published example of a list leaves out addresses,
    /// mobile phones and departments, which its answers for one extension have.
    /// </summary>
    public static HashSet<string> ShownBy(IEnumerable<Extension> extensions)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        return [.. extensions.SelectMany(extension => extension.Attributes).Where(pair => pair.Value is not (null or "")).Select(pair => pair.Key).Distinct()];
    }

    private static bool Keeps(string name, Extension extension, IReadOnlySet<string>? shown) => name switch
    {
        "directNumber" or RingCentralNumbers.StateAttribute => true,
        "street" or "city" or "state" or "zip" or "country" => !extension.HasAddress,
        _ when RegionalAttributes.IsOne(name) => !extension.HasRegional,
        "extensionNumber" or "status" or "type" or "site" => false,
        HubIdAttribute => extension.DirectoryId is null,
        _ => !extension.HasContact || shown?.Contains(name) == false,
    };
}

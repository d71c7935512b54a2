using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>A fingerprint of the rules by which differences were reckoned: mappings, options, RingCentral's dictionaries.</summary>
public sealed record PlanBasis
{
    /// <summary>The fingerprint.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The fingerprint of these rules.</summary>
    public static PlanBasis Of(MappingCatalog mappings, ProvisioningOptions options, AccountDictionaries dictionaries, AccountLists lists)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        ArgumentNullException.ThrowIfNull(dictionaries);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(mappings.Outbound(MappingDirection.HubToRc, "").Select(mapping => mapping.Mapping).OrderBy(mapping => mapping.Target, StringComparer.Ordinal));
        Add(options with { Guard = new GuardOptions() });
        Add(dictionaries.Countries.OrderBy(country => country.Id, StringComparer.Ordinal));
        Add(dictionaries.States.OrderBy(state => state.Id, StringComparer.Ordinal));
        foreach (IReadOnlyList<NamedItem> list in (IReadOnlyList<NamedItem>[])[lists.Sites, lists.Roles, lists.CostCenters, lists.Timezones, lists.Languages])
        {
            Add(list.OrderBy(item => item.Id, StringComparer.Ordinal));
        }

        return new PlanBasis { Hash = Convert.ToHexStringLower(hash.GetHashAndReset()) };

        void Add<T>(T rules) => hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(rules)));
    }
}

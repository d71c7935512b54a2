using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// A fingerprint of the rules by which hub values were reckoned: schema, mappings into the hub, masters, the directories' names, and which
/// mappings could not be reckoned yet, so that they are as soon as they can.
/// </summary>
public sealed record InboundBasis
{
    /// <summary>The fingerprint; empty before the first reckoning.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The fingerprint of these rules.</summary>
    public static InboundBasis Of(ProfileBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(builder.Mappings.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal));
        Add(Inbound(builder.Mappings.All.Select(mapping => mapping.Mapping)));
        Add(Inbound(builder.Unread));
        Add(builder.MasterOrder);
        Add(builder.AttributeMasters.Values.OrderBy(master => master.Attribute, StringComparer.Ordinal));
        Add(builder.Directories.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => (object)entry.Settings.Names.OrderBy(name => name.Key, StringComparer.Ordinal)));
        return new InboundBasis { Hash = Convert.ToHexStringLower(hash.GetHashAndReset()) };

        static IEnumerable<AttributeMapping> Inbound(IEnumerable<AttributeMapping> mappings) => mappings
            .Where(mapping => mapping.Direction is MappingDirection.AdToHub or MappingDirection.RcToHub)
            .OrderBy(mapping => mapping.Direction).ThenBy(mapping => mapping.DirectoryId, StringComparer.Ordinal).ThenBy(mapping => mapping.Target, StringComparer.Ordinal);

        void Add<T>(T rules) => hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(rules)));
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>A fingerprint of everything in the hub that people set: runs with the same one went by the same rules.</summary>
public static class ConfigurationHash
{
    /// <summary>Attributes, mappings, masters, directories, groups by rule, options and rules; no people.</summary>
    public static async Task<string> OfAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await AddAsync<HubAttribute>().ConfigureAwait(false);
        await AddAsync<AttributeMapping>().ConfigureAwait(false);
        await AddAsync<ProfileMaster>().ConfigureAwait(false);
        await AddAsync<AttributeMaster>().ConfigureAwait(false);
        await AddAsync(map: static (DirectoryEntry entry) => new { entry.Id, entry.Name, entry.Settings }).ConfigureAwait(false);
        await AddAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Rule), static group => new { group.Id, group.Name, group.Rule }).ConfigureAwait(false);
        foreach (Setting setting in await hub.ListAsync<Setting>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // The identity changes as people consent to first runs; what it says of the account stands in the run.
            if (ConfigurationSettings.IsOne(setting.Name) && setting.Name != nameof(HubIdentity))
            {
                hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(setting));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];

        async Task AddAsync<T>(Filter<T>? filter = null, Func<T, object>? map = null)
            where T : class, IHubRow
        {
            foreach (T row in await hub.ListAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(map?.Invoke(row) ?? row));
            }
        }
    }
}

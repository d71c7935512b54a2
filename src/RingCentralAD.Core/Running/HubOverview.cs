using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Reads a hub at a glance.</summary>
public static class HubOverview
{
    /// <summary>Reads it.</summary>
    public static async Task<HubInfo> ReadAsync(IHubStore hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        HubIdentity identity = await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AttributeMapping> mappings = await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DirectoryHealth> health = await hub.ListAsync<DirectoryHealth>(cancellationToken: cancellationToken).ConfigureAwait(false);
        int Of(MappingDirection direction) => mappings.Count(mapping => mapping.Direction == direction);
        string writeBack = directories.Any(directory => directory.Settings.WriteBack) ? "on" : "off";
        return new HubInfo
        {
            Company = identity.Company,
            Location = hub.Location,
            AccountId = identity.AccountId,
            Directories = [.. directories.Select(directory => directory.Name)],
            People = await hub.CountAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Active = await hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false),
            Accounts = await Guard.HoldersAsync(hub, cancellationToken).ConfigureAwait(false),
            Problems = await hub.CountAsync<Problem>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Mappings = $"{Of(MappingDirection.AdToHub)} from AD, {Of(MappingDirection.HubToRc)} to RingCentral, {Of(MappingDirection.RcToHub)} back, {Of(MappingDirection.HubToAd)} to AD: {writeBack}",
            FailingDirectories = [.. health.Where(row => row.FailingSince is not null).Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"{directories.FirstOrDefault(entry => entry.Id == row.DirectoryId)?.Name ?? row.DirectoryId} since {row.FailingSince:yyyy-MM-dd HH:mm} UTC: {row.Message}"))],
            Health = await HubHealth.ReadAsync(hub, time, cancellationToken).ConfigureAwait(false),
            Suspended = await HubSuspension.FindAsync(hub, time, cancellationToken).ConfigureAwait(false),
            Warnings = hub.Warnings,
        };
    }
}

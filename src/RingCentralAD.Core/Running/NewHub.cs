using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Makes a hub with what every new one has: the guide's schema, mappings and masters, and the group Everyone.</summary>
public static class NewHub
{
    /// <summary>Makes it.</summary>
    public static async Task<IHubStore> CreateAsync(HubLocation location, string company, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(company);
        IHubStore store = await HubStore.CreateAsync(location, time, cancellationToken).ConfigureAwait(false);
        try
        {
            await store.WriteAsync(transaction => FillAsync(transaction, company, time, cancellationToken), null, cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task FillAsync(IHubTransaction transaction, string company, TimeProvider time, CancellationToken cancellationToken)
    {
        await transaction.SetAsync(new HubIdentity { HubId = Ids.New(time), Company = company, CreatedAt = time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        await transaction.SetAsync(new ImportRules(), cancellationToken).ConfigureAwait(false);
        await transaction.SetAsync(new ProvisioningOptions(), cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([.. HubSchema.Base], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([.. MappingDefaults.All], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(
            [new ProfileMaster(Ids.ActiveDirectory, 1, true), new ProfileMaster(Ids.RingCentral, 2, true)], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([new AttributeMaster("primaryPhone", [Ids.RingCentral], FallThrough: false)], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync(
            [new HubGroup { Id = Ids.New(time), Name = "Everyone", Kind = HubGroupKind.Everyone, Description = "All active people of the hub" }], cancellationToken).ConfigureAwait(false);
    }
}

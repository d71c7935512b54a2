using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Makes a hub with what every new one has: the guide's schema, mappings and masters, and the group Everyone.</summary>
public static class NewHub
{
    /// <summary>The profile masters of a new hub.</summary>
    internal static IReadOnlyList<ProfileMaster> Masters { get; } = [new(Ids.ActiveDirectory, 1, true), new(Ids.RingCentral, 2, true)];

    /// <summary>Its attribute masters: RingCentral owns the phone number.</summary>
    internal static IReadOnlyList<AttributeMaster> AttributeMasters { get; } = [new("primaryPhone", [Ids.RingCentral], FallThrough: false)];

    /// <summary>The group of all people.</summary>
    internal static HubGroup Everyone(TimeProvider time) =>
        new() { Id = Ids.New(time), Name = "Everyone", Kind = HubGroupKind.Everyone, Description = "All active people of the hub" };

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
        await transaction.SaveAsync([.. Masters], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([.. AttributeMasters], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([Everyone(time)], cancellationToken).ConfigureAwait(false);
    }
}

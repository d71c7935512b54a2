using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Hubs that were carried from the other kind of database: they pass the same suite.</summary>
internal sealed class CarriedPlace(IHubPlace from, IHubPlace to) : IHubPlace
{
    public HubLocation New() => to.New();

    public async Task<IHubStore> CreateAsync(HubLocation location, TimeProvider time, CancellationToken cancellationToken)
    {
        await using (IHubStore hub = await from.CreateAsync(from.New(), time, cancellationToken))
        {
            await HubCopying.CopyAsync(hub, location, time, null, cancellationToken);
        }

        return await HubStore.OpenAsync(location, time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await from.DisposeAsync();
        await to.DisposeAsync();
    }

    public static CarriedPlace ToFile() => new(new PostgresPlace(), new SqlitePlace());

    public static CarriedPlace ToServer() => new(new SqlitePlace(), new PostgresPlace());
}

public sealed class CarriedToFileRowTests() : RowTests(CarriedPlace.ToFile());

public sealed class CarriedToFileFilterTests() : FilterTests(CarriedPlace.ToFile());

public sealed class CarriedToFileConflictTests() : ConflictTests(CarriedPlace.ToFile());

public sealed class CarriedToFileTransactionTests() : TransactionTests(CarriedPlace.ToFile());

public sealed class CarriedToFileTrialTests() : TrialTests(CarriedPlace.ToFile());

public sealed class CarriedToFileLeaseTests() : LeaseTests(CarriedPlace.ToFile());

public sealed class CarriedToServerRowTests() : RowTests(CarriedPlace.ToServer());

public sealed class CarriedToServerFilterTests() : FilterTests(CarriedPlace.ToServer());

public sealed class CarriedToServerConflictTests() : ConflictTests(CarriedPlace.ToServer());

public sealed class CarriedToServerTransactionTests() : TransactionTests(CarriedPlace.ToServer());

public sealed class CarriedToServerTrialTests() : TrialTests(CarriedPlace.ToServer());

public sealed class CarriedToServerLeaseTests() : LeaseTests(CarriedPlace.ToServer());

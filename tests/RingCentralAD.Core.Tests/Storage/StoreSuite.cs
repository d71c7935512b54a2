using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Where the hubs of a test are made.</summary>
public interface IHubPlace : IAsyncDisposable
{
    /// <summary>A place where no hub is yet.</summary>
    HubLocation New();

    /// <summary>Makes a hub there.</summary>
    Task<IHubStore> CreateAsync(HubLocation location, TimeProvider time, CancellationToken cancellationToken) => HubStore.CreateAsync(location, time, cancellationToken);
}

/// <summary>What every group of the storage suite starts from: a new hub, on SQLite or on PostgreSQL, and a driven clock.</summary>
public abstract class StoreSuite(IHubPlace place) : IAsyncLifetime
{
    private readonly List<IHubStore> _opened = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    protected HubLocation Location { get; private set; } = null!;

    protected IHubStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Location = place.New();
        Store = await place.CreateAsync(Location, Clock, Token);
        _opened.Add(Store);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHubStore store in _opened)
        {
            await store.DisposeAsync();
        }

        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same hub once more, as another process would open it.</summary>
    protected async Task<IHubStore> OpenAgainAsync()
    {
        IHubStore store = await HubStore.OpenAsync(Location, Clock, Token);
        _opened.Add(store);
        return store;
    }

    protected Task SaveAsync<T>(params T[] rows)
        where T : class, IHubRow => SaveAsync(Store, rows);

    protected static async Task SaveAsync<T>(IHubStore store, params T[] rows)
        where T : class, IHubRow
    {
        await using IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync(rows, Token);
        await transaction.CommitAsync(Token);
    }

    protected Task<List<T>> ListAsync<T>(Filter<T>? filter = null)
        where T : class, IHubRow => ListAsync(Store, filter);

    protected static async Task<List<T>> ListAsync<T>(IHubReader reader, Filter<T>? filter = null)
        where T : class, IHubRow
    {
        List<T> rows = [];
        await foreach (T row in reader.ReadAsync(filter, Token))
        {
            rows.Add(row);
        }

        return rows;
    }
}

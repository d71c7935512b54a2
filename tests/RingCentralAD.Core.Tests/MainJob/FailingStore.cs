using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A hub whose disk is full at random moments: a transaction then does not begin, or does not commit.</summary>
internal sealed class FailingStore(IHubStore inner, Random random, double share) : StoreAround(inner)
{
    public int Failures { get; private set; }

    public override async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default)
    {
        FailAtRandom();
        return new FailingTransaction(await Inner.BeginAsync(lease, cancellationToken), this);
    }

    private void FailAtRandom()
    {
        lock (random)
        {
            if (random.NextDouble() < share)
            {
                Failures++;
                throw new RingCentralAdException("HubFull", ErrorKind.Limit, "There is no space left for the hub.", "Free space.");
            }
        }
    }

    private sealed class FailingTransaction(IHubTransaction inner, FailingStore owner) : IHubTransaction
    {
        public IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.ReadAsync(filter, cancellationToken);

        public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.CountAsync(filter, cancellationToken);

        public Task SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.SaveAsync(rows, cancellationToken);

        public Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.RemoveAsync(filter, cancellationToken);

        public Task CommitAsync(CancellationToken cancellationToken = default)
        {
            owner.FailAtRandom();
            return inner.CommitAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

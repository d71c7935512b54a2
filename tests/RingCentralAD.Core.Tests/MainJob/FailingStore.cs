using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A hub whose disk is full at random moments: a transaction then does not begin, or does not commit.</summary>
internal sealed class FailingStore(IHubStore inner, Random random, double share) : IHubStore
{
    public string Location => inner.Location;

    public IReadOnlyList<string> Warnings => inner.Warnings;

    public int Failures { get; private set; }

    public IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.ReadAsync(filter, cancellationToken);

    public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.CountAsync(filter, cancellationToken);

    public async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default)
    {
        FailAtRandom();
        return new FailingTransaction(await inner.BeginAsync(lease, cancellationToken), this);
    }

    public Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default) => inner.BeginTrialAsync(cancellationToken);

    public Task<Lease> AcquireLeaseAsync(string stage, string holder, TimeSpan duration, CancellationToken cancellationToken = default) =>
        inner.AcquireLeaseAsync(stage, holder, duration, cancellationToken);

    public Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default) => inner.RenewLeaseAsync(lease, duration, cancellationToken);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken = default) => inner.ReleaseLeaseAsync(lease, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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

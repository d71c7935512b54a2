using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A hub that does what another one does; what a test wants otherwise is overridden. The other one stays open.</summary>
internal abstract class StoreAround(IHubStore inner) : IHubStore
{
    protected IHubStore Inner { get; } = inner;

    public string Location => Inner.Location;

    public IReadOnlyList<string> Warnings => Inner.Warnings;

    public virtual IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => Inner.ReadAsync(filter, cancellationToken);

    public virtual Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => Inner.CountAsync(filter, cancellationToken);

    public virtual Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default) => Inner.BeginAsync(lease, cancellationToken);

    public Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default) => Inner.BeginTrialAsync(cancellationToken);

    public Task<Lease> AcquireLeaseAsync(string stage, string holder, TimeSpan duration, CancellationToken cancellationToken = default) =>
        Inner.AcquireLeaseAsync(stage, holder, duration, cancellationToken);

    public virtual Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default) => Inner.RenewLeaseAsync(lease, duration, cancellationToken);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken = default) => Inner.ReleaseLeaseAsync(lease, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

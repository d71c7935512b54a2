using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub.Groups;

/// <summary>A hub that counts the people that are read of it.</summary>
internal sealed class CountingStore(IHubStore inner) : IHubStore
{
    public int People { get; set; }

    public string Location => inner.Location;

    public IReadOnlyList<string> Warnings => inner.Warnings;

    public async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        await foreach (T row in inner.ReadAsync(filter, cancellationToken))
        {
            People += row is HubUser ? 1 : 0;
            yield return row;
        }
    }

    public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.CountAsync(filter, cancellationToken);

    public Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default) => inner.BeginAsync(lease, cancellationToken);

    public Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default) => inner.BeginTrialAsync(cancellationToken);

    public Task<Lease> AcquireLeaseAsync(string stage, string holder, TimeSpan duration, CancellationToken cancellationToken = default) =>
        inner.AcquireLeaseAsync(stage, holder, duration, cancellationToken);

    public Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default) => inner.RenewLeaseAsync(lease, duration, cancellationToken);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken = default) => inner.ReleaseLeaseAsync(lease, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

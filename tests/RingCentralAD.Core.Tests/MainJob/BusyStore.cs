using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A hub that tells whether somebody reads or writes it at this moment: a driven clock must stand still meanwhile.</summary>
internal sealed class BusyStore(IHubStore inner) : StoreAround(inner)
{
    private int _busy;

    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    public override async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using Mark mark = new(this);
        await foreach (T row in Inner.ReadAsync(filter, cancellationToken))
        {
            yield return row;
        }
    }

    public override async Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
    {
        using Mark mark = new(this);
        return await Inner.CountAsync(filter, cancellationToken);
    }

    public override async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default)
    {
        Mark mark = new(this);
        try
        {
            return new Transaction(await Inner.BeginAsync(lease, cancellationToken), mark);
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }

    public override async Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        using Mark mark = new(this);
        return await Inner.RenewLeaseAsync(lease, duration, cancellationToken);
    }

    private sealed class Mark : IDisposable
    {
        private readonly BusyStore _store;

        public Mark(BusyStore store)
        {
            _store = store;
            Interlocked.Increment(ref store._busy);
        }

        public void Dispose() => Interlocked.Decrement(ref _store._busy);
    }

    private sealed class Transaction(IHubTransaction inner, Mark mark) : TransactionAround(inner)
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            mark.Dispose();
        }
    }
}

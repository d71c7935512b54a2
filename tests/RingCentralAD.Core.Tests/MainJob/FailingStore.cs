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

    private sealed class FailingTransaction(IHubTransaction inner, FailingStore owner) : TransactionAround(inner)
    {
        public override Task CommitAsync(CancellationToken cancellationToken = default)
        {
            owner.FailAtRandom();
            return base.CommitAsync(cancellationToken);
        }
    }
}

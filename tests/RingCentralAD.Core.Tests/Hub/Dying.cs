using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A store whose process dies: after so many transactions were committed, nothing is written any more.</summary>
internal sealed class Dying(IHubStore inner, int commits) : StoreAround(inner)
{
    private int _left = commits;

    public override async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default) =>
        _left > 0 ? new Counted(await Inner.BeginAsync(lease, cancellationToken), () => _left--) : throw new IOException("The process is dead.");

    private sealed class Counted(IHubTransaction inner, Action committed) : TransactionAround(inner)
    {
        public override async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            await base.CommitAsync(cancellationToken);
            committed();
        }
    }
}

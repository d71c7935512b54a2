using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Things that serve once, whichever instance of the service sees them.</summary>
internal sealed class SamlMarks(IHubStore hub, TimeProvider time)
{
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMinutes(10);
    private DateTimeOffset _swept;

    /// <summary>Marks a thing; false where it was marked before. One transaction: of two instances only one gets true.</summary>
    public async Task<bool> TakeAsync(SamlMarkKind kind, string id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        bool taken = false;
        await hub.WriteAsync(
            async transaction =>
            {
                await SweepAsync(transaction, cancellationToken).ConfigureAwait(false);
                taken = await transaction.FindAsync(One(kind, id), cancellationToken).ConfigureAwait(false) is null;
                if (taken)
                {
                    await transaction.SaveAsync([new SamlMark(kind, id, until)], cancellationToken).ConfigureAwait(false);
                }
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return taken;
    }

    /// <summary>Whether a thing was marked.</summary>
    public async Task<bool> HasAsync(SamlMarkKind kind, string id, CancellationToken cancellationToken) =>
        await hub.FindAsync(One(kind, id), cancellationToken).ConfigureAwait(false) is not null;

    // What is over is refused for its age: its mark can go.
    private async Task SweepAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _swept >= s_sweepEvery)
        {
            _swept = now;
            await transaction.RemoveAsync(new Filter<SamlMark>().Less(row => row.Until, now).AnyOrder(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static Filter<SamlMark> One(SamlMarkKind kind, string id) => new Filter<SamlMark>().Equal(row => row.Kind, kind).Equal(row => row.Id, id);
}

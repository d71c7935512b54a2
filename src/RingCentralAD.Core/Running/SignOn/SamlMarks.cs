using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Things that serve once, whichever instance of the service sees them.</summary>
internal sealed class SamlMarks(IHubStore hub, TimeProvider time)
{
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMinutes(10);
    private long _swept = time.GetTimestamp() - (long)(s_sweepEvery.TotalSeconds * time.TimestampFrequency);

    /// <summary>The id under which a provider's message is marked: a hash, since what is in it is the provider's own choice.</summary>
    public static string IdOf(string entityId, string messageId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entityId}\n{messageId}")));

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
        if (time.GetElapsedTime(_swept) >= s_sweepEvery)
        {
            _swept = time.GetTimestamp();
            await transaction.RemoveAsync(new Filter<SamlMark>().Less(row => row.Until, time.GetUtcNow()).AnyOrder(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static Filter<SamlMark> One(SamlMarkKind kind, string id) => new Filter<SamlMark>().Equal(row => row.Kind, kind).Equal(row => row.Id, id);
}

using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The right to work at a stage, renewed until it is given back.</summary>
public sealed class StageLease : IAsyncDisposable
{
    // Renewed every 15 seconds: who waits takes over from a host that died within a minute.
    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(45);

    // A hub that does not answer for a moment is asked again before the lease runs out.
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(2);
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _renewing = new();
    private readonly Task _renewal;

    private StageLease(IHubStore hub, Lease lease, TimeProvider time)
    {
        (_hub, Lease, _time) = (hub, lease, time);
        _renewal = RenewAsync();
    }

    /// <summary>The lease as it now is: to be checked in every transaction of the stage.</summary>
    public Lease Lease { get; private set; }

    /// <summary>Takes a stage's lease; throws <c>HubBusy</c>, which says who has it since when.</summary>
    public static async Task<StageLease> TakeAsync(IHubStore hub, string stage, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        string holder = $"{Environment.MachineName}, process {Environment.ProcessId}";
        return new StageLease(hub, await hub.AcquireLeaseAsync(stage, holder, s_leaseTime, cancellationToken).ConfigureAwait(false), time);
    }

    /// <summary>Gives it back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _renewing.CancelAsync().ConfigureAwait(false);
        await _renewal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _renewing.Dispose();
        try
        {
            await _hub.ReleaseLeaseAsync(Lease).ConfigureAwait(false);
        }
        catch (RingCentralAdException)
        {
            // It runs out by itself. What ended the work is to be told, not this.
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            for (TimeSpan pause = s_leaseTime / 3; ;)
            {
                await Task.Delay(pause, _time, _renewing.Token).ConfigureAwait(false);
                pause = await RenewOnceAsync().ConfigureAwait(false) ? s_leaseTime / 3 : s_again;
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (RingCentralAdException)
        {
            // It is lost: the next transaction with it says so to the one who works.
        }
    }

    private async Task<bool> RenewOnceAsync()
    {
        try
        {
            Lease = await _hub.RenewLeaseAsync(Lease, s_leaseTime, _renewing.Token).ConfigureAwait(false);
            return true;
        }
        catch (RingCentralAdException error) when (error.ErrorId != "LeaseLost")
        {
            return false;
        }
    }
}

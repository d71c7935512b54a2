using RingCentralAD.Core.Hub;

namespace RingCentralAD.Core.Running;

/// <summary>Begins what somebody else may be at work on: at once, or, if asked to, as soon as they are not.</summary>
internal static class SyncWait
{
    /// <summary>Begins it; throws <c>HubBusy</c> where it is not to be waited for.</summary>
    public static Task<T> BeginAsync<T>(Func<Task<T>> begin, SyncRequest request, ISyncHost host, TimeProvider time, CancellationToken cancellationToken) => request.Wait
        ? WhenFree.BeginAsync(begin, time, busy => host.Tell($"{busy.Message} Waiting for it."), cancellationToken)
        : begin();
}

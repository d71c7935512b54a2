using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Stands before the first byte of everything that is written to RingCentral or a directory: closed while the hub's sync is suspended, and outside
/// the change windows for a run that keeps them. It is asked in the transaction that stores an operation as sent, so that a word given on another
/// host stops a run that is under way.
/// </summary>
public sealed class SendGate
{
    private readonly TimeProvider _time;
    private readonly SyncOptions? _windows;

    /// <summary>Makes the gate of a run.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="windows">The change windows to keep; null for none.</param>
    public SendGate(TimeProvider time, SyncOptions? windows = null) => (_time, _windows) = (time, windows);

    /// <summary>Lets a kind of operation through, or throws <c>SyncSuspended</c> or <c>WindowClosed</c>.</summary>
    public async Task PassAsync(IHubReader hub, OperationKind kind, CancellationToken cancellationToken = default)
    {
        await HubSuspension.CheckAsync(hub, _time, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = _time.GetUtcNow();
        if (_windows is null || _windows.IsOpen(now) || (_windows.LeaversAlways && IsOfLeaver(kind)))
        {
            return;
        }

        throw new SendingClosedException(
            "WindowClosed", $"The change window is closed; the next one {_windows.Opens(now)}. What was not done yet waits for it.",
            "Wait for it; or run Invoke-RcSync -IgnoreWindow, which changes things at any time.");
    }

    /// <summary>Whether it is what becomes of somebody who leaves.</summary>
    public static bool IsOfLeaver(OperationKind kind) => kind == OperationKind.Deactivate;
}

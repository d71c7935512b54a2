using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The state of the hub, read again now and then, so that a change of settings or of the key needs no restart. While the hub cannot be reached the one
/// before serves on; where it can, and what it has is wrong, for some minutes only.
/// </summary>
internal sealed class SignOnStates(IHubStore hub, ISecretSource secrets, TimeProvider time) : IDisposable
{
    /// <summary>How long settings serve on that the hub no longer has like that.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private SignOnState? _state;
    private RingCentralAdException? _failure;
    private long _readAt;
    private long _goodAt;

    /// <summary>The secrets that cookies and marks are derived from, as last read; the first one makes them, each recognises them.</summary>
    public IReadOnlyList<byte[]> Protection => _state?.Protection ?? throw new InvalidOperationException("The settings were not read.");

    /// <summary>Why the last read failed; null where it did not.</summary>
    public RingCentralAdException? Failure => _failure;

    /// <summary>The state, at most half a minute old; older where it cannot be read just now.</summary>
    public async Task<SignOnState> GetAsync(CancellationToken cancellationToken)
    {
        if (_state is { } known && time.GetElapsedTime(Interlocked.Read(ref _readAt)) < s_fresh)
        {
            return known;
        }

        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_state is null || time.GetElapsedTime(_readAt) >= s_fresh)
            {
                await ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            return _state!;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _state = await SignOnState.LoadAsync(hub, secrets, time, cancellationToken).ConfigureAwait(false);
            _failure = null;
            _goodAt = time.GetTimestamp();
        }
        catch (RingCentralAdException error) when (_state is not null)
        {
            _failure = error;
            hub.Log?.Tell(SyncLogLevel.Warning, "Settings of sign-on not read", ("ErrorId", error.ErrorId), ("Reason", error.Message), ("Remedy", error.Remedy));
            if (error.Kind is not (ErrorKind.Unavailable or ErrorKind.Busy) && time.GetElapsedTime(_goodAt) >= Longest)
            {
                throw;
            }
        }

        Interlocked.Exchange(ref _readAt, time.GetTimestamp());
    }
}

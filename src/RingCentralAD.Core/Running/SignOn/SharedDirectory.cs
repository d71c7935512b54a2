using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>One directory that is being opened or is open, and how many checks are at work in it. Retired, it is closed by the last of them.</summary>
internal sealed class SharedDirectory(string settings, long at, Lazy<Task<ICredentialDirectory>> directory)
{
    private readonly Lock _gate = new();
    private int _users;
    private bool _retired;

    /// <summary>By which registration it was opened.</summary>
    public string Settings => settings;

    /// <summary>When, by the clock's timestamps.</summary>
    public long At => at;

    /// <summary>The directory; fails where it could not be opened.</summary>
    public Task<ICredentialDirectory> Directory => directory.Value;

    /// <summary>Why it could not be opened; null where it is open, or where that is not known yet.</summary>
    public Exception? Failure => directory is { IsValueCreated: true, Value: { IsCompleted: true, IsCompletedSuccessfully: false } failed } ? failed.Exception?.InnerException ?? new OperationCanceledException() : null;

    /// <summary>Begins to use it; false where it was retired.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            _users += _retired ? 0 : 1;
            return !_retired;
        }
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public ValueTask LeaveAsync()
    {
        bool last;
        lock (_gate)
        {
            last = --_users == 0 && _retired;
        }

        return last ? CloseAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Lets nobody in any more.</summary>
    public ValueTask RetireAsync()
    {
        bool unused;
        lock (_gate)
        {
            unused = _users == 0 && !_retired;
            _retired = true;
        }

        return unused ? CloseAsync() : ValueTask.CompletedTask;
    }

    private async ValueTask CloseAsync()
    {
        if (!directory.IsValueCreated)
        {
            return;
        }

        try
        {
            await (await Directory.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is RingCentralAdException or OperationCanceledException)
        {
            // It never was open.
        }
    }
}

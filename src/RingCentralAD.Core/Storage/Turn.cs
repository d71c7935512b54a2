namespace RingCentralAD.Core.Storage;

/// <summary>Lets one piece of work after the other onto a connection.</summary>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing to give back.
internal sealed class Turn
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1, 1);

    public async Task<TResult> TakeAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }
}

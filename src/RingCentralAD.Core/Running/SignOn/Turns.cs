namespace RingCentralAD.Core.Running;

/// <summary>
/// Lets the tries of one name in this process come one after the other: right passwords that come at once would else look like so many wrong
/// ones while they are under way.
/// </summary>
internal sealed class Turns
{
    private readonly SemaphoreSlim[] _free = [.. Enumerable.Range(0, 512).Select(static _ => new SemaphoreSlim(1, 1))];

    /// <summary>Does the work when it is the name's turn.</summary>
    public async Task<T> TakeAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        SemaphoreSlim free = _free[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)_free.Length];
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }
}

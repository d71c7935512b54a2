namespace RingCentralAD.Ldap.Transport;

/// <summary>A token that ends when the caller's does or when the time is up, and knows which it was.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _both;

    public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken outer)
    {
        _outer = outer;
        _timer = new(limit, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(outer, _timer.Token);
    }

    public CancellationToken Token => _both.Token;

    public bool Expired => _timer.IsCancellationRequested && !_outer.IsCancellationRequested;

    public void Dispose()
    {
        _both.Dispose();
        _timer.Dispose();
    }
}

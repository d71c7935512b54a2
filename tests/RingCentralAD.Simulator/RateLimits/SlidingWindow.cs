namespace RingCentralAD.Simulator;

/// <summary>The requests of one app, user and group within the window, and the penalty.</summary>
internal sealed class SlidingWindow
{
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _requests = new();
    private DateTimeOffset _penaltyUntil = DateTimeOffset.MinValue;

    /// <summary>What is left after this request; null where it is refused. A refusal starts the penalty, and every request in it starts it anew.</summary>
    public int? Take(RateLimit limit, DateTimeOffset now)
    {
        lock (_gate)
        {
            TimeSpan window = TimeSpan.FromSeconds(limit.WindowSeconds);
            while (_requests.TryPeek(out DateTimeOffset oldest) && oldest <= now - window)
            {
                _requests.Dequeue();
            }

            if (now < _penaltyUntil || _requests.Count >= limit.Limit)
            {
                _penaltyUntil = now + TimeSpan.FromSeconds(limit.PenaltySeconds);
                return null;
            }

            _requests.Enqueue(now);
            return limit.Limit - _requests.Count;
        }
    }
}

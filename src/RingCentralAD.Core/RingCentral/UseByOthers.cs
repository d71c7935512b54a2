namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// What RingCentral counts beyond our own requests: somebody else used it, at a time within the window that we do not know.
/// While requests of ours are on the way the difference is a lower bound, so it only raises what was found before.
/// </summary>
internal sealed class UseByOthers
{
    private int _count;
    private TimeSpan _until;

    /// <summary>How many places others hold.</summary>
    public int At(TimeSpan now) => _until > now ? _count : 0;

    /// <summary>When what they hold is free again; null where they hold nothing.</summary>
    public TimeSpan? FreeAfter(TimeSpan now) => At(now) > 0 ? _until : null;

    /// <summary>Learns from an answer.</summary>
    /// <param name="headers">What RingCentral says.</param>
    /// <param name="ours">How many of those it counts can be ours.</param>
    /// <param name="alone">No other request of ours is on the way.</param>
    /// <param name="now">The time of the answer.</param>
    public void Learn(RateHeaders headers, int ours, bool alone, TimeSpan now)
    {
        int others = headers.Limit - headers.Remaining - ours;
        if (others > At(now))
        {
            _count = others;
            _until = now + headers.Window + RateBudget.Margin;
        }
        else if (alone)
        {
            _count = Math.Max(0, others);
        }
    }

    public void Forget() => _count = 0;
}

namespace RingCentralAD.Core.RingCentral;

/// <summary>When the used places of a sliding window become free, in the order of time.</summary>
internal sealed class HeldPlaces
{
    private readonly List<TimeSpan> _freeAt = [];

    /// <summary>Adds a place. Places free before the limit are forgotten.</summary>
    public void Add(TimeSpan freeAt, TimeSpan forgetBefore)
    {
        _freeAt.Insert(FirstAfter(freeAt), freeAt);
        int old = FirstAfter(forgetBefore);
        if (old > 1_024 || old > _freeAt.Count / 2)
        {
            _freeAt.RemoveRange(0, old);
        }
    }

    /// <summary>How many places become free after the time.</summary>
    public int FreeAfter(TimeSpan time) => _freeAt.Count - FirstAfter(time);

    /// <summary>When the first place after the time becomes free; null when all are.</summary>
    public TimeSpan? NextAfter(TimeSpan time) => FirstAfter(time) is int index && index < _freeAt.Count ? _freeAt[index] : null;

    private int FirstAfter(TimeSpan time)
    {
        int low = 0;
        int high = _freeAt.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_freeAt[middle] > time)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}

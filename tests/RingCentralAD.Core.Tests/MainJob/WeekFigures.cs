using System.Globalization;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// How much of the allowance of single writes was used while such work waited: the least time that the limit allows for the requests, of the time that
/// they took. From a kill to the first write of whoever took over is left out; after so long nobody's requests count against the limit any more.
/// </summary>
internal sealed class WeekFigures(int limit)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60);
    private readonly List<DateTimeOffset> _kills = [];
    private int _requests;
    private TimeSpan _least;
    private TimeSpan _taken;

    /// <summary>How many hosts were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>The least time, of the time taken.</summary>
    public double Used => _least / _taken;

    /// <summary>A host is killed.</summary>
    public void Kill(DateTimeOffset at)
    {
        Killed++;
        _kills.Add(at);
    }

    /// <summary>Takes the requests of one sync; none may have been one too many.</summary>
    public void Take(IReadOnlyList<RequestEntry> requests, string what)
    {
        Assert.True(requests.All(static request => request.Status != 429), $"{what}: {requests.Count(static request => request.Status == 429)} requests too many");
        RequestEntry[] work = [.. requests.Where(static request => request.Group == "Medium")];
        DateTimeOffset[] kills = [DateTimeOffset.MinValue, .. _kills, DateTimeOffset.MaxValue];
        for (int turn = 0; turn + 1 < kills.Length; turn++)
        {
            RequestEntry[] ofTurn = [.. work.Where(request => request.Time > kills[turn] && request.Time <= kills[turn + 1])];
            int first = Array.FindIndex(ofTurn, static request => request.Writes);
            int last = Array.FindLastIndex(ofTurn, static request => request.Writes);
            int count = last - first + 1;

            // Less than two windows' work is done before the limit is felt.
            if (first >= 0 && count >= 2 * limit)
            {
                _requests += count;
                _least += s_window * (((count + limit - 1) / limit) - 1);
                _taken += ofTurn[last].Time - ofTurn[first].Time;
            }
        }

        _kills.Clear();
    }

    public override string ToString() => _taken == TimeSpan.Zero
        ? $"{Killed} hosts killed, too little work at once to feel the allowance"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Killed} hosts killed, {_requests:N0} requests in {_taken.TotalMinutes:N0} minutes, which could have been {_least.TotalMinutes:N0} ({100 * Used:0.0} %), while work waited");
}

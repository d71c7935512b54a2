using System.Globalization;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>How much of the allowance of single writes was used while such work waited, times of taking over left out.</summary>
internal sealed class WeekFigures(int limit)
{
    private readonly List<DateTimeOffset> _kills = [];
    private double _sent;
    private double _allowed;

    /// <summary>How many hosts were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>The requests sent, of those that the limit allowed in the time.</summary>
    public double Used => _sent / _allowed;

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

        // Less than two windows' work is done before the limit is felt.
        if (work.Count(static request => request.Writes) >= 2 * limit)
        {
            double busy = (work[^1].Time - work[0].Time).TotalSeconds - _kills.Sum(kill => Gap(work, kill));
            _sent += work.Length;
            _allowed += limit * busy / 60;
        }

        _kills.Clear();
    }

    public override string ToString() => _allowed == 0
        ? $"{Killed} hosts killed, too little work at once to feel the allowance"
        : string.Create(CultureInfo.InvariantCulture, $"{Killed} hosts killed, {_sent:N0} of {_allowed:N0} requests ({100 * Used:0.0} %) while work waited");

    /// <summary>Seconds from a kill to the next request.</summary>
    private static double Gap(RequestEntry[] work, DateTimeOffset kill) =>
        kill > work[0].Time && work.FirstOrDefault(request => request.Time > kill) is { } next ? (next.Time - kill).TotalSeconds : 0;
}

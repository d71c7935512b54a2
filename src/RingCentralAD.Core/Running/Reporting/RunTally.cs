using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Counts runs and what they did, day by day; week by week where there are many days.</summary>
internal sealed class RunTally
{
    private const int MostDays = 45;
    private static readonly string[] s_added = ["Created", "Linked", "Reactivated", "Create", "Fill", "Link", "Reactivate"];
    private static readonly string[] s_changed = ["Updated", "Update", "Renumber", "AssignNumber", "AssignRoles", "Replace", "Clear", "Restore"];
    private static readonly string[] s_taken = ["Deactivated", "Deactivate", "Delete"];
    private static readonly string[] s_failed = ["Failed", "Unknown"];

    private readonly DateOnly _since;
    private readonly int _step;
    private readonly Dictionary<RunKind, long[][]> _done = [];
    private readonly long[][] _ends;

    /// <summary>Begins with nothing.</summary>
    /// <param name="since">The first day.</param>
    /// <param name="until">The last day.</param>
    public RunTally(DateOnly since, DateOnly until)
    {
        int days = until.DayNumber - since.DayNumber + 1;
        _step = days > MostDays ? 7 : 1;
        _since = since;
        Periods = [.. Enumerable.Range(0, (days + _step - 1) / _step).Select(index => since.AddDays(index * _step).ToString("MMM d", CultureInfo.InvariantCulture))];
        _ends = Rows(EndNames.Count);
    }

    /// <summary>How runs end, for people.</summary>
    public static IReadOnlyList<string> EndNames { get; } = ["Completed", "Held for a word", "Failed", "Interrupted", "Under way or dead"];

    /// <summary>What runs do to people.</summary>
    public static IReadOnlyList<string> DoneNames { get; } = ["Added or linked", "Changed", "Failed", "Deactivated"];

    /// <summary>"day" or "week".</summary>
    public string Unit => _step == 1 ? "Day" : "Week from";

    /// <summary>The days' or weeks' names.</summary>
    public IReadOnlyList<string> Periods { get; }

    /// <summary>How many runs there were.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them did not come to their end.</summary>
    public long Failed { get; private set; }

    /// <summary>How many runs ended so, by period; in the order of <see cref="EndNames"/>.</summary>
    public IReadOnlyList<long> Ends(int end) => _ends[end];

    /// <summary>Whether runs of the kind did anything.</summary>
    public bool Did(RunKind kind) => _done.TryGetValue(kind, out long[][]? done) && done.Any(static row => row.Any(static count => count > 0));

    /// <summary>To how many people runs of the kind did so, by period; in the order of <see cref="DoneNames"/>.</summary>
    public IReadOnlyList<long> Done(RunKind kind, int what) => _done[kind][what];

    /// <summary>Takes a run in.</summary>
    public void Add(Run run)
    {
        int period = (DateOnly.FromDateTime(run.StartedAt.UtcDateTime).DayNumber - _since.DayNumber) / _step;
        if (period < 0 || period >= Periods.Count)
        {
            return;
        }

        Count++;
        Failed += run.State == RunState.Failed ? 1 : 0;
        _ends[EndOf(run.State)][period]++;
        if (!_done.TryGetValue(run.Kind, out long[][]? done))
        {
            _done[run.Kind] = done = Rows(DoneNames.Count);
        }

        done[0][period] += Sum(run, s_added);
        done[1][period] += Sum(run, s_changed);
        done[2][period] += Sum(run, s_failed);
        done[3][period] += Sum(run, s_taken);
    }

    /// <summary>The place of a state in <see cref="EndNames"/>.</summary>
    public static int EndOf(RunState state) => state switch
    {
        RunState.Completed => 0,
        RunState.Held => 1,
        RunState.Failed => 2,
        RunState.Interrupted => 3,
        _ => 4,
    };

    private static long Sum(Run run, string[] names) => names.Sum(name => run.Counts.GetValueOrDefault(name));

    private long[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new long[Periods.Count])];
}

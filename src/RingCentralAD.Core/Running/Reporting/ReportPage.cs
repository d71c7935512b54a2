using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Puts the facts into the slots of report.html.</summary>
/// <param name="facts">The facts.</param>
/// <param name="people">Whether people are named.</param>
internal sealed class ReportPage(ReportFacts facts, bool people)
{
    private static readonly (RunKind Kind, string Title)[] s_stages =
    [
        (RunKind.Import, "What imports did to people of the hub"),
        (RunKind.Provisioning, "What provisioning did to RingCentral accounts"),
        (RunKind.WriteBack, "What write-backs did to directory entries"),
    ];

    /// <summary>What each of <see cref="RunTally.EndNames"/> looks like.</summary>
    private static readonly int[] s_endStyles = [1, 2, 3, 5, 6];

    /// <summary>What each of <see cref="RunTally.DoneNames"/> looks like.</summary>
    private static readonly int[] s_doneStyles = [1, 4, 3, 5];

    /// <summary>The page's values.</summary>
    /// <param name="list">Writes the list of people.</param>
    public object Model(HtmlTemplate.Part list)
    {
        string style = EmbeddedFile.Text("report.css"), script = EmbeddedFile.Text("report.js");
        return new
        {
            Company = facts.Identity.ToString(),
            MadeAt = Time(facts.MadeAt),
            MadeAtIso = facts.MadeAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Since = facts.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Program = ThisProcess.Version,
            Style = new Markup(style),
            StyleHash = Hash(style),
            Script = new Markup(script),
            ScriptHash = Hash(script),
            Tiles = Tiles(),
            RunCharts = RunCharts(),
            NoRuns = facts.Runs.Count == 0,
            Runs = facts.LastRuns.Select(Run),
            HasRuns = facts.LastRuns.Count > 0,
            PeopleChart = PeopleChart(),
            FailureCharts = FailureCharts(),
            NoFailures = facts.Failures.Count == 0,
            Failures = facts.Failures.Select(Failure),
            NoWaiting = facts.People.WaitingBy.Count == 0,
            WaitingBy = facts.People.WaitingBy.Select(static pair => new { Reason = pair.Key, Count = pair.Value }),
            HasWaiting = people && facts.People.Waiting.Count > 0,
            Waiting = people ? facts.People.Waiting.Select(Extension) : [],
            WaitingMore = More(facts.People.WaitingBy.Values.Sum(), facts.People.Waiting.Count, "Get-RcPhoneNumber -Waiting lists all."),
            LicenceChart = LicenceChart(),
            LicencesReadAt = facts.Stock is null ? null : Time(facts.Stock.ReadAt),
            NoStock = facts.Stock is null,
            HasLeavers = people && facts.People.Leavers.Count > 0,
            Leavers = people ? facts.People.Leavers.Select(Extension) : [],
            LeaversMore = More(HeldByLeavers, facts.People.Leavers.Count, "The list of people has all; choose the state."),
            NamesPeople = people,
            States = PersonStates.Names.Select(static (name, index) => new { Name = name, Number = index.ToString(CultureInfo.InvariantCulture) }),
            PeopleCount = facts.People.States.Values.Sum(),
            People = list,
        };
    }

    private long HeldByLeavers => Count(PersonState.HoldsLicence);

    private IEnumerable<object> Tiles() =>
    [
        new { Name = "People", Value = Number(facts.People.States.Values.Sum()), Detail = $"{Number(Count(PersonState.WithAccount))} with an account" },
        new { Name = "Stuck", Value = Number(facts.Failures.Sum(static group => group.Count)), Detail = facts.Failures.Count == 0 ? "nobody" : $"for {Counted.Of(facts.Failures.Count, "reason")}" },
        new { Name = "Numbers waiting", Value = Number(facts.People.WaitingBy.Values.Sum()), Detail = "kept out of the directory" },
        new
        {
            Name = "Licences left",
            Value = facts.LicencesLeft is { } left ? Number(left) : "not known",
            Detail = $"{Number(HeldByLeavers)} held by deactivated people",
        },
        new { Name = "Runs", Value = Number(facts.Runs.Count), Detail = facts.Runs.Failed == 0 ? "none failed" : $"{Number(facts.Runs.Failed)} failed" },
    ];

    private IEnumerable<object> RunCharts()
    {
        RunTally runs = facts.Runs;
        if (runs.Count == 0)
        {
            yield break;
        }

        yield return Standing("How runs ended", [.. RunTally.EndNames.Select((name, end) => new ChartSeries(name, s_endStyles[end], runs.Ends(end))).Where(static series => series.Values.Any(static value => value > 0))]);
        foreach ((RunKind kind, string title) in s_stages.Where(stage => runs.Did(stage.Kind)))
        {
            yield return Standing(title, [.. RunTally.DoneNames.Select((name, what) => new ChartSeries(name, s_doneStyles[what], runs.Done(kind, what))).Where(static series => series.Values.Any(static value => value > 0))]);
        }

        ReportChart Standing(string title, IReadOnlyList<ChartSeries> series) => new(title, runs.Unit, runs.Periods, series, Lying: false);
    }

    private ReportChart PeopleChart()
    {
        PersonState[] states = [.. Enum.GetValues<PersonState>().Where(state => Count(state) > 0)];
        return new ReportChart("People by state", "State", [.. states.Select(static state => state.Name())], [new ChartSeries("People", ReportChart.Plain, [.. states.Select(Count)])], Lying: true);
    }

    private IEnumerable<object> FailureCharts()
    {
        FailureGroup[] first = [.. facts.Failures.Take(12)];
        return first.Length == 0 ? [] : [new ReportChart("Who is stuck, by reason", "Reason", [.. first.Select(static group => group.ErrorId)], [new ChartSeries("People", ReportChart.Plain, [.. first.Select(static group => (long)group.Count)])], Lying: true)];
    }

    private ReportChart LicenceChart()
    {
        List<(string Name, long Count)> bars = [("In use", Count(PersonState.WithAccount) + Count(PersonState.AccountDisabled)), ("Deactivated people", HeldByLeavers)];
        if (facts.LicencesLeft is { } left)
        {
            bars.Add(("Left (Unassigned)", left));
        }

        return new ReportChart("Licences of people of the hub", "Licences", [.. bars.Select(static bar => bar.Name)], [new ChartSeries("Licences", ReportChart.Plain, [.. bars.Select(static bar => bar.Count)])], Lying: true);
    }

    private object Run(SyncRunInfo run) => new
    {
        Number = run.Number is { } number ? Number(number) : "",
        What = $"{Words(run.Kind)}, {run.System}",
        At = Time(run.StartedAt),
        Took = run.Duration is { } duration ? Took(duration) : "",
        State = RunTally.EndNames[RunTally.EndOf(run.State)],
        Class = $"s{s_endStyles[RunTally.EndOf(run.State)]}",
        run.Summary,
        // Both may hold a name.
        Message = people ? run.Message ?? "" : "",
        Host = people ? string.Join(", ", new[] { run.Actor, run.Host }.OfType<string>()) : run.Host ?? "",
    };

    private object Failure(FailureGroup group)
    {
        (string Meaning, string Remedy)? known = ErrorReference.Find(group.ErrorId);
        return new
        {
            group.ErrorId,
            group.Count,
            Since = Time(group.Since),
            Meaning = known?.Meaning ?? "",
            Remedy = known?.Remedy ?? "See docs/errors.md.",
            HasPeople = people,
            People = people
                ? group.First.Select(static problem => new { problem.Person, Attribute = problem.Attribute ?? "", problem.Message, Remedy = problem.Remedy ?? "", Since = Time(problem.Since) })
                : (IEnumerable<object>)[],
            More = More(group.Count, group.First.Count, "Get-RcProvisioningError lists all."),
        };
    }

    private static object Extension(NamedExtension one) => new
    {
        one.Name,
        Extension = one.Extension.Extension ?? "",
        Number = one.Extension.Number ?? "",
        State = one.Extension.Enabled ? "Enabled" : "Disabled",
        Reason = one.Extension.Waits ?? "",
    };

    private long Count(PersonState state) => facts.People.States.GetValueOrDefault(state);

    private static string Words(RunKind kind) => kind switch
    {
        RunKind.AccountImport => "Account import",
        RunKind.WriteBack => "Write-back",
        _ => kind.ToString(),
    };

    private static string? More(long all, long shown, string where) => all > shown ? $"{Number(all - shown)} more. {where}" : null;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    internal static string Took(TimeSpan time) => time.TotalMinutes < 1 ? time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
        : time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}");

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

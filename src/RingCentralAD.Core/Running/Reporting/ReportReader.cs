using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Gathers what a report tells.</summary>
internal static class ReportReader
{
    private const int LastRuns = 30;

    /// <summary>Reads it from the hub; no server is asked.</summary>
    public static async Task<ReportFacts> ReadAsync(IHubReader hub, int days, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly since = today.AddDays(1 - days);
        Dictionary<string, FailureGroup> failures = new(StringComparer.Ordinal);
        PeopleView people = await PeopleView.ReadAsync(hub, Take, time, cancellationToken).ConfigureAwait(false);
        RunTally tally = new(since, today);
        await foreach (Run run in hub.ReadAsync(FilterSince(), cancellationToken).ConfigureAwait(false))
        {
            tally.Add(run);
        }

        List<SyncRunInfo> last = [];
        await foreach (SyncRunInfo run in SyncRecord.RunsAsync(hub, FilterSince().Take(LastRuns), cancellationToken).ConfigureAwait(false))
        {
            last.Add(run);
        }

        AccountStock? stock = await hub.FindSettingAsync<AccountStock>(cancellationToken).ConfigureAwait(false);
        return new ReportFacts
        {
            Identity = await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false),
            MadeAt = now,
            Since = since,
            Runs = tally,
            LastRuns = last,
            People = people,
            Failures = [.. failures.Values.OrderByDescending(static group => group.Count).ThenBy(static group => group.ErrorId, StringComparer.Ordinal)],
            Stock = stock,
            LicencesLeft = stock is null ? null : await stock.LeftAsync(hub, cancellationToken).ConfigureAwait(false),
        };

        Filter<Run> FilterSince() => new Filter<Run>().Greater(row => row.StartedAt, new DateTimeOffset(since.ToDateTime(default), TimeSpan.Zero).AddTicks(-TimeSpan.TicksPerMicrosecond));

        void Take(Problem problem)
        {
            if (!failures.TryGetValue(problem.ErrorId, out FailureGroup? group))
            {
                failures[problem.ErrorId] = group = new FailureGroup(problem.ErrorId);
            }

            group.Add(problem);
        }
    }
}

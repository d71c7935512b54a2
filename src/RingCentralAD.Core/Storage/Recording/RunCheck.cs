using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Compares the hub's runs with the lines that tell how they ended: whoever changes, makes or removes a run is seen as well.</summary>
internal static class RunCheck
{
    private const int BatchSize = 500;

    /// <summary>The first line that has no run or another one, or the line after which a run has none; null where all agree.</summary>
    public static async Task<(long Line, string Words)?> FirstFaultAsync(Session session, CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            List<RecordedChange> lines = await session.ListAsync(
                new Filter<RecordedChange>().Equal(static row => row.Kind, ChangeKind.RunEnded).Greater(row => row.Number, last).OrderBy(static row => row.Number).Take(BatchSize),
                cancellationToken).ConfigureAwait(false);
            if (lines.Count == 0)
            {
                return await RunWithoutLineAsync(session, cancellationToken).ConfigureAwait(false);
            }

            Dictionary<string, Run> runs = (await session.ListAsync(new Filter<Run>().In(static row => row.Id, [.. lines.Select(static line => line.RunId!)]), cancellationToken).ConfigureAwait(false))
                .ToDictionary(static run => run.Id, StringComparer.Ordinal);
            foreach (RecordedChange line in lines)
            {
                if (!runs.TryGetValue(line.RunId!, out Run? run))
                {
                    return (line.Number, "the run that it tells of is missing");
                }

                PendingChange told = PeopleChanges.OfEnd(run);
                if (RecordJson.Write(told.Facts) != line.Facts || (line.Content is not null && told.Content is not null && RecordJson.Write(told.Content) != line.Content))
                {
                    return (line.Number, string.Create(CultureInfo.InvariantCulture, $"run {run.Number} is no longer what it tells of it"));
                }
            }

            last = lines[^1].Number;
        }
    }

    // What ended before the first line was pruned with its line, or is older than the record.
    private static async Task<(long Line, string Words)?> RunWithoutLineAsync(Session session, CancellationToken cancellationToken)
    {
        string run = session.Dialect.Table(RunTable.Map.Name), record = session.Dialect.Table(RecordTable.Map.Name);
        List<object?[]> found = await session.QueryAsync(
            $"""
            SELECT {run}.number FROM {run}
            WHERE {run}.state <> @p0 AND {run}.ended_at >= (SELECT MIN(at) FROM {record})
              AND NOT EXISTS (SELECT 1 FROM {record} WHERE {record}.run_id = {run}.id AND {record}.kind = @p1)
            ORDER BY {run}.ended_at LIMIT 1
            """,
            [nameof(RunState.Running), nameof(ChangeKind.RunEnded)],
            cancellationToken).ConfigureAwait(false);
        return found is [[var number]]
            ? (await LastLineAsync(session, cancellationToken).ConfigureAwait(false), string.Create(CultureInfo.InvariantCulture, $"run {number} ended, and no line tells of it"))
            : null;
    }

    private static async Task<long> LastLineAsync(Session session, CancellationToken cancellationToken) =>
        (await session.ListAsync(new Filter<RecordedChange>().OrderBy(static row => row.Number, descending: true).Take(1), cancellationToken).ConfigureAwait(false))[0].Number;
}

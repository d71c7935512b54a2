using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Which changes are asked for.</summary>
public sealed record ChangeQuestion
{
    /// <summary>Of these hub users; null for all, and for what concerns nobody.</summary>
    public IReadOnlyCollection<string>? UserIds { get; init; }

    /// <summary>Of this run.</summary>
    public string? RunId { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of these kinds; empty for all.</summary>
    public IReadOnlyCollection<ChangeKind> Kinds { get; init; } = [];
}

/// <summary>Reads the record for people.</summary>
public static class SyncRecord
{
    private const int BatchSize = 200;

    /// <summary>What a run is called that reckons people anew after a change of groups, masters or attributes: it reads no system.</summary>
    internal const string Reckoning = "Reckoning of the hub";

    /// <summary>Runs, the last one first.</summary>
    public static async IAsyncEnumerable<SyncRunInfo> RunsAsync(IHubReader hub, Filter<Run> filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(filter);
        Dictionary<string, string> systems = await SystemsAsync(hub, cancellationToken).ConfigureAwait(false);
        await foreach (Run run in hub.ReadAsync(filter.OrderBy(row => row.StartedAt, descending: true), cancellationToken).ConfigureAwait(false))
        {
            SortedDictionary<string, long> counts = new(Told(run.Counts).ToDictionary(), StringComparer.Ordinal);
            yield return new SyncRunInfo
            {
                Number = run.Number,
                Kind = run.Kind,
                System = run.SystemId.Length == 0 ? "Hub" : systems.GetValueOrDefault(run.SystemId, run.SystemId),
                State = run.State,
                StartedAt = run.StartedAt,
                EndedAt = run.EndedAt,
                Duration = run.EndedAt - run.StartedAt,
                Read = run.Read,
                Counts = counts,
                Summary = Words(counts),
                Requests = run.Requests,
                Budget = Words(run.Requests),
                Lines = await hub.CountAsync(new Filter<RecordedChange>().Equal(row => row.RunId, run.Id), cancellationToken).ConfigureAwait(false),
                Message = run.Message,
                Actor = run.Actor,
                Host = run.Host,
                AccountId = run.AccountId,
                Program = run.Program,
                Configuration = run.Configuration,
                PlanFingerprint = run.PlanFingerprint,
                RunId = run.Id,
            };
        }
    }

    /// <summary>Changes in the order in which they happened, one for each value.</summary>
    public static async IAsyncEnumerable<SyncChangeInfo> ChangesAsync(IHubReader hub, ChangeQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(question);
        RecordReader reader = new(hub, question, await SystemsAsync(hub, cancellationToken).ConfigureAwait(false));
        await foreach (RecordedChange[] lines in reader.LinesAsync(cancellationToken).Chunk(BatchSize).ConfigureAwait(false))
        {
            foreach (SyncChangeInfo change in await reader.FlattenAsync(lines, cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
    }

    /// <summary>Counts in words.</summary>
    internal static string Words(IReadOnlyDictionary<string, long> counts) =>
        string.Join(", ", Told(counts).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key}")));

    // What a guard reckons with is no action.
    private static IEnumerable<KeyValuePair<string, long>> Told(IReadOnlyDictionary<string, long> counts) => counts.Where(static pair => pair.Key != Guard.Taken);

    private static async Task<Dictionary<string, string>> SystemsAsync(IHubReader hub, CancellationToken cancellationToken) =>
        (await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false)).ToDictionary(static entry => entry.Id, static entry => entry.Name, StringComparer.Ordinal);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

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
    private const int BatchSize = 500;

    /// <summary>Runs, the last one first.</summary>
    public static async IAsyncEnumerable<SyncRunInfo> RunsAsync(IHubReader hub, Filter<Run> filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(filter);
        Dictionary<string, string> systems = await SystemsAsync(hub, cancellationToken).ConfigureAwait(false);
        await foreach (Run run in hub.ReadAsync(filter.OrderBy(row => row.StartedAt, descending: true), cancellationToken).ConfigureAwait(false))
        {
            SortedDictionary<string, long> counts = new(run.Counts.Where(static pair => pair.Key != Guard.Taken).ToDictionary(), StringComparer.Ordinal);
            yield return new SyncRunInfo
            {
                Number = run.Number,
                Kind = run.Kind,
                System = systems.GetValueOrDefault(run.SystemId, run.SystemId),
                State = run.State,
                StartedAt = run.StartedAt,
                EndedAt = run.EndedAt,
                Duration = run.EndedAt - run.StartedAt,
                Read = run.Read,
                Counts = counts,
                Summary = Words(counts),
                Requests = run.Requests,
                Budget = Words(run.Requests),
                Changes = await hub.CountAsync(new Filter<RecordedChange>().Equal(row => row.RunId, run.Id), cancellationToken).ConfigureAwait(false),
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
        Dictionary<string, string> systems = await SystemsAsync(hub, cancellationToken).ConfigureAwait(false);
        await foreach (RecordedChange[] lines in hub.ReadAsync(FilterOf(question), cancellationToken).Chunk(BatchSize).ConfigureAwait(false))
        {
            string[] ids = [.. lines.Select(static line => line.RunId).OfType<string>().Distinct()];
            Dictionary<string, Run> runs = (await hub.ListAsync(new Filter<Run>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false))
                .ToDictionary(static run => run.Id, StringComparer.Ordinal);
            foreach (SyncChangeInfo change in lines.SelectMany(line => Flatten(line, systems, line.RunId is null ? null : runs.GetValueOrDefault(line.RunId))))
            {
                yield return change;
            }
        }
    }

    private static Filter<RecordedChange> FilterOf(ChangeQuestion question)
    {
        Filter<RecordedChange> filter = new Filter<RecordedChange>().OrderBy(row => row.Number);
        filter = question.UserIds is null ? filter : filter.In<string?>(row => row.UserId, [.. question.UserIds]);
        filter = question.RunId is null ? filter : filter.Equal(row => row.RunId, question.RunId);
        filter = question.Since is { } since ? filter.Greater(row => row.At, since.AddTicks(-TimeSpan.TicksPerMicrosecond)) : filter;
        filter = question.Until is { } until ? filter.Less(row => row.At, until) : filter;
        return question.Kinds.Count == 0 ? filter : filter.In(row => row.Kind, question.Kinds);
    }

    private static IEnumerable<SyncChangeInfo> Flatten(RecordedChange line, Dictionary<string, string> systems, Run? run)
    {
        ChangeFacts facts = RecordJson.ReadFacts(line.Facts);
        ChangeContent? content = line.Content is null ? null : RecordJson.ReadContent(line.Content);
        SyncChangeInfo change = new()
        {
            Line = line.Number,
            At = line.At,
            Kind = line.Kind,
            Action = facts.Action,
            Subject = (facts.Run?.Counts ?? facts.Counts) is { } counts ? JoinedWords(Words(counts), content?.Subject) : content?.Subject,
            Run = run?.Number,
            Cause = run is null ? null : $"{run.Kind} of {systems.GetValueOrDefault(run.SystemId, run.SystemId)}",
            Actor = line.Actor,
            Host = line.Host,
            Program = line.Program,
            AccountId = run?.AccountId,
            Configuration = run?.Configuration,
            System = facts.SystemId is null ? null : systems.GetValueOrDefault(facts.SystemId, facts.SystemId),
            Key = content?.Key,
            RequestId = facts.RequestId,
            HubUserId = line.UserId,
            Erased = content is null && line.Digest != RecordChain.NoDigest,
            Hash = line.Hash,
        };
        if (facts.Attributes.Count == 0)
        {
            return [change];
        }

        return content is null
            ? facts.Attributes.Select(name => change with { Attribute = name })
            : content.Values.Select(value => change with { Attribute = value.Attribute, Before = value.Before, After = value.After });
    }

    private static async Task<Dictionary<string, string>> SystemsAsync(IHubReader hub, CancellationToken cancellationToken) =>
        (await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false)).ToDictionary(static entry => entry.Id, static entry => entry.Name, StringComparer.Ordinal);

    private static string JoinedWords(string counts, string? message) => message is null ? counts : counts.Length == 0 ? message : $"{counts}; {message}";

    private static string Words(IReadOnlyDictionary<string, long> counts) =>
        string.Join(", ", counts.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key}")));
}

using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Reads the lines that answer a question, and tells them flat: one change for each value, or for each new person.</summary>
internal sealed class RecordReader(IHubReader hub, ChangeQuestion question, IReadOnlyDictionary<string, string> systems)
{
    private readonly HashSet<string>? _people = question.UserIds?.ToHashSet(StringComparer.Ordinal);

    /// <summary>The lines in the order in which they were written.</summary>
    public async IAsyncEnumerable<RecordedChange> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queue<RecordedChange> arrivals = await ArrivalsAsync(cancellationToken).ConfigureAwait(false);
        Filter<RecordedChange> filter = FilterOf(question.Kinds);
        filter = _people is null ? filter : filter.In<string?>(row => row.UserId, [.. _people]);
        await foreach (RecordedChange line in hub.ReadAsync(filter.OrderBy(row => row.Number), cancellationToken).ConfigureAwait(false))
        {
            while (arrivals.TryPeek(out RecordedChange? earlier) && earlier.Number < line.Number)
            {
                yield return arrivals.Dequeue();
            }

            yield return line;
        }

        foreach (RecordedChange later in arrivals)
        {
            yield return later;
        }
    }

    /// <summary>What lines tell, with the runs that wrote them and the logins of new people.</summary>
    public async Task<IReadOnlyList<SyncChangeInfo>> FlattenAsync(IReadOnlyCollection<RecordedChange> lines, CancellationToken cancellationToken)
    {
        string[] ids = [.. lines.Select(static line => line.RunId).OfType<string>().Distinct()];
        Dictionary<string, Run> runs = (await hub.ListAsync(new Filter<Run>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false))
            .ToDictionary(static run => run.Id, StringComparer.Ordinal);
        List<SyncChangeInfo> changes = [];
        foreach (RecordedChange line in lines)
        {
            ChangeFacts facts = RecordJson.ReadFacts(line.Facts);
            ChangeContent? content = line.Content is null ? null : RecordJson.ReadContent(line.Content);
            SyncChangeInfo change = Of(line, facts, content, line.RunId is null ? null : runs.GetValueOrDefault(line.RunId));
            changes.AddRange(facts.People is { } people ? await OfPeopleAsync(change, people, cancellationToken).ConfigureAwait(false) : OfValues(change, facts, content));
        }

        return changes;
    }

    // A line about new people names them in its facts.
    private async Task<Queue<RecordedChange>> ArrivalsAsync(CancellationToken cancellationToken)
    {
        Queue<RecordedChange> found = [];
        if (_people is not null && (question.Kinds.Count == 0 || question.Kinds.Contains(ChangeKind.PersonCreated)))
        {
            await foreach (RecordedChange line in hub.ReadAsync(FilterOf([ChangeKind.PersonCreated]).OrderBy(row => row.Number), cancellationToken).ConfigureAwait(false))
            {
                if (RecordJson.ReadFacts(line.Facts).People?.Any(_people.Contains) == true)
                {
                    found.Enqueue(line);
                }
            }
        }

        return found;
    }

    private Filter<RecordedChange> FilterOf(IReadOnlyCollection<ChangeKind> kinds)
    {
        Filter<RecordedChange> filter = new();
        filter = question.RunId is null ? filter : filter.Equal(row => row.RunId, question.RunId);
        filter = question.Since is { } since ? filter.Greater(row => row.At, since.AddTicks(-TimeSpan.TicksPerMicrosecond)) : filter;
        filter = question.Until is { } until ? filter.Less(row => row.At, until) : filter;
        return kinds.Count == 0 ? filter : filter.In(row => row.Kind, kinds);
    }

    private SyncChangeInfo Of(RecordedChange line, ChangeFacts facts, ChangeContent? content, Run? run) => new()
    {
        Line = line.Number,
        At = line.At,
        Kind = line.Kind,
        Action = facts.Action,
        Subject = (facts.Run?.Counts ?? facts.Counts) is { } counts ? Joined(SyncRecord.Words(counts), content?.Subject) : content?.Subject,
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

    private async Task<IEnumerable<SyncChangeInfo>> OfPeopleAsync(SyncChangeInfo change, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        string[] asked = [.. people.Where(id => _people?.Contains(id) != false)];
        Dictionary<string, string?> logins = (await hub.ListAsync(new Filter<HubUser>().In(row => row.Id, asked), cancellationToken).ConfigureAwait(false))
            .ToDictionary(static user => user.Id, static user => (string?)user.Login, StringComparer.Ordinal);
        return asked.Select(id => change with { HubUserId = id, Subject = logins.GetValueOrDefault(id), Erased = !logins.ContainsKey(id) });
    }

    private static IEnumerable<SyncChangeInfo> OfValues(SyncChangeInfo change, ChangeFacts facts, ChangeContent? content) =>
        facts.Attributes.Count == 0 ? [change]
        : content is null ? facts.Attributes.Select(name => change with { Attribute = name })
        : content.Values.Select(value => change with { Attribute = value.Attribute, Before = value.Before, After = value.After });

    private static string Joined(string counts, string? message) => message is null ? counts : counts.Length == 0 ? message : $"{counts}; {message}";
}

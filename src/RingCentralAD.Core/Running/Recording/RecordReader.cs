using System.Globalization;
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
        (RecordedChange Line, ChangeFacts Facts, ChangeContent? Content)[] read =
            [.. lines.Select(static line => (line, RecordJson.ReadFacts(line.Facts), line.Content is null ? null : RecordJson.ReadContent(line.Content)))];
        RecordNames names = await RecordNames.ReadAsync(
            hub,
            read.Select(static one => one.Line.UserId).OfType<string>(),
            read.Where(static one => IsOfGroup(one.Line.Kind)).Select(static one => one.Content?.Key).OfType<string>(),
            from one in read
            where one.Line.Kind is ChangeKind.Linked or ChangeKind.Unlinked && one.Content?.Key is not null
            select (one.Facts.SystemId!, one.Content!.Key!),
            cancellationToken).ConfigureAwait(false);
        List<SyncChangeInfo> changes = [];
        foreach ((RecordedChange line, ChangeFacts facts, ChangeContent? content) in read)
        {
            SyncChangeInfo change = Of(line, facts, content, line.RunId is null ? null : runs.GetValueOrDefault(line.RunId), names);
            changes.AddRange(facts.People is { } people
                ? await OfPeopleAsync(change, people, cancellationToken).ConfigureAwait(false)
                : RecordValues.Of(line, facts, content, names).Select(value => change with { Attribute = value.Attribute, Before = value.Before, After = value.After }).DefaultIfEmpty(change));
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

    private SyncChangeInfo Of(RecordedChange line, ChangeFacts facts, ChangeContent? content, Run? run, RecordNames names) => new()
    {
        Line = line.Number,
        At = line.At,
        Kind = line.Kind,
        Action = facts.Action,
        Subject = SubjectOf(line, facts, content, names),
        Run = run?.Number,
        Cause = CauseOf(facts, run),
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

    private string? CauseOf(ChangeFacts facts, Run? run) =>
        run is { SystemId.Length: > 0 } ? $"{run.Kind} of {systems.GetValueOrDefault(run.SystemId, run.SystemId)}"
        : facts.Command ?? (run is null ? null : SyncRecord.Reckoning);

    private static string? SubjectOf(RecordedChange line, ChangeFacts facts, ChangeContent? content, RecordNames names) => line.Kind switch
    {
        ChangeKind.RunEnded => EndOf(facts.Run!, content?.Subject),
        ChangeKind.Pruned => SyncRecord.Words(facts.Counts!),
        ChangeKind.OperationAnswered or ChangeKind.DriftAnswered => names.Login(line.UserId),
        ChangeKind.Assigned or ChangeKind.Unassigned when line.UserId is null && content?.Key is { } group => names.Group(group),
        _ => content?.Subject ?? names.Login(line.UserId),
    };

    private static bool IsOfGroup(ChangeKind kind) => kind is ChangeKind.GroupJoined or ChangeKind.GroupLeft or ChangeKind.Assigned or ChangeKind.Unassigned;

    private static string EndOf(RunFacts run, string? message)
    {
        string counts = SyncRecord.Words(run.Counts);
        return (counts.Length, message) switch
        {
            (0, null) => string.Create(CultureInfo.InvariantCulture, $"{run.Read:N0} read"),
            (0, _) => message,
            (_, null) => counts,
            _ => $"{counts}; {message}",
        };
    }
}

using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Adds lines to the record within a write transaction, of which there is one at a time on all hosts: the chain never forks.</summary>
internal sealed class RecordWriter
{
    private readonly Session _session;
    private readonly string? _run;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _now;
    private readonly List<RecordedChange> _lines = [];
    private ChangeFacts? _lastFacts;
    private string _facts = "";
    private long _number;
    private string _hash;

    private RecordWriter(Session session, string? run, TimeProvider time, RecordHead? last)
    {
        DateTimeOffset now = time.GetUtcNow();
        (_session, _run, _time) = (session, run, time);
        (_number, _hash) = (last?.Number ?? 0, last?.Hash ?? RecordChain.Beginning);

        // To the microsecond, as it is stored; a clock that went back does not turn the order around.
        _now = StoredValue.Time(StoredValue.Time(last is not null && last.At > now ? last.At : now));
    }

    /// <summary>Goes to the record's end: where its note and its last line differ, to the later one, so that what was tampered with stops nobody.</summary>
    public static async Task<RecordWriter> OpenAsync(Session session, string? run, TimeProvider time, CancellationToken cancellationToken)
    {
        List<RecordHead> noted = await session.ListAsync(new Filter<RecordHead>(), cancellationToken).ConfigureAwait(false);
        List<RecordedChange> lines = await session.ListAsync(
            new Filter<RecordedChange>().OrderBy(static row => row.Number, descending: true).Take(1), cancellationToken).ConfigureAwait(false);
        return new RecordWriter(
            session, run, time, noted.Concat(lines.Select(static line => new RecordHead(line.Number, line.At, line.Hash))).MaxBy(static head => head.Number));
    }

    /// <summary>Adds lines.</summary>
    public void Add(IEnumerable<PendingChange> changes)
    {
        foreach (PendingChange change in changes)
        {
            string? content = change.Content is null ? null : RecordJson.Write(change.Content);
            string? salt = content is null ? null : RecordChain.NewSalt();
            RecordedChange line = new()
            {
                Number = ++_number,
                At = _now,
                RunId = change.RunId ?? _run,
                Actor = ThisProcess.Account,
                Host = ThisProcess.Host,
                Program = ThisProcess.Version,
                Kind = change.Kind,
                UserId = change.UserId,
                Facts = FactsOf(IsAsked(change) ? change.Facts with { Command = ThisCommand.Name } : change.Facts),
                Content = content,
                Salt = salt,
                Digest = content is null ? RecordChain.NoDigest : RecordChain.Digest(salt!, content),
                Hash = "",
            };
            _hash = RecordChain.HashOf(_hash, line);
            _lines.Add(line with { Hash = _hash });
        }
    }

    // What a run did to people is told by the run, and how it ended must be what its row tells.
    private bool IsAsked(PendingChange change) =>
        ThisCommand.Name is not null && (_run is null || change.UserId is null) && change.Kind != ChangeKind.RunEnded;

    // Of new people it is the same for all.
    private string FactsOf(ChangeFacts facts)
    {
        if (facts != _lastFacts)
        {
            (_lastFacts, _facts) = (facts, StoredValue.Text(RecordJson.Write(facts)));
        }

        return _facts;
    }

    /// <summary>Erases what the record holds of people. Their lines stay, by their digests.</summary>
    public async Task EraseAsync(IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        if (people.Count > 0)
        {
            Dialect dialect = _session.Dialect;
            await _session.ExecuteAsync(
                $"UPDATE {dialect.Table(RecordTable.Map.Name)} SET content = NULL, salt = NULL WHERE {dialect.InList("user_id", "@p0")}",
                [dialect.ListValue(ColumnType.Text, [.. people])],
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes lines and runs away that are older than they are kept. The line that says so holds the hash from which the chain goes on.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        string table = _session.Dialect.Table(RecordTable.Map.Name);
        DateTimeOffset limit = _time.GetUtcNow() - TimeSpan.FromDays(await KeepDaysAsync(cancellationToken).ConfigureAwait(false));
        List<RecordedChange> first = await _session.ListAsync(new Filter<RecordedChange>().OrderBy(static row => row.Number).Take(1), cancellationToken).ConfigureAwait(false);
        if (first.Count == 0 || first[0].At >= limit)
        {
            return;
        }

        RecordedChange last = (await _session.ListAsync(
            new Filter<RecordedChange>().Less(static row => row.At, limit).OrderBy(static row => row.Number, descending: true).Take(1), cancellationToken).ConfigureAwait(false))[0];
        await _session.ExecuteAsync($"DELETE FROM {table} WHERE number <= @p0", [last.Number], cancellationToken).ConfigureAwait(false);

        // What was planned and never done. What was done stays: it is what was sent to somebody last.
        await _session.RemoveAsync(new Filter<Operation>().Equal(static row => row.State, OperationState.Superseded).Less(static row => row.CreatedAt, limit), cancellationToken).ConfigureAwait(false);
        string Other(string name) => _session.Dialect.Table(name);
        await _session.ExecuteAsync(
            $"""
            DELETE FROM {Other("run")} WHERE started_at < @p0
              AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.run_id = {Other("run")}.id)
              AND id NOT IN (SELECT run_id FROM {Other("operation")}) AND id NOT IN (SELECT run_id FROM {Other("write_back_origin")})
            """,
            [StoredValue.Time(limit)],
            cancellationToken).ConfigureAwait(false);
        Add([new PendingChange(
            ChangeKind.Pruned, null, new ChangeFacts { Hash = last.Hash, Counts = new Dictionary<string, long> { ["Through"] = last.Number, ["Lines"] = last.Number - first[0].Number + 1 } }, null)]);
    }

    /// <summary>Stores the lines.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _session.InsertAsync(RecordTable.Map, _lines, cancellationToken).ConfigureAwait(false);
        await _session.InsertAsync(RecordHeadTable.Map, [new RecordHead(_number, _now, _hash)], cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> KeepDaysAsync(CancellationToken cancellationToken)
    {
        List<Setting> options = await _session.ListAsync(new Filter<Setting>().Equal(static row => row.Name, nameof(RecordOptions)), cancellationToken).ConfigureAwait(false);
        return (options.Count == 0 ? null : JsonSerializer.Deserialize<RecordOptions>(options[0].Json))?.KeepDays ?? new RecordOptions().KeepDays;
    }
}

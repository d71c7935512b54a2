using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>One write-back into one directory: settles, plans, and carries the plan out entry by entry.</summary>
public sealed class WriteBackRun : IAsyncDisposable
{
    private static readonly OperationKind[] s_kinds = [OperationKind.WriteBack, OperationKind.UndoWriteBack];
    private readonly IHubStore _hub;
    private readonly DirectoryEntry _entry;
    private readonly TimeProvider _time;
    private readonly RunLog _log;
    private readonly SendGate _gate;
    private readonly bool _trial;

    private WriteBackRun(IHubStore hub, DirectoryEntry entry, RunLog log, SendGate gate, bool trial, TimeProvider time)
    {
        _gate = gate;
        _hub = hub;
        _entry = entry;
        _log = log;
        _trial = trial;
        _time = time;
    }

    /// <summary>The run in numbers.</summary>
    public RunSummary Summary => _log.Summary(_trial);

    /// <summary>Begins the run: takes the lease.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="entry">The directory.</param>
    /// <param name="trial">The hub is a trial: nothing is written.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">SyncSuspended: the hub's sync is suspended. A trial goes on.</exception>
    public static Task<WriteBackRun> BeginAsync(IHubStore hub, DirectoryEntry entry, bool trial, TimeProvider time, CancellationToken cancellationToken = default) =>
        BeginAsync(hub, entry, trial, time, new SendGate(time), cancellationToken);

    /// <summary>The same, with what is asked before each write.</summary>
    public static async Task<WriteBackRun> BeginAsync(IHubStore hub, DirectoryEntry entry, bool trial, TimeProvider time, SendGate gate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await (trial ? Task.CompletedTask : HubSuspension.CheckAsync(hub, time, cancellationToken)).ConfigureAwait(false);
        RunLog log = await RunLog.BeginAsync(hub, RunKind.WriteBack, entry.Id, trial, time, cancellationToken).ConfigureAwait(false);
        return new WriteBackRun(hub, entry, log, gate, trial, time);
    }

    /// <summary>Settles what an earlier run sent and never heard of: the entry is read, and what it holds is believed.</summary>
    public async Task SettleAsync(IDirectory directory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        IReadOnlyList<Operation> open = await _hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, _entry.Id).In(row => row.Kind, s_kinds).In(row => row.State, [OperationState.Sent, OperationState.Unknown]), cancellationToken).ConfigureAwait(false);
        foreach (Operation operation in open)
        {
            string[] attributes = [.. operation.Changes.Select(change => change.Attribute)];
            AppUser? now = await directory.FindUserAsync(operation.TargetKey!, attributes, cancellationToken).ConfigureAwait(false);
            bool done = now is not null && operation.Changes.All(change => now.Attributes.Text(change.Attribute) == change.After);
            Operation settled = operation with { State = done ? OperationState.Done : OperationState.Superseded, DoneAt = _time.GetUtcNow() };
            AttributeSet values = now?.Attributes ?? AttributeSet.Empty;
            await SaveAsync(settled, now is null ? [] : attributes.Select(name => new KeyValuePair<string, object?>(name, values[name])), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Plans and stores the plan in place of what was planned before for the same people.</summary>
    public async Task<WriteBackPlan> PlanAsync(IReadOnlySet<string>? only, bool acceptGuard, CancellationToken cancellationToken = default)
    {
        await (await Reckoning.LoadAsync(_hub, _log, _time, cancellationToken).ConfigureAwait(false)).CountAsync(cancellationToken).ConfigureAwait(false);
        MappingCatalog mappings = await MappingCatalog.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        Suspensions suspensions = await Suspensions.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        await EndAsync(suspensions.Ended, cancellationToken).ConfigureAwait(false);
        WriteBackPlan plan = await new WriteBackPlanner(_hub, _entry, mappings, suspensions, _log.Id, _time).PlanAsync(only, acceptGuard, cancellationToken).ConfigureAwait(false);
        return await StoreAsync(plan, only, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans to undo what an earlier run wrote, and stores the plan.</summary>
    public async Task<WriteBackPlan> PlanUndoAsync(Run undone, IDirectory directory, IReadOnlySet<string>? only, CancellationToken cancellationToken = default)
    {
        WriteBackPlan plan = await new UndoPlanner(_hub, _entry, directory, undone, _log.Id, _time).PlanAsync(only, cancellationToken).ConfigureAwait(false);
        return await StoreAsync(plan, plan.Operations.Select(operation => operation.UserId).ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Carries a plan out; emits each attribute once what happened is stored. What is held or left is emitted as it is.</summary>
    public async IAsyncEnumerable<WriteBackRecord> ExecuteAsync(
        WriteBackPlan plan, IDirectory directory, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(directory);
        await foreach (WriteBackRecord record in _log.HandAsync(CarryOutAsync(plan, directory, progress, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    /// <summary>Waits for a person's answer, which is no part of the time that the run took.</summary>
    public Task<bool> AskingAsync(Func<Task<bool>> ask) => _log.AskingAsync(ask);

    /// <summary>Holds a plan that the guard stopped, or that nobody was there to confirm.</summary>
    public Task HoldAsync(WriteBackPlan plan, string reason, string remedy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Operation[] held = [.. plan.Operations.Select(operation => operation with { State = OperationState.Held, Reason = reason, Remedy = remedy })];
        return _hub.WriteAsync(transaction => transaction.SaveAsync(held, cancellationToken), _log.Lease, cancellationToken);
    }

    /// <summary>Drops a plan that a person said no to, and ends the run: nothing of it waits.</summary>
    public async Task DropAsync(WriteBackPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Operation[] dropped = [.. plan.Operations.Select(operation => operation with { State = OperationState.Superseded, DoneAt = _time.GetUtcNow() })];
        await _hub.WriteAsync(transaction => transaction.SaveAsync(dropped, cancellationToken), _log.Lease, cancellationToken).ConfigureAwait(false);
        await _log.DeclineAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the run.</summary>
    /// <param name="held">Why it holds something; null where it holds nothing.</param>
    public Task EndAsync(string? held = null) => _log.EndAsync(held is null ? RunState.Completed : RunState.Held, held);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _log.DisposeAsync();

    private static bool IsWrite(WriteBackRecord record) => record.Action is WriteBackAction.Fill or WriteBackAction.Replace or WriteBackAction.Clear or WriteBackAction.Restore;

    private async IAsyncEnumerable<WriteBackRecord> CarryOutAsync(
        WriteBackPlan plan, IDirectory directory, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILookup<string, WriteBackRecord> records = plan.Records.ToLookup(record => record.HubUserId, StringComparer.Ordinal);
        int done = 0;
        foreach (Operation operation in plan.Operations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteBackRecord[] mine = [.. records[operation.UserId].Where(record => IsWrite(record) && operation.Changes.Any(change => change.Attribute == record.Attribute))];
            progress?.Report(new RunProgress($"Writing into {_entry.Name}", done++, plan.Operations.Count, mine[0].Person));
            IReadOnlyDictionary<string, RingCentralAdException> errors = await WriteEachAsync(operation, directory, cancellationToken).ConfigureAwait(false);
            foreach (WriteBackRecord record in mine)
            {
                RingCentralAdException? error = errors.GetValueOrDefault(record.Attribute);
                _log.Count((error is null ? record.Action : WriteBackAction.Failed).ToString());
                yield return error is null
                    ? record with { Action = record.Action == WriteBackAction.Restore ? WriteBackAction.Restored : WriteBackAction.Written }
                    : record with { Action = WriteBackAction.Failed, Detail = error.Message, Remedy = error.Remedy, ErrorId = error.ErrorId };
            }
        }

        foreach (WriteBackRecord record in plan.Records.Where(record => !IsWrite(record)))
        {
            _log.Count(record.Action.ToString());
            yield return record;
        }
    }

    private async Task EndAsync(IReadOnlyList<WriteBackSuspension> suspensions, CancellationToken cancellationToken)
    {
        if (suspensions.Count > 0)
        {
            await _hub.WriteAsync(
                async transaction =>
                {
                    foreach (WriteBackSuspension ended in suspensions)
                    {
                        await transaction.RemoveAsync(
                            new Filter<WriteBackSuspension>().Equal(row => row.Kind, ended.Kind).Equal(row => row.Target, ended.Target), cancellationToken).ConfigureAwait(false);
                    }
                },
                _log.Lease,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<WriteBackPlan> StoreAsync(WriteBackPlan plan, IReadOnlySet<string>? only, CancellationToken cancellationToken)
    {
        IReadOnlyList<Operation> open = await _hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, _entry.Id).In(row => row.Kind, s_kinds)
                .In(row => row.State, [OperationState.Planned, OperationState.Held]),
            cancellationToken).ConfigureAwait(false);
        HashSet<string> refused = [.. plan.Refused.Select(static operation => operation.Id)];
        Operation[] rows =
        [
            .. open.Where(operation => (only is null || only.Contains(operation.UserId)) && !refused.Contains(operation.Id)).Select(operation => operation with { State = OperationState.Superseded, DoneAt = _time.GetUtcNow() }),
            .. plan.Operations,
        ];
        if (rows.Length > 0)
        {
            await _hub.WriteAsync(transaction => transaction.SaveAsync(rows, cancellationToken), _log.Lease, cancellationToken).ConfigureAwait(false);
        }

        return plan;
    }

    /// <summary>Writes a person's values at once; where the directory refuses one of several, each by itself, so that the others are written.</summary>
    private async Task<IReadOnlyDictionary<string, RingCentralAdException>> WriteEachAsync(Operation operation, IDirectory directory, CancellationToken cancellationToken)
    {
        Dictionary<string, RingCentralAdException> errors = new(StringComparer.Ordinal);
        if (await WriteAsync(operation, directory, cancellationToken).ConfigureAwait(false) is not { } refused)
        {
            return errors;
        }

        bool byValue = operation.Changes.Count > 1 && refused.Kind is (ErrorKind.Data or ErrorKind.Denied or ErrorKind.InvalidInput);
        foreach (AttributeChange change in operation.Changes)
        {
            RingCentralAdException? error = byValue
                ? await WriteAsync(operation with { Id = Ids.New(_time), Changes = [change], CreatedAt = _time.GetUtcNow() }, directory, cancellationToken).ConfigureAwait(false)
                : refused;
            if (error is not null)
            {
                errors[change.Attribute] = error;
            }
        }

        return errors;
    }

    private async Task<RingCentralAdException?> WriteAsync(Operation operation, IDirectory directory, CancellationToken cancellationToken)
    {
        Operation sent = operation with { State = OperationState.Sent, SentAt = _time.GetUtcNow(), Attempts = operation.Attempts + 1 };
        await _hub.WriteAsync(
            async transaction =>
            {
                await _gate.PassAsync(transaction, sent.Kind, cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync([sent], cancellationToken).ConfigureAwait(false);
            },
            _log.Lease,
            cancellationToken).ConfigureAwait(false);
        try
        {
            await directory.WriteAsync(sent.TargetKey!, sent.Changes, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.Kind is not (ErrorKind.Unavailable or ErrorKind.Security))
        {
            Operation failed = sent with { State = OperationState.Failed, ErrorId = error.ErrorId, Reason = error.Message, Remedy = error.Remedy, DoneAt = _time.GetUtcNow() };
            await SaveAsync(failed, await ReadAgainAsync(sent, directory, error, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return error;
        }

        // The replica gets what was written in the same transaction, so that the echo in the next import differs in nothing.
        await SaveAsync(
            sent with { State = OperationState.Done, ErrorId = null, Remedy = null, DoneAt = _time.GetUtcNow() },
            sent.Changes.Select(change => new KeyValuePair<string, object?>(change.Attribute, change.After)), cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Somebody else changed the entry since it was read: what it holds now is taken over, so that the next plan starts from there.</summary>
    private static async Task<IEnumerable<KeyValuePair<string, object?>>> ReadAgainAsync(
        Operation operation, IDirectory directory, RingCentralAdException error, CancellationToken cancellationToken)
    {
        string[] attributes = [.. operation.Changes.Select(change => change.Attribute)];
        AppUser? now = error.Kind == ErrorKind.Conflict ? await directory.FindUserAsync(operation.TargetKey!, attributes, cancellationToken).ConfigureAwait(false) : null;
        return now is null ? [] : [.. attributes.Select(name => new KeyValuePair<string, object?>(name, now.Attributes[name]))];
    }

    private async Task SaveAsync(Operation operation, IEnumerable<KeyValuePair<string, object?>> values, CancellationToken cancellationToken) =>
        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([operation], cancellationToken).ConfigureAwait(false);
                if (operation.State == OperationState.Done)
                {
                    await WriteBackOrigins.TakeAsync(transaction, operation, cancellationToken).ConfigureAwait(false);
                    await SuspendUndoneAsync(transaction, operation, cancellationToken).ConfigureAwait(false);
                }

                AppUser? entry = await transaction.FindAsync(
                    new Filter<AppUser>().Equal(row => row.SystemId, operation.SystemId).Equal(row => row.Key, operation.TargetKey!), cancellationToken).ConfigureAwait(false);
                if (entry is not null)
                {
                    AttributeSet now = entry.Attributes.With(values);
                    await transaction.SaveAsync([entry with { Attributes = now, Hash = AppUserHash.Of(entry with { Attributes = now }) }], cancellationToken).ConfigureAwait(false);
                }
            },
            _log.Lease,
            cancellationToken).ConfigureAwait(false);

    /// <summary>Whose number was taken back gets none again before somebody says so.</summary>
    private async Task SuspendUndoneAsync(IHubTransaction transaction, Operation operation, CancellationToken cancellationToken)
    {
        if (operation.Kind != OperationKind.UndoWriteBack)
        {
            return;
        }

        HubUser? user = await transaction.FindAsync(new Filter<HubUser>().Equal(row => row.Id, operation.UserId), cancellationToken).ConfigureAwait(false);
        Run? run = await transaction.FindAsync(new Filter<Run>().Equal(row => row.Id, operation.RunId), cancellationToken).ConfigureAwait(false);
        WriteBackSuspension suspension = new()
        {
            Kind = SuspensionKind.Person,
            Target = operation.UserId,
            Name = user?.Name ?? operation.UserId,
            Reason = "what was written was undone",
            By = $"run {run?.Number}",
            Since = _time.GetUtcNow(),
        };
        await transaction.SaveAsync([suspension], cancellationToken).ConfigureAwait(false);
    }
}

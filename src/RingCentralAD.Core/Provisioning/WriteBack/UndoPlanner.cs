using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Plans to give back what stood in a directory before a write-back run: the value before our first write, and only where the directory
/// still holds what that run wrote.
/// </summary>
public sealed class UndoPlanner
{
    private const int BatchSize = 500;
    private readonly IHubReader _hub;
    private readonly DirectoryEntry _entry;
    private readonly IDirectory _directory;
    private readonly TimeProvider _time;
    private readonly string _runId;
    private readonly Run _undone;
    private readonly Dictionary<string, Run?> _runs = new(StringComparer.Ordinal);

    /// <summary>Makes the planner.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="entry">The directory's row.</param>
    /// <param name="directory">The directory: it is asked what it holds now.</param>
    /// <param name="undone">The write-back run to undo.</param>
    /// <param name="runId">The run that undoes it.</param>
    /// <param name="time">The clock.</param>
    public UndoPlanner(IHubReader hub, DirectoryEntry entry, IDirectory directory, Run undone, string runId, TimeProvider time)
    {
        (_hub, _entry, _directory, _undone, _runId, _time) = (hub, entry, directory, undone, runId, time);
    }

    /// <summary>Plans.</summary>
    /// <param name="only">The people to plan for; null for all whom the run wrote.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WriteBackPlan> PlanAsync(IReadOnlySet<string>? only, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Operation> written = await _hub.ListAsync(
            new Filter<Operation>().Equal(row => row.RunId, _undone.Id).Equal(row => row.SystemId, _entry.Id).Equal(row => row.State, OperationState.Done), cancellationToken).ConfigureAwait(false);
        List<Operation> operations = [];
        List<WriteBackRecord> records = [];
        foreach (Operation[] batch in written.Where(done => done.Kind == OperationKind.WriteBack && (only is null || only.Contains(done.UserId))).Chunk(BatchSize))
        {
            string[] ids = [.. batch.Select(done => done.UserId)];
            Dictionary<string, HubUser> users = (await _hub.ListAsync(new Filter<HubUser>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false))
                .ToDictionary(user => user.Id, StringComparer.Ordinal);
            foreach (Operation done in batch)
            {
                List<AttributeChange> changes = [];
                await foreach (WriteBackRecord record in LookAsync(done, users.GetValueOrDefault(done.UserId), cancellationToken).ConfigureAwait(false))
                {
                    records.Add(record);
                    if (record.Action == WriteBackAction.Restore)
                    {
                        changes.Add(new AttributeChange(record.Attribute, record.Before, record.After));
                    }
                }

                if (changes.Count > 0)
                {
                    operations.Add(Restore(done, changes));
                }
            }
        }

        return new WriteBackPlan { Directory = _entry, Operations = operations, Records = records, Filled = records.Count };
    }

    private Operation Restore(Operation done, IReadOnlyList<AttributeChange> changes) => new()
    {
        Id = Ids.New(_time),
        RunId = _runId,
        SystemId = _entry.Id,
        UserId = done.UserId,
        Kind = OperationKind.UndoWriteBack,
        TargetKey = done.TargetKey,
        Changes = changes,
        State = OperationState.Planned,
        CreatedAt = _time.GetUtcNow(),
    };

    private async IAsyncEnumerable<WriteBackRecord> LookAsync(
        Operation done, HubUser? user, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AppUser? now = await _directory.FindUserAsync(done.TargetKey!, [.. done.Changes.Select(change => change.Attribute)], cancellationToken).ConfigureAwait(false);
        Dictionary<string, WriteBackOrigin> origins = await WriteBackOrigins.OfAsync(_hub, _entry.Id, done.TargetKey!, cancellationToken).ConfigureAwait(false);
        foreach (AttributeChange change in done.Changes)
        {
            WriteBackOrigin? origin = origins.GetValueOrDefault(change.Attribute);
            string? holds = now?.Attributes.Text(change.Attribute);
            string? before = origin is not null && origin.Written == change.After ? origin.Before : change.Before;
            string? why = now is null
                ? $"the entry no longer exists in {_entry.Name}"
                : await WhyNotAsync(change, holds, before, origin, cancellationToken).ConfigureAwait(false);
            yield return new WriteBackRecord
            {
                Action = why is null ? WriteBackAction.Restore : WriteBackAction.Left,
                Person = user?.Name ?? now?.Place ?? done.TargetKey!,
                Attribute = change.Attribute,
                Before = holds,
                After = before,
                Detail = why,
                HubUserId = done.UserId,
                Login = user?.Login,
                Department = user?.Department,
                Directory = _entry.Name,
                Key = done.TargetKey!,
                DistinguishedName = now?.Place ?? "",
            };
        }
    }

    private async Task<string?> WhyNotAsync(AttributeChange change, string? holds, string? before, WriteBackOrigin? origin, CancellationToken cancellationToken)
    {
        if (holds == change.After)
        {
            return holds == before ? "it holds what it held before" : null;
        }

        if (origin is not null && origin.RunId != _undone.Id && origin.Written == holds)
        {
            return await RunAsync(origin.RunId, cancellationToken).ConfigureAwait(false) is { Number: { } later }
                ? $"run {later} wrote it again: undo that one"
                : "a later run wrote it again";
        }

        return holds == before ? "it holds what it held before" : $"it holds '{holds}', which is not what run {_undone.Number} wrote";
    }

    private async Task<Run?> RunAsync(string id, CancellationToken cancellationToken)
    {
        if (!_runs.TryGetValue(id, out Run? run))
        {
            _runs[id] = run = await _hub.FindAsync(new Filter<Run>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false);
        }

        return run;
    }
}

using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Plans the write-back into one directory: people who have a RingCentral account, values that differ, never an empty one over a filled one
/// unless the mapping says clear, and nothing that hangs on a number which is temporary or not known yet.
/// </summary>
public sealed class WriteBackPlanner
{
    private const int BatchSize = 500;
    private readonly IHubReader _hub;
    private readonly DirectoryEntry _directory;
    private readonly MappingCatalog _mappings;
    private readonly TimeProvider _time;
    private readonly string _runId;
    private readonly Suspensions _suspensions;
    private readonly List<Operation> _operations = [];
    private readonly List<WriteBackRecord> _records = [];
    private readonly List<Operation> _refused = [];
    private WriteBackWords _words = null!;
    private int _filled;

    /// <summary>Makes the planner for one directory.</summary>
    public WriteBackPlanner(IHubReader hub, DirectoryEntry directory, MappingCatalog mappings, Suspensions suspensions, string runId, TimeProvider time)
    {
        _hub = hub;
        _suspensions = suspensions;
        _directory = directory;
        _mappings = mappings;
        _runId = runId;
        _time = time;
    }

    /// <summary>Plans.</summary>
    /// <param name="only">The people to plan for; null for everybody who has an account.</param>
    /// <param name="acceptGuard">A person has accepted what the guard would stop.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WriteBackPlan> PlanAsync(IReadOnlySet<string>? only, bool acceptGuard, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<CompiledMapping> mappings = _mappings.Outbound(MappingDirection.HubToAd, _directory.Id);
        foreach (CompiledMapping mapping in mappings)
        {
            WriteBackTargets.Check(mapping.Mapping.Target);
        }

        _words = await WriteBackWords.ReadAsync(_hub, _directory.Id, cancellationToken).ConfigureAwait(false);
        List<string> holders = [];
        await foreach (AppUserLink link in _hub.ReadAsync(
            new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId),
            cancellationToken).ConfigureAwait(false))
        {
            if (only is null || only.Contains(link.UserId!))
            {
                holders.Add(link.UserId!);
            }
        }

        MappingAsks asks = mappings.Aggregate(MappingAsks.None, (all, mapping) => all | mapping.Asks);
        HubSurroundings surroundings = await HubSurroundings.LoadAsync(_hub, _mappings.Names, asks, cancellationToken).ConfigureAwait(false);
        foreach (string[] ids in mappings.Count == 0 ? [] : holders.Chunk(BatchSize))
        {
            IReadOnlyList<HubUser> users = await _hub.ListAsync(new Filter<HubUser>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false);
            ILookup<string, AppUser> appUsers = (await _hub.ListAsync(new Filter<AppUser>().In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
                .ToLookup(user => user.UserId!, StringComparer.Ordinal);
            IReadOnlyDictionary<string, PersonSurroundings> seen = await surroundings.OfAsync(users, appUsers, cancellationToken).ConfigureAwait(false);
            foreach (HubUser user in users)
            {
                AppUser? entry = appUsers[user.Id].FirstOrDefault(app => app.SystemId == _directory.Id && app is { State: AppUserState.Present, InScope: true });
                AppUser? extension = appUsers[user.Id].FirstOrDefault(app => app.SystemId == Ids.RingCentral);
                if (entry is not null && extension is not null && user.Status != HubUserStatus.Deactivated)
                {
                    Plan(user, entry, extension, seen[user.Id], mappings);
                }
            }
        }

        string? stopped = acceptGuard ? null : await GuardAsync(cancellationToken).ConfigureAwait(false);
        return new WriteBackPlan { Directory = _directory, Operations = _operations, Records = _records, Refused = _refused, Filled = _filled, Stopped = stopped };
    }

    private void Plan(HubUser user, AppUser entry, AppUser extension, PersonSurroundings surroundings, IReadOnlyList<CompiledMapping> mappings)
    {
        List<AttributeChange> changes = [];
        MappingSubject subject = MappingSubject.Of(user, surroundings);
        foreach (CompiledMapping mapping in mappings)
        {
            string attribute = mapping.Mapping.Target;
            string? before = entry.Attributes.Text(attribute);
            if (before is not null)
            {
                _filled++;
            }

            if (Waits(user, entry, extension, mapping, before))
            {
                continue;
            }

            MappingResult result = mapping.Evaluate(subject);
            if (result.Error is { } error)
            {
                Record(WriteBackAction.Failed, user, entry, attribute, before, null, error.Message, error.Remedy, error.ErrorId);
                continue;
            }

            string? after = AttributeSet.Empty.With([new(attribute, result.Value)]).Text(attribute);
            if (string.IsNullOrWhiteSpace(after))
            {
                after = null;
                if (before is null || mapping.Mapping.WhenEmpty != EmptyValue.Clear)
                {
                    continue;
                }
            }

            if (string.Equals(before, after, StringComparison.Ordinal))
            {
                continue;
            }

            if (before is not null && _directory.Settings.WriteBackEmptyOnly)
            {
                Record(WriteBackAction.Left, user, entry, attribute, before, after, "the attribute is filled, and only empty ones are", null, null);
                continue;
            }

            changes.Add(new AttributeChange(attribute, before, after));
        }

        if (changes.Count > 0)
        {
            Plan(user, entry, changes);
        }
    }

    /// <summary>One person's changes, as a person's word on the same ones has it.</summary>
    private void Plan(HubUser user, AppUser entry, IReadOnlyList<AttributeChange> changes)
    {
        Operation planned = new()
        {
            Id = Ids.New(_time),
            RunId = _runId,
            SystemId = _directory.Id,
            UserId = user.Id,
            Kind = OperationKind.WriteBack,
            TargetKey = entry.Key,
            Changes = changes,
            State = OperationState.Planned,
            CreatedAt = _time.GetUtcNow(),
        };
        Operation? word = _words.Find(planned);
        if (word is not null && Word.IsDenied(word))
        {
            _refused.Add(word);
            foreach (AttributeChange change in changes)
            {
                Record(WriteBackAction.Held, user, entry, change.Attribute, change.Before, change.After, Word.Said(word.Reason), Word.Reversal, Word.Denied);
            }

            return;
        }

        _operations.Add(word is null ? planned : planned with { ErrorId = Word.Approved, Reason = word.Reason });
        foreach (AttributeChange change in changes)
        {
            WriteBackAction action = (change.Before, change.After) switch { (null, _) => WriteBackAction.Fill, (_, null) => WriteBackAction.Clear, _ => WriteBackAction.Replace };
            Record(action, user, entry, change.Attribute, change.Before, change.After, null, null, null);
        }
    }

    private bool Waits(HubUser user, AppUser entry, AppUser extension, CompiledMapping mapping, string? before)
    {
        bool hangsOnNumbers = mapping.Uses("user").Any(_mappings.ComesFromNumbers);
        if (_suspensions.Find(user.Id, extension.Attributes, hangsOnNumbers) is { } suspension)
        {
            Record(WriteBackAction.Held, user, entry, mapping.Mapping.Target, before, null, suspension.Describe(), "Resume-PhoneWriteBack ends it.", null);
            return true;
        }

        if (hangsOnNumbers && RingCentralNumbers.WaitReason(extension.Attributes) is { } reason)
        {
            Record(WriteBackAction.Held, user, entry, mapping.Mapping.Target, before, null, reason, "Nothing: it is written once the number is final.", null);
            return true;
        }

        return false;
    }

    private async Task<string?> GuardAsync(CancellationToken cancellationToken)
    {
        IReadOnlySet<(string, AttributeChange)> agreed = await AgreedWrites.ReadAsync(_hub, _directory.Id, cancellationToken).ConfigureAwait(false);
        int replaced = _operations.Where(static operation => !Word.IsApprovedItself(operation)).Sum(operation => operation.Changes.Count(change => change.Before is not null && !agreed.Contains((operation.UserId, change))));
        return await Hub.Guard.CheckAsync(_hub, RunKind.WriteBack, nameof(WriteBackAction.Replace), replaced, _filled, _time, cancellationToken).ConfigureAwait(false);
    }

    private void Record(WriteBackAction action, HubUser user, AppUser entry, string attribute, string? before, string? after, string? detail, string? remedy, string? errorId) =>
        _records.Add(new WriteBackRecord
        {
            Action = action,
            Person = user.Name,
            Attribute = attribute,
            Before = before,
            After = after,
            Detail = detail,
            Remedy = remedy,
            ErrorId = errorId,
            HubUserId = user.Id,
            Login = user.Login,
            Department = user.Department,
            Directory = _directory.Name,
            Key = entry.Key,
            DistinguishedName = entry.Place,
        });
}

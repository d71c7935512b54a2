using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Finds the hub user for every app user of a directory that has none: by mail or login (exact), by name with a second sign (partial),
/// or makes a new one. Runs after a complete read, so that of two people with one address neither is taken for the other.
/// </summary>
internal sealed class NewPeople
{
    private const int BatchSize = 1000;

    // The next command gets its first people soon.
    private const int FirstBatch = 250;

    private readonly IHubStore _hub;
    private readonly DirectoryEntry _entry;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;
    private readonly ImportRules _rules;
    private readonly RunLog _run;
    private readonly TimeProvider _time;

    public NewPeople(IHubStore hub, DirectoryEntry entry, ProfileBuilder builder, PersonUpdate update, ImportRules rules, RunLog run, TimeProvider time)
    {
        _hub = hub;
        _entry = entry;
        _builder = builder;
        _update = update;
        _rules = rules;
        _run = run;
        _time = time;
    }

    /// <summary>Matches them; emits each once it is stored. People who wait are emitted when they changed or are new here.</summary>
    /// <param name="changed">Keys whose row changed in this run.</param>
    /// <param name="only">Only these are to be matched; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> MatchAsync(IReadOnlySet<string> changed, IReadOnlySet<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> waiting = await WaitingAsync(changed, only, cancellationToken).ConfigureAwait(false);
        await ForgetAsync([.. waiting], only, cancellationToken).ConfigureAwait(false);
        KnownSigns? signs = waiting.Count > BatchSize ? new KnownSigns(_hub) : null;
        await foreach (Newcomers batch in BatchesAsync(waiting, cancellationToken).AheadAsync(1, cancellationToken).ConfigureAwait(false))
        {
            foreach (ImportRecord record in await MatchBatchAsync(batch, changed, signs, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    /// <summary>The people with what their profiles would be: read and reckoned while those before them are stored.</summary>
    private async IAsyncEnumerable<Newcomers> BatchesAsync(IReadOnlyCollection<string> waiting, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] keys in waiting.Take(FirstBatch).Chunk(FirstBatch).Concat(waiting.Skip(FirstBatch).Chunk(BatchSize)))
        {
            yield return await Newcomers.LoadAsync(_hub, _builder, _entry.Id, keys, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever is in scope and belongs to nobody: all who are enabled, and of the disabled, who are only told of, those who changed.</summary>
    private async Task<List<string>> WaitingAsync(IReadOnlySet<string> changed, IReadOnlySet<string>? only, CancellationToken cancellationToken)
    {
        List<string> waiting = [];
        await foreach (AppUserStanding person in _hub.ReadAsync(Unlinked().Equal(row => row.Enabled, true), cancellationToken).ConfigureAwait(false))
        {
            waiting.Add(person.Key);
        }

        foreach (string[] keys in changed.Chunk(BatchSize))
        {
            await foreach (AppUserStanding person in _hub.ReadAsync(Unlinked().Equal(row => row.Enabled, false).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
            {
                waiting.Add(person.Key);
            }
        }

        waiting.RemoveAll(key => only?.Contains(key) == false);
        return waiting;

        Filter<AppUserStanding> Unlinked() => new Filter<AppUserStanding>()
            .Equal(row => row.SystemId, _entry.Id)
            .Equal(row => row.State, AppUserState.Present)
            .Equal(row => row.InScope, true)
            .Equal(row => row.UserId, null)
            .AnyOrder();
    }

    /// <summary>Whoever waited for a word and has been disabled or has left the scope since waits no longer; what was denied stays so.</summary>
    private async Task ForgetAsync(HashSet<string> waiting, IReadOnlySet<string>? only, CancellationToken cancellationToken)
    {
        HubChanges changes = new(_time);
        await foreach (ImportMatch match in _hub.ReadAsync(new Filter<ImportMatch>().Equal(row => row.SystemId, _entry.Id), cancellationToken).ConfigureAwait(false))
        {
            if (!match.Denied && !waiting.Contains(match.Key) && only?.Contains(match.Key) != false)
            {
                changes.SettledMatches.Add((match.SystemId, match.Key));
                changes.Mend(ImportRecords.MatchProblem(match.SystemId, match.Key));
            }
        }

        if (changes.SettledMatches.Count > 0)
        {
            await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<ImportRecord>> MatchBatchAsync(
        Newcomers batch, IReadOnlySet<string> changed, KnownSigns? signs, CancellationToken cancellationToken)
    {
        if (signs is not null)
        {
            await signs.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }

        Matcher matcher = await Matcher.LoadAsync(_hub, _entry.Id, batch, signs, cancellationToken).ConfigureAwait(false);
        HubChanges changes = new(_time);
        List<ImportRecord> records = [];
        Dictionary<string, HubUser> before = new(StringComparer.Ordinal);
        foreach ((AppUser source, BuiltProfile profile) in batch.People)
        {
            ImportRecord? record = Decide(source, profile, matcher, before, changes);
            bool news = record?.Action switch
            {
                ImportAction.Held => changed.Contains(source.Key) || !matcher.WasWaiting(source.Key),
                ImportAction.Skipped => changed.Contains(source.Key),
                _ => true,
            };
            if (record is not null && news)
            {
                records.Add(record);
            }
        }

        await LoginClaims.SettleAsync(_hub, before, changes, _time, cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        records.RemoveAll(record => changes.Overtaken.Contains((_entry.Id, record.Key)));
        foreach (HubUser user in changes.Users.Values.Where(user => !before.ContainsKey(user.Id)))
        {
            signs?.Add(user);
        }

        records.ForEach(record => _run.Count(record.Action.ToString()));
        return [.. records.Select(record => Differing(record, before, changes))];
    }

    /// <summary>What a linked person's record tells of is what was stored.</summary>
    private static ImportRecord Differing(ImportRecord record, Dictionary<string, HubUser> before, HubChanges changes)
    {
        if (record.HubUserId is null || !before.TryGetValue(record.HubUserId, out HubUser? old))
        {
            return record;
        }

        HubUser now = changes.Users.GetValueOrDefault(old.Id, old);
        IReadOnlyList<AttributeChange> differences = AttributeSet.Differences(old.Profile, now.Profile);
        return record with { Login = now.Login, Changes = differences, Detail = string.Join("; ", differences) };
    }

    private ImportRecord? Decide(AppUser source, BuiltProfile profile, Matcher matcher, Dictionary<string, HubUser> before, HubChanges changes)
    {
        if (matcher.IsDenied(source.Key))
        {
            return null;
        }

        if (!source.Enabled)
        {
            if (matcher.WasWaiting(source.Key))
            {
                changes.SettledMatches.Add((source.SystemId, source.Key));
                changes.Mend(ProblemId(source));
            }

            return ImportRecords.Of(ImportAction.Skipped, profile.Values, source, _entry.Name, "new, but disabled in the directory");
        }

        if (profile.Problems.Count > 0)
        {
            ProfileProblem problem = profile.Problems[0];
            return Wait(source, profile, MatchKind.None, [], problem.Message, problem.Remedy, problem.ErrorId, problem.Attribute, matcher, changes);
        }

        Match match = matcher.Find(source, profile.Values);
        if (match.Kind == MatchKind.Ambiguous || !_rules.AutoConfirm.Contains(ConfirmOf(match.Kind)))
        {
            return Wait(
                source, profile, match.Kind, match.Candidates, match.Reason ?? $"{match.Kind} match waits for confirmation",
                match.Remedy ?? "Look at it with Get-ImportMatch, then Confirm-ImportMatch or Deny-ImportMatch.", "ImportMatchWaits", null, matcher, changes);
        }

        matcher.Take(profile.Values);
        if (matcher.WasWaiting(source.Key))
        {
            changes.SettledMatches.Add((source.SystemId, source.Key));
        }

        changes.Mend(ProblemId(source));
        return match.User is null ? Create(source, profile, changes) : Link(source, match.User, matcher, before, changes);
    }

    private ImportRecord Create(AppUser source, BuiltProfile profile, HubChanges changes)
    {
        DateTimeOffset now = _time.GetUtcNow();
        HubUser user = new()
        {
            Id = Ids.New(_time),
            Status = _rules.AutoActivate ? HubUserStatus.Active : HubUserStatus.Staged,
            Profile = profile.Values,
            CreatedAt = now,
            UpdatedAt = now,
        };
        changes.Users[user.Id] = user;
        changes.Owners.Add(new AppUserOwner(source.SystemId, source.Key, user.Id));
        changes.Touch(user.Id, _update.Systems);
        return ImportRecords.Of(ImportAction.Created, user, source, _entry.Name);
    }

    private ImportRecord Link(AppUser source, HubUser user, Matcher matcher, Dictionary<string, HubUser> before, HubChanges changes)
    {
        before[user.Id] = user;
        foreach (AppUser old in matcher.AppUsersOf(user.Id).Where(old => old.SystemId == source.SystemId))
        {
            changes.Link(old, null);
        }

        AppUser linked = source with { UserId = user.Id };
        changes.Link(source, user.Id);
        changes.Touch(user.Id, _update.Systems);
        AppUser[] all = [linked, .. matcher.AppUsersOf(user.Id).Where(other => other.SystemId != source.SystemId)];
        (HubUser updated, _) = _update.Apply(user, all, changes);
        return ImportRecords.Of(ImportAction.Linked, updated, source, _entry.Name);
    }

    private ImportRecord Wait(
        AppUser source, BuiltProfile profile, MatchKind kind, IReadOnlyList<string> candidates, string reason, string? remedy, string errorId, string? attribute, Matcher matcher, HubChanges changes)
    {
        DateTimeOffset since = matcher.WaitingSince(source.Key) ?? _time.GetUtcNow();
        ImportRecord record = ImportRecords.Of(ImportAction.Held, profile.Values, source, _entry.Name, reason, remedy);
        changes.Matches.Add(new ImportMatch
        {
            SystemId = source.SystemId,
            Key = source.Key,
            Person = record.Person,
            Email = record.Email,
            Kind = kind,
            Candidates = candidates,
            Reason = reason,
            FoundAt = since,
        });
        changes.Report(new Problem
        {
            Id = ProblemId(source),
            Stage = RunKind.Import,
            SystemId = source.SystemId,
            Key = source.Key,
            Person = record.Person,
            Attribute = attribute,
            ErrorId = errorId,
            Message = reason,
            Remedy = remedy,
            Since = since,
        });
        return record;
    }

    private static string ProblemId(AppUser source) => ImportRecords.MatchProblem(source.SystemId, source.Key);

    private static AutoConfirm ConfirmOf(MatchKind kind) => kind switch
    {
        MatchKind.Exact => AutoConfirm.Exact,
        MatchKind.Partial => AutoConfirm.Partial,
        _ => AutoConfirm.New,
    };
}

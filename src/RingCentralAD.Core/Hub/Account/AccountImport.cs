using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Imports RingCentral's people: finds the hub user of every extension that has none (exact by itself, the rest by a person's word),
/// and notes linked extensions that are gone. A confirmed match gives a direct assignment: the person was there before.
/// </summary>
public sealed class AccountImport
{
    private const int BatchSize = 250;
    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly TimeProvider _time;

    /// <summary>Makes the import.</summary>
    public AccountImport(IHubStore hub, IAccount account, TimeProvider time)
    {
        _hub = hub;
        _account = account;
        _time = time;
    }

    /// <summary>What the run did, in numbers; null before it ended.</summary>
    public RunSummary? Summary { get; private set; }

    /// <summary>Why the guard let no link end; null where it did, or none was to.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Imports people and, for those who are linked, numbers.</summary>
    /// <param name="request">What is asked for; <see cref="ImportRequest.BaseDn"/> means nothing here.</param>
    /// <param name="numbersOnly">Only numbers of linked people: no matching.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> RunAsync(
        ImportRequest request, bool numbersOnly, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RunLog run = await RunLog.BeginAsync(_hub, RunKind.AccountImport, Ids.RingCentral, request.Trial, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await foreach (ImportRecord record in run.HandAsync(PeopleAsync(request, numbersOnly, run, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private async IAsyncEnumerable<ImportRecord> PeopleAsync(ImportRequest request, bool numbersOnly, RunLog run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        run.CountRequestsOf(_account);
        AccountReplica replica = await AccountReplica.OpenAsync(_hub, _account, run, _time, cancellationToken).ConfigureAwait(false);
        await replica.RefreshAsync(request.Progress, cancellationToken).ConfigureAwait(false);
        if (!numbersOnly)
        {
            await foreach (ImportRecord record in MatchAsync(run, cancellationToken).ConfigureAwait(false))
            {
                run.Count(record.Action.ToString());
                yield return record;
            }

            foreach (ImportRecord record in await EndLinksAsync(replica.Gone, request.AcceptGuard, run, cancellationToken).ConfigureAwait(false))
            {
                run.Count(record.Action.ToString());
                yield return record;
            }
        }

        NumberReadBack numbers = new(_hub, _account, replica, run, _time);
        await foreach (ImportRecord record in numbers.ListAsync(request.Progress, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        await replica.ReckonAsync(cancellationToken).ConfigureAwait(false);
        Summary = run.Summary(request.Trial);
        await run.EndAsync(Stopped is null ? RunState.Completed : RunState.Held, Stopped).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the numbers of linked people back, as every cycle does: the whole account where that is little, due, or less than to ask for
    /// each; else those whose number is not final yet.
    /// </summary>
    /// <param name="request">What is asked for: all of them with <see cref="ImportRequest.Full"/>.</param>
    /// <param name="listed">The account's extensions were read a moment ago.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> ReadBackAsync(ImportRequest request, bool listed, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RunLog run = await RunLog.BeginAsync(_hub, RunKind.AccountImport, Ids.RingCentral, request.Trial, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await foreach (ImportRecord record in run.HandAsync(NumbersAsync(request, listed, run, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private async IAsyncEnumerable<ImportRecord> NumbersAsync(ImportRequest request, bool listed, RunLog run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AccountReplica replica = await AccountReplica.OpenAsync(_hub, _account, run, _time, cancellationToken).ConfigureAwait(false);
        NumberReadBack numbers = new(_hub, _account, replica, run, _time);
        IReadOnlyList<string>? some = request.Full ? null : await numbers.ChooseAsync(cancellationToken).ConfigureAwait(false);
        if (some is null && !listed)
        {
            await replica.RefreshAsync(request.Progress, cancellationToken).ConfigureAwait(false);
        }

        await foreach (ImportRecord record in (some is null ? numbers.ListAsync(request.Progress, cancellationToken) : numbers.AskAsync(some, request.Progress, cancellationToken)).ConfigureAwait(false))
        {
            yield return record;
        }

        await replica.ReckonAsync(cancellationToken).ConfigureAwait(false);
        Summary = run.Summary(request.Trial);
        await run.EndAsync(RunState.Completed).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ImportRecord> MatchAsync(RunLog run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ImportRules rules = await _hub.GetAsync<ImportRules>(cancellationToken).ConfigureAwait(false);
        ExclusionRules exclusions = await _hub.GetAsync<ExclusionRules>(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AppUser> waiting = await _hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).Equal(row => row.UserId, null),
            cancellationToken).ConfigureAwait(false);
        HashSet<string> carried = [.. waiting.Select(AccountMatches.HubId).OfType<string>()];
        foreach (AppUser[] batch in waiting.Where(extension => exclusions.Why(extension) is null).Chunk(BatchSize))
        {
            AccountMatches matches = await AccountMatches.LoadAsync(_hub, batch, carried, cancellationToken).ConfigureAwait(false);
            HubChanges changes = new(_time);
            List<ImportRecord> records = [];
            foreach (AppUser extension in batch.Where(extension => !matches.IsDenied(extension.Key)))
            {
                records.Add(Decide(extension, matches, rules, changes));
            }

            await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), run.Lease, cancellationToken).ConfigureAwait(false);
            foreach (ImportRecord record in records.Where(record => !changes.Overtaken.Contains((Ids.RingCentral, record.Key))))
            {
                yield return record;
            }
        }
    }

    private ImportRecord Decide(AppUser extension, AccountMatches matches, ImportRules rules, HubChanges changes)
    {
        Match match = matches.Find(extension);
        if (match is { Kind: MatchKind.Exact, User: { } user } && rules.AccountAutoConfirm.Contains(AutoConfirm.Exact))
        {
            AccountLinks.Confirm(extension, user, matches.IsAssigned(user.Id), changes, _time);
            changes.SettledMatches.Add((extension.SystemId, extension.Key));
            return ImportRecords.Of(ImportAction.Linked, user, extension, Ids.RingCentral) with { Detail = $"extension {extension.Attributes.Text("extensionNumber")}" };
        }

        string reason = match.Reason ?? (match.Kind == MatchKind.None ? "matches nobody in the hub" : $"{match.Kind} match waits for confirmation");
        changes.Matches.Add(new ImportMatch
        {
            SystemId = extension.SystemId,
            Key = extension.Key,
            Person = extension.Place,
            Email = extension.Attributes.Text("email"),
            Kind = match.Kind,
            Candidates = match.Candidates,
            Reason = reason,
            FoundAt = matches.WaitingSince(extension.Key) ?? _time.GetUtcNow(),
        });
        return ImportRecords.Of(
            ImportAction.Held, extension.Attributes, extension, Ids.RingCentral, reason,
            match.Candidates.Count == 0 ? "Nothing, if this is no person of yours; else correct the mail address on either side." : "Look at it with Get-ImportMatch, then Confirm-ImportMatch or Deny-ImportMatch.");
    }

    private async Task<IReadOnlyList<ImportRecord>> EndLinksAsync(IReadOnlyList<AppUser> gone, bool acceptGuard, RunLog run, CancellationToken cancellationToken)
    {
        AppUser[] linked = [.. gone.Where(user => user.UserId is not null)];
        Stopped = await GoneExtensions.EndLinksAsync(
            _hub, gone, RunKind.AccountImport, nameof(ImportAction.Deactivated), more: 0, acceptGuard, run, _time, cancellationToken).ConfigureAwait(false);
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, [.. linked.Select(user => user.UserId!)], cancellationToken).ConfigureAwait(false);
        List<ImportRecord> records = [];
        foreach (AppUser extension in gone)
        {
            if (extension.UserId is { } id && users.TryGetValue(id, out HubUser? user))
            {
                records.Add(ImportRecords.Of(Stopped is null ? ImportAction.Deactivated : ImportAction.Held, user, extension, Ids.RingCentral) with
                {
                    Detail = Stopped is null ? "the linked extension is gone from RingCentral" : "the linked extension is gone from RingCentral; the guard holds it",
                    Remedy = Stopped is null ? "It is made again only on your word: Approve-RcOperation." : "If this is right, run the import again with -AcceptGuard.",
                });
            }
        }

        return records;
    }
}

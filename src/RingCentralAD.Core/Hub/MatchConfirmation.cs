using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Carries out a person's word on an imported app user that waits.</summary>
public sealed class MatchConfirmation
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public MatchConfirmation(IHubStore hub, TimeProvider time)
    {
        _hub = hub;
        _time = time;
    }

    /// <summary>Links the app user to the named person, to the one candidate, or to a new one; looked at and stored in one transaction, whatever runs are under way.</summary>
    /// <exception cref="RingCentralAdException">MatchGone, MatchUndecided, MatchLinked, HubValueMissing, HubLoginTaken.</exception>
    public async Task<ImportRecord> ConfirmAsync(ImportMatch match, HubUser? user, bool asNew, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        ImportRecord? record = null;
        await _hub.WriteAsync(
            async transaction => record = await ConfirmAsync(transaction, match, user, asNew, cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        return record!;
    }

    /// <summary>The app user is left alone and not asked about again.</summary>
    /// <exception cref="RingCentralAdException">MatchLinked: it belongs to somebody by now.</exception>
    public Task DenyAsync(ImportMatch match, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        return _hub.WriteAsync(
            async transaction =>
            {
                await WaitingAsync(transaction, match, cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync([match with { Denied = true }], cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<Problem>().Equal(row => row.Id, ImportRecords.MatchProblem(match.SystemId, match.Key)), cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken);
    }

    private async Task<ImportRecord> ConfirmAsync(IHubTransaction hub, ImportMatch match, HubUser? user, bool asNew, CancellationToken cancellationToken)
    {
        AppUser source = await WaitingAsync(hub, match, cancellationToken).ConfigureAwait(false);
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(hub, _time, cancellationToken).ConfigureAwait(false);
        HubUser person = asNew ? await NewUserAsync(hub, source, builder, cancellationToken).ConfigureAwait(false)
            : await StoredAsync(hub, user?.Id ?? OneCandidate(match), match, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AppUser> others = await hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, person.Id), cancellationToken).ConfigureAwait(false);
        if (others.FirstOrDefault(other => other.SystemId == source.SystemId && other.State == AppUserState.Present) is { } linked)
        {
            throw new RingCentralAdException("MatchLinked", ErrorKind.Conflict, $"{person.Name} is linked to {linked.Place} there already.", "Name another person with -User.", match);
        }

        HubChanges changes = new(_time);
        foreach (AppUser gone in others.Where(other => other.SystemId == source.SystemId))
        {
            changes.Link(gone, null);
        }

        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        PersonUpdate update = new(builder, [Ids.RingCentral, .. directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)], _time);
        changes.Users[person.Id] = person;
        changes.Link(source, person.Id);
        if (source.SystemId == Ids.RingCentral)
        {
            bool assigned = await hub.CountAsync(new Filter<Assignment>().Equal(row => row.UserId, person.Id), cancellationToken).ConfigureAwait(false) > 0;
            AccountLinks.Confirm(source, person, assigned, changes, _time);
        }

        Dictionary<string, HubUser> before = new(StringComparer.Ordinal) { [person.Id] = person };
        (HubUser updated, _) = update.Apply(person, [source with { UserId = person.Id }, .. others.Where(other => other.SystemId != source.SystemId)], changes);
        changes.Users[person.Id] = updated;
        if (!asNew)
        {
            await LoginClaims.SettleAsync(hub, before, changes, _time, cancellationToken).ConfigureAwait(false);
        }

        updated = changes.Users[person.Id];
        changes.Touch(person.Id, update.Systems);
        changes.SettledMatches.Add((source.SystemId, source.Key));
        changes.Mend(ImportRecords.MatchProblem(source.SystemId, source.Key));
        await changes.SaveAsync(hub, cancellationToken).ConfigureAwait(false);
        string system = directories.FirstOrDefault(entry => entry.Id == source.SystemId)?.Name ?? source.SystemId;
        return ImportRecords.Of(asNew ? ImportAction.Created : ImportAction.Linked, updated, source, system) with { Changes = AttributeSet.Differences(person.Profile, updated.Profile) };
    }

    /// <summary>The app user as it is now; it must belong to nobody.</summary>
    private static async Task<AppUser> WaitingAsync(IHubReader hub, ImportMatch match, CancellationToken cancellationToken)
    {
        AppUser source = await hub.FindAsync(new Filter<AppUser>().Equal(row => row.SystemId, match.SystemId).Equal(row => row.Key, match.Key), cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("MatchGone", ErrorKind.NotFound, $"{match.Person} is no longer known.", "Import again.", match);
        return source.UserId is null ? source : throw new RingCentralAdException("MatchLinked", ErrorKind.Conflict, $"{match.Person} is linked already.", null, match);
    }

    private static async Task<HubUser> StoredAsync(IHubReader hub, string userId, ImportMatch match, CancellationToken cancellationToken) =>
        await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, userId), cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("MatchGone", ErrorKind.NotFound, $"The person for {match.Person} is no longer in the hub.", "Import again.", match);

    private static string OneCandidate(ImportMatch match) => match.Candidates.Count == 1 ? match.Candidates[0] : throw new RingCentralAdException(
        "MatchUndecided", ErrorKind.InvalidInput, $"{match.Person} has {Counted.Of(match.Candidates.Count, "candidate")}.", "Name the person with -User, or say -New.", match);

    private async Task<HubUser> NewUserAsync(IHubReader hub, AppUser source, ProfileBuilder builder, CancellationToken cancellationToken)
    {
        BuiltProfile built = builder.Build(AttributeSet.Empty, AttributeSet.Empty, [source]);
        if (built.Problems is [var problem, ..])
        {
            throw new RingCentralAdException(problem.ErrorId, ErrorKind.Data, $"{source.Place}: {problem.Message}", problem.Remedy, source);
        }

        string? login = MatchKey.Of(built.Values.Text("login"));
        if (login is not null && await hub.FindAsync(new Filter<HubUser>().Equal(row => row.LoginKey, login), cancellationToken).ConfigureAwait(false) is { } holder)
        {
            throw new RingCentralAdException(
                LoginClaims.Taken, ErrorKind.Conflict, $"{source.Place}: the login '{built.Values.Text("login")}' belongs to {holder.Name} already.",
                "If this is the same person, confirm the match with -User instead of -New. If not, give one of the two another address or user name, or this directory another user name format (Set-AdDirectory -UserNameFormat).", source);
        }

        ImportRules rules = await hub.GetAsync<ImportRules>(cancellationToken).ConfigureAwait(false);
        return new HubUser
        {
            Id = Ids.New(_time),
            Status = rules.AutoActivate ? HubUserStatus.Active : HubUserStatus.Staged,
            Profile = built.Values,
            CreatedAt = _time.GetUtcNow(),
            UpdatedAt = _time.GetUtcNow(),
        };
    }
}

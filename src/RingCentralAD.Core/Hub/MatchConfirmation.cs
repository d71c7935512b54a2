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

    /// <summary>Links the app user to the named person, to the one candidate, or to a new one.</summary>
    /// <exception cref="RingCentralAdException">MatchGone, MatchUndecided, MatchLinked, HubValueMissing.</exception>
    public async Task<ImportRecord> ConfirmAsync(ImportMatch match, HubUser? user, bool asNew, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        AppUser source = await _hub.FindAsync(new Filter<AppUser>().Equal(row => row.SystemId, match.SystemId).Equal(row => row.Key, match.Key), cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("MatchGone", ErrorKind.NotFound, $"{match.Person} is no longer known.", "Import again.", match);
        if (source.UserId is not null)
        {
            throw new RingCentralAdException("MatchLinked", ErrorKind.Conflict, $"{match.Person} is linked already.", null, match);
        }

        ProfileBuilder builder = await ProfileBuilder.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        HubUser person = asNew ? NewUser(source, builder) : user ?? await OneCandidateAsync(match, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AppUser> others = await _hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, person.Id), cancellationToken).ConfigureAwait(false);
        if (others.FirstOrDefault(other => other.SystemId == source.SystemId && other.State == AppUserState.Present) is { } linked)
        {
            throw new RingCentralAdException("MatchLinked", ErrorKind.Conflict, $"{person.Name} is linked to {linked.Place} there already.", "Name another person with -User.", match);
        }

        HubChanges changes = new(_time);
        foreach (AppUser gone in others.Where(other => other.SystemId == source.SystemId))
        {
            changes.AppUsers[(gone.SystemId, gone.Key)] = gone with { UserId = null };
        }

        IReadOnlyList<DirectoryEntry> directories = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        PersonUpdate update = new(builder, [Ids.RingCentral, .. directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)], _time);
        AppUser mine = source with { UserId = person.Id };
        changes.Users[person.Id] = person;
        changes.AppUsers[(source.SystemId, source.Key)] = mine;
        if (source.SystemId == Ids.RingCentral)
        {
            bool assigned = await _hub.CountAsync(new Filter<Assignment>().Equal(row => row.UserId, person.Id), cancellationToken).ConfigureAwait(false) > 0;
            AccountLinks.Confirm(source, person, assigned, changes, _time);
        }

        Dictionary<string, HubUser> before = new(StringComparer.Ordinal) { [person.Id] = person };
        update.Apply(person, [mine, .. others.Where(other => other.SystemId != source.SystemId)], changes);
        if (!asNew)
        {
            await LoginClaims.SettleAsync(_hub, before, changes, _time, cancellationToken).ConfigureAwait(false);
        }

        HubUser updated = changes.Users[person.Id];
        IReadOnlyList<AttributeChange> differences = AttributeSet.Differences(person.Profile, updated.Profile);
        changes.Touch(person.Id, update.Systems);
        changes.SettledMatches.Add((source.SystemId, source.Key));
        changes.Mend(ImportRecords.MatchProblem(source.SystemId, source.Key));
        await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), null, cancellationToken).ConfigureAwait(false);
        string system = directories.FirstOrDefault(entry => entry.Id == source.SystemId)?.Name ?? source.SystemId;
        return ImportRecords.Of(asNew ? ImportAction.Created : ImportAction.Linked, updated, source, system) with { Changes = differences };
    }

    /// <summary>The app user is left alone and not asked about again.</summary>
    public Task DenyAsync(ImportMatch match, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        return _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([match with { Denied = true }], cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<Problem>().Equal(row => row.Id, ImportRecords.MatchProblem(match.SystemId, match.Key)), cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken);
    }

    private async Task<HubUser> OneCandidateAsync(ImportMatch match, CancellationToken cancellationToken) => match.Candidates.Count == 1
        ? await _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, match.Candidates[0]), cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException("MatchGone", ErrorKind.NotFound, $"The candidate for {match.Person} is no longer in the hub.", "Import again.", match)
        : throw new RingCentralAdException(
            "MatchUndecided", ErrorKind.InvalidInput, $"{match.Person} has {match.Candidates.Count} candidates.", "Name the person with -User, or say -New.", match);

    private HubUser NewUser(AppUser source, ProfileBuilder builder)
    {
        BuiltProfile built = builder.Build(AttributeSet.Empty, AttributeSet.Empty, [source]);
        if (built.Problems is [var problem, ..])
        {
            throw new RingCentralAdException(problem.ErrorId, ErrorKind.Data, $"{source.Place}: {problem.Message}", problem.Remedy, source);
        }

        return new HubUser { Id = Ids.New(_time), Status = HubUserStatus.Active, Profile = built.Values, CreatedAt = _time.GetUtcNow(), UpdatedAt = _time.GetUtcNow() };
    }
}

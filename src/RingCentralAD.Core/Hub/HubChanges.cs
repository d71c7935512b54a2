using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What one batch of an import or run writes: gathered first, saved in one transaction.</summary>
internal sealed class HubChanges
{
    /// <summary>How the ids of problems with one value of one person begin.</summary>
    public const string ValueProblem = "value:";

    private readonly TimeProvider _time;
    private readonly List<string> _mended = [];
    private readonly Dictionary<string, Problem> _known = new(StringComparer.Ordinal);

    public HubChanges(TimeProvider time) => _time = time;

    public Dictionary<string, HubUser> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>App users as they are to be stored. Whom they belong to is not said by them: that stays as it is stored then, unless it is said by <see cref="Link"/>.</summary>
    public Dictionary<(string System, string Key), AppUser> AppUsers { get; } = [];

    /// <summary>What is said of whom app users belong to: who they belonged to when they were read.</summary>
    internal Dictionary<(string System, string Key), string?> Links { get; } = [];

    /// <summary>App users who came to belong to somebody while this was reckoned: what was to become of them is not stored.</summary>
    public HashSet<(string System, string Key)> Overtaken { get; } = [];

    /// <summary>App users that come to belong to somebody and stay as they are.</summary>
    public List<AppUserOwner> Owners { get; } = [];

    public List<TouchedMark> Touched { get; } = [];

    private readonly List<Problem> _problems = [];

    private readonly Dictionary<string, HubUser> _read = new(StringComparer.Ordinal);

    public List<ImportMatch> Matches { get; } = [];

    public List<Assignment> Assignments { get; } = [];

    public List<(string System, string Key)> SettledMatches { get; } = [];

    /// <summary>Users whose direct assignments and local memberships end.</summary>
    public List<string> Ended { get; } = [];

    /// <summary>Users whose values were reckoned without their surroundings: the next look at those takes them up.</summary>
    public List<string> Unseen { get; } = [];

    /// <summary>What was seen of people's surroundings.</summary>
    public List<SeenSurroundings> Seen { get; } = [];

    /// <summary>Notes how a hub user is to be stored. What a person does by hand until then stays as they did it.</summary>
    /// <param name="read">The row as it was read; the first one counts.</param>
    /// <param name="changed">The row as it is to be.</param>
    public void Change(HubUser read, HubUser changed)
    {
        _read.TryAdd(read.Id, read);
        Users[changed.Id] = changed;
    }

    /// <summary>Says whom an app user is to belong to; somebody else's word meanwhile stands.</summary>
    /// <param name="read">The app user as it was read.</param>
    /// <param name="userId">The hub user; null for nobody.</param>
    public void Link(AppUser read, string? userId)
    {
        AppUsers[(read.SystemId, read.Key)] = read with { UserId = userId };
        Links[(read.SystemId, read.Key)] = read.UserId;
    }

    /// <summary>Nothing is stored of this person, nor for them.</summary>
    internal void Drop(string userId)
    {
        Users.Remove(userId);
        Touched.RemoveAll(mark => mark.UserId == userId);
        Assignments.RemoveAll(assignment => assignment.UserId == userId);
        Unseen.Remove(userId);
        Seen.RemoveAll(seen => seen.UserId == userId);
        _problems.RemoveAll(problem => problem.UserId == userId);
    }

    /// <summary>The app user does not wait.</summary>
    internal void DropMatch((string System, string Key) key)
    {
        Matches.RemoveAll(match => match.SystemId == key.System && match.Key == key.Key);
        _problems.RemoveAll(problem => problem.Id == ImportRecords.MatchProblem(key.System, key.Key));
    }

    public void Touch(string userId, IEnumerable<string> systems) =>
        Touched.AddRange(systems.Select(system => new TouchedMark(system, userId, Ids.New(_time))));

    /// <summary>Reads the problems that these people had so far, so that what is mended can be taken away and the rest keeps its date.</summary>
    public async Task KnowProblemsAsync(IHubReader hub, IReadOnlyCollection<string> userIds, CancellationToken cancellationToken)
    {
        if (userIds.Count > 0)
        {
            await foreach (Problem problem in hub.ReadAsync(new Filter<Problem>().In<string?>(row => row.UserId, [.. userIds]), cancellationToken).ConfigureAwait(false))
            {
                _known[problem.Id] = problem;
            }
        }
    }

    /// <summary>Notes a problem; one that was known keeps the time since when it stands. True where it says something new.</summary>
    public bool Report(Problem problem)
    {
        _mended.Remove(problem.Id);
        Problem? known = _known.GetValueOrDefault(problem.Id);
        if (known?.Message == problem.Message)
        {
            return false;
        }

        _problems.Add(known is null ? problem : problem with { Since = known.Since });
        return true;
    }

    /// <summary>Takes a problem away that was known.</summary>
    public void MendKnown(string problemId)
    {
        if (_known.ContainsKey(problemId))
        {
            _mended.Add(problemId);
        }
    }

    /// <summary>Takes away what was known of the person's values and no longer shows.</summary>
    public void MendOthers(string userId, IEnumerable<string> current) =>
        _mended.AddRange(_known.Values
            .Where(problem => problem.UserId == userId && problem.Id.StartsWith(ValueProblem, StringComparison.Ordinal))
            .Select(problem => problem.Id)
            .Except(current, StringComparer.Ordinal));

    /// <summary>Whether a problem is to be noted or taken away.</summary>
    public bool HasProblems => _problems.Count + _mended.Count > 0;

    public void Mend(string problemId) => _mended.Add(problemId);

    public async Task SaveAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        await KeepMeanwhileAsync(transaction, cancellationToken).ConfigureAwait(false);
        await MeanwhileLinks.KeepAsync(transaction, this, cancellationToken).ConfigureAwait(false);
        await Save(Users.Values).ConfigureAwait(false);
        await GroupRuleBasis.MarkAsync(transaction, Users.Keys, _time, cancellationToken).ConfigureAwait(false);
        await Save(AppUsers.Values).ConfigureAwait(false);
        await Save(Owners).ConfigureAwait(false);
        await Save(Touched).ConfigureAwait(false);
        if (Unseen.Count > 0)
        {
            await transaction.RemoveAsync(new Filter<SeenSurroundings>().Equal(row => row.SystemId, "").In(row => row.UserId, Unseen), cancellationToken).ConfigureAwait(false);
        }

        await Save(Seen).ConfigureAwait(false);
        if (_mended.Count > 0)
        {
            await transaction.RemoveAsync(new Filter<Problem>().In(row => row.Id, _mended), cancellationToken).ConfigureAwait(false);
        }

        await Save(_problems).ConfigureAwait(false);
        await Save(Matches).ConfigureAwait(false);
        await Save(Assignments).ConfigureAwait(false);
        foreach (IGrouping<string, (string System, string Key)> system in SettledMatches.GroupBy(match => match.System))
        {
            await transaction.RemoveAsync(
                new Filter<ImportMatch>().Equal(row => row.SystemId, system.Key).In(row => row.Key, [.. system.Select(match => match.Key)]),
                cancellationToken).ConfigureAwait(false);
        }

        if (Ended.Count > 0)
        {
            await transaction.RemoveAsync(new Filter<Assignment>().In<string?>(row => row.UserId, [.. Ended]), cancellationToken).ConfigureAwait(false);
            await transaction.RemoveAsync(new Filter<LocalMember>().In(row => row.UserId, Ended), cancellationToken).ConfigureAwait(false);
        }

        async Task Save<T>(IReadOnlyCollection<T> rows)
            where T : class, IHubRow
        {
            if (rows.Count > 0)
            {
                await transaction.SaveAsync(rows, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task KeepMeanwhileAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        if (_read.Count == 0)
        {
            return;
        }

        HashSet<string> removed = new(_read.Keys, StringComparer.Ordinal);
        foreach (HubUser now in await transaction.ListAsync(new Filter<HubUser>().In(row => row.Id, _read.Keys), cancellationToken).ConfigureAwait(false))
        {
            Users[now.Id] = Meanwhile.Keep(_read[now.Id], now, Users[now.Id]);
            removed.Remove(now.Id);
        }

        // Whoever was erased stays so.
        foreach (string userId in removed)
        {
            Drop(userId);
        }
    }
}

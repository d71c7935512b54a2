using System.Runtime.CompilerServices;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>One person whose hub values changed by reckoning.</summary>
/// <param name="User">As they now are.</param>
/// <param name="AppUsers">Their app users.</param>
/// <param name="Changes">What changed.</param>
internal sealed record Reckoned(HubUser User, IReadOnlyList<AppUser> AppUsers, IReadOnlyList<AttributeChange> Changes);

/// <summary>
/// Reckons hub values again from the stored app users, for those whom a change concerns that no app user shows: everybody after a change of
/// schema, mappings or masters; those whose groups, manager or assistant changed, where mappings ask for these; those whose login was taken.
/// </summary>
internal sealed class Reckoning
{
    private const int BatchSize = 500;

    // A manager's value may hang on the manager's manager; circles end here and go on in the next run.
    private const int Rounds = 8;

    private readonly IHubStore _hub;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;
    private readonly RunLog _run;
    private readonly TimeProvider _time;

    public Reckoning(IHubStore hub, ProfileBuilder builder, PersonUpdate update, RunLog run, TimeProvider time)
    {
        _hub = hub;
        _builder = builder;
        _update = update;
        _run = run;
        _time = time;
    }

    /// <summary>Reads what a reckoning needs.</summary>
    public static async Task<Reckoning> LoadAsync(IHubStore hub, RunLog run, TimeProvider time, CancellationToken cancellationToken)
    {
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        string[] targets = [Ids.RingCentral, .. builder.Directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)];
        return new Reckoning(hub, builder, new PersonUpdate(builder, targets, time), run, time);
    }

    /// <summary>Reckons values, then memberships by rule, which hang on them; gives each person whose values changed once that is stored.</summary>
    public async IAsyncEnumerable<Reckoned> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        InboundBasis basis = InboundBasis.Of(_builder);
        bool everybody = !basis.Equals(await _hub.FindSettingAsync<InboundBasis>(cancellationToken).ConfigureAwait(false));
        bool again = true;
        for (int round = 0; again && round < Rounds; round++)
        {
            again = false;
            await foreach (Reckoned person in RoundAsync(everybody, cancellationToken).ConfigureAwait(false))
            {
                again |= _builder.Asks.HasFlag(MappingAsks.People);
                yield return person;
            }

            int moved = await new RuleMembers(_hub, _run, _time).RunAsync(cancellationToken).CountAsync(change => change.Action != GroupChangeAction.Stays, cancellationToken).ConfigureAwait(false);
            again |= moved > 0 && _builder.Asks.HasFlag(MappingAsks.Groups);
            if (everybody)
            {
                await _hub.WriteAsync(transaction => transaction.SetAsync(basis, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
                everybody = false;
            }
        }
    }

    /// <summary>The same, for callers who do not tell each person.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) => await RunAsync(cancellationToken).CountAsync(cancellationToken).ConfigureAwait(false);

    private async IAsyncEnumerable<Reckoned> RoundAsync(bool everybody, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> stuck = await StuckAsync(cancellationToken).ConfigureAwait(false);
        bool looksAround = everybody || _builder.Asks != MappingAsks.None;
        if (!looksAround && stuck.Count == 0)
        {
            yield break;
        }

        HubSurroundings surroundings = await HubSurroundings.LoadAsync(_hub, _builder.Mappings.Names, _builder.Asks, cancellationToken).ConfigureAwait(false);
        foreach (string[] ids in (looksAround ? await People.LinkedAsync(_hub, cancellationToken).ConfigureAwait(false) : stuck).Chunk(BatchSize))
        {
            foreach (Reckoned person in await BatchAsync(ids, everybody ? null : stuck, surroundings, cancellationToken).ConfigureAwait(false))
            {
                yield return person;
            }
        }
    }

    /// <param name="ids">The people to look at.</param>
    /// <param name="always">Who is reckoned even if their surroundings are as they were; null for everybody.</param>
    /// <param name="surroundings">Where surroundings come from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task<List<Reckoned>> BatchAsync(string[] ids, HashSet<string>? always, HubSurroundings surroundings, CancellationToken cancellationToken)
    {
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, PersonSurroundings> seen = await surroundings.OfAsync(users.Values, appUsers, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> before = _builder.Asks == MappingAsks.None ? [] : (await _hub.ListAsync(
            new Filter<SeenSurroundings>().Equal(row => row.SystemId, "").In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            .ToDictionary(row => row.UserId, row => row.Fingerprint, StringComparer.Ordinal);
        HubChanges changes = new(_time);
        await changes.KnowProblemsAsync(_hub, users.Keys, cancellationToken).ConfigureAwait(false);
        foreach (HubUser user in users.Values)
        {
            string? fingerprint = _builder.Asks == MappingAsks.None ? null : SurroundingsFingerprint.Of(seen[user.Id], _builder.Asks);
            bool changed = fingerprint is not null && before.GetValueOrDefault(user.Id) != fingerprint;
            AppUser[] own = [.. appUsers[user.Id]];
            if ((changed || always is null || always.Contains(user.Id)) && !_builder.IsKept(own))
            {
                _update.Apply(user, own, changes, seen[user.Id]);
            }

            if (changed)
            {
                changes.Seen.Add(new SeenSurroundings("", user.Id, fingerprint!));
            }
        }

        await LoginClaims.SettleAsync(_hub, users, changes, _time, cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        return
        [
            .. from user in changes.Users.Values
               let differences = AttributeSet.Differences(users[user.Id].Profile, user.Profile)
               where differences.Count > 0
               select new Reckoned(user, [.. appUsers[user.Id]], differences),
        ];
    }

    private async Task<HashSet<string>> StuckAsync(CancellationToken cancellationToken) =>
        [.. (await _hub.ListAsync(new Filter<Problem>().Equal(row => row.ErrorId, LoginClaims.Taken), cancellationToken).ConfigureAwait(false)).Select(problem => problem.UserId).OfType<string>()];
}

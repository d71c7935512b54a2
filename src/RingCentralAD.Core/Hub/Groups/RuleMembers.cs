using System.Runtime.CompilerServices;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Reckons who is in the groups by rule: for the people who changed, and for everybody after a change of a rule or of the schema. Whoever a
/// rule fails for keeps the last membership and is listed. Deactivated people are in no such group.
/// </summary>
internal sealed class RuleMembers
{
    /// <summary>The error of a person for whom a rule fails.</summary>
    public const string Failed = "GroupRuleFailed";

    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly RunLog _run;
    private readonly TimeProvider _time;

    public RuleMembers(IHubStore hub, RunLog run, TimeProvider time) => (_hub, _run, _time) = (hub, run, time);

    /// <summary>Reckons; gives each person who joins, leaves or newly fails, once that is stored.</summary>
    public async IAsyncEnumerable<HubGroupChange> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GroupRuleBasis before = await _hub.GetAsync<GroupRuleBasis>(cancellationToken).ConfigureAwait(false);
        if (!before.Any)
        {
            yield break;
        }

        IReadOnlyList<HubAttribute> attributes = await _hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<HubGroup> groups = await _hub.ListAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Rule), cancellationToken).ConfigureAwait(false);
        GroupRule[] rules = [.. groups.Select(group => new GroupRule(group, attributes, _time))];
        MappingAsks asks = rules.Aggregate(MappingAsks.None, (sum, rule) => sum | rule.Asks);
        SystemNames names = new(attributes, await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false));
        HubSurroundings surroundings = await HubSurroundings.LoadAsync(_hub, names, asks, static group => group.Kind != HubGroupKind.Rule, cancellationToken).ConfigureAwait(false);
        await SurroundingsMarks.TouchAsync(_hub, surroundings, asks, Ids.GroupRules, _run, _time, cancellationToken).ConfigureAwait(false);

        IReadOnlyList<TouchedMark> marks = await _hub.ListAsync(new Filter<TouchedMark>().Equal(row => row.SystemId, Ids.GroupRules), cancellationToken).ConfigureAwait(false);
        string hash = GroupRuleBasis.HashOf(groups, attributes);
        bool everybody = before.Hash != hash;
        ILookup<string, TouchedMark> marked = marks.ToLookup(mark => mark.UserId, StringComparer.Ordinal);
        foreach (string[] ids in (await PeopleAsync(everybody, marked, cancellationToken).ConfigureAwait(false)).Chunk(BatchSize))
        {
            foreach (HubGroupChange change in await BatchAsync(ids, rules, surroundings, [.. ids.SelectMany(id => marked[id])], cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }

        if (everybody)
        {
            await _hub.WriteAsync(transaction => transaction.SetAsync(before with { Any = rules.Length > 0, Hash = hash }, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyCollection<string>> PeopleAsync(bool everybody, ILookup<string, TouchedMark> marked, CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(marked.Select(mark => mark.Key), StringComparer.Ordinal);
        if (everybody)
        {
            await foreach (HubUserStanding user in _hub.ReadAsync<HubUserStanding>(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                ids.Add(user.Id);
            }
        }

        return ids;
    }

    private async Task<List<HubGroupChange>> BatchAsync(
        string[] ids, GroupRule[] rules, HubSurroundings surroundings, TouchedMark[] marks, CancellationToken cancellationToken)
    {
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, rules.Any(rule => rule.Asks != MappingAsks.None) ? ids : [], cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, PersonSurroundings> seen = await surroundings.OfAsync(users.Values, appUsers, cancellationToken).ConfigureAwait(false);
        HashSet<LocalMember> members = [.. await _hub.ListAsync(new Filter<LocalMember>().In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false)];
        HubChanges changes = new(_time);
        await changes.KnowProblemsAsync(_hub, users.Keys, cancellationToken).ConfigureAwait(false);
        List<HubGroupChange> records = [];
        List<LocalMember> joining = [];
        List<LocalMember> leaving = [];
        foreach (HubUser user in users.Values)
        {
            foreach (GroupRule rule in rules)
            {
                LocalMember member = new(rule.Group.Id, user.Id);
                RingCentralAdException? error = null;
                bool? holds = user.Status == HubUserStatus.Deactivated ? false : rule.Holds(MappingSubject.Of(user, seen[user.Id]), out error);
                if (holds is null)
                {
                    if (changes.Report(ProblemOf(rule.Group, user, error!)))
                    {
                        records.Add(HubGroupChange.Of(GroupChangeAction.Stays, rule.Group, user) with
                        {
                            Detail = $"the rule fails, so the person stays {(members.Contains(member) ? "in" : "out")}: {error!.Message}", Remedy = error.Remedy,
                        });
                    }

                    continue;
                }

                changes.MendKnown(ProblemId(rule.Group, user));
                if (holds == members.Contains(member))
                {
                    continue;
                }

                (holds == true ? joining : leaving).Add(member);
                records.Add(HubGroupChange.Of(holds == true ? GroupChangeAction.Joins : GroupChangeAction.Leaves, rule.Group, user));
            }
        }

        if (joining.Count + leaving.Count + marks.Length > 0 || changes.HasProblems)
        {
            await _hub.WriteAsync(
                async transaction =>
                {
                    await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
                    if (joining.Count > 0)
                    {
                        await transaction.SaveAsync(joining, cancellationToken).ConfigureAwait(false);
                    }

                    foreach (IGrouping<string, LocalMember> group in leaving.GroupBy(member => member.GroupId))
                    {
                        await transaction.RemoveAsync(
                            new Filter<LocalMember>().Equal(row => row.GroupId, group.Key).In(row => row.UserId, [.. group.Select(member => member.UserId)]), cancellationToken).ConfigureAwait(false);
                    }

                    await transaction.RemoveAsync(
                        new Filter<TouchedMark>().Equal(row => row.SystemId, Ids.GroupRules).In(row => row.Revision, [.. marks.Select(mark => mark.Revision)]), cancellationToken).ConfigureAwait(false);
                },
                _run.Lease,
                cancellationToken).ConfigureAwait(false);
        }

        return records;
    }

    private Problem ProblemOf(HubGroup group, HubUser user, RingCentralAdException error) => new()
    {
        Id = ProblemId(group, user),
        Stage = RunKind.Import,
        SystemId = "",
        UserId = user.Id,
        Person = user.Name,
        ErrorId = Failed,
        Message = $"The rule of the group {group.Name} fails for this person, whose last membership stays: {error.Message}",
        Remedy = error.Remedy ?? $"Correct the rule with Set-HubGroup '{group.Name}' -Rule, or the person's values.",
        Since = _time.GetUtcNow(),
    };

    /// <summary>How the ids of problems with a group's rule begin.</summary>
    internal static string ProblemsOf(string groupId) => $"rule:{groupId}:";

    private static string ProblemId(HubGroup group, HubUser user) => ProblemsOf(group.Id) + user.Id;
}

using System.Runtime.CompilerServices;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Makes, changes and removes groups of the hub. What a directory or a rule fills is refused to be filled by hand, by name.</summary>
public sealed class GroupEditor
{
    private readonly IHubStore _hub;
    private readonly bool _trial;
    private readonly TimeProvider _time;

    /// <summary>Makes the editor.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="trial">The hub is a trial.</param>
    /// <param name="time">The clock.</param>
    public GroupEditor(IHubStore hub, bool trial, TimeProvider time) => (_hub, _trial, _time) = (hub, trial, time);

    /// <summary>Refuses a group that is not the hub's own: <c>HubGroupImported</c>, <c>HubGroupBuiltIn</c>.</summary>
    public async Task CheckOwnAsync(HubGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Kind == HubGroupKind.Imported)
        {
            string from = (await MasterNames.LoadAsync(_hub, cancellationToken).ConfigureAwait(false)).NameOf(group.SystemId);
            throw new RingCentralAdException(
                "HubGroupImported", ErrorKind.InvalidInput, $"The group {group.Name} comes from {from} ({group.Place}): the hub only reads it.",
                $"Change it in {from}; the next import brings it. A group of the hub's own is made with New-HubGroup.", group.Name);
        }

        if (group.Kind == HubGroupKind.Everyone)
        {
            throw new RingCentralAdException(
                "HubGroupBuiltIn", ErrorKind.InvalidInput, $"The group {group.Name} is built in: all active people are in it, and nobody else.",
                "Make a group with New-HubGroup for fewer people.", group.Name);
        }
    }

    /// <summary>Refuses a group whose members are not put in by hand: the same, and <c>HubGroupByRule</c>.</summary>
    public async Task CheckLocalAsync(HubGroup group, CancellationToken cancellationToken = default)
    {
        await CheckOwnAsync(group, cancellationToken).ConfigureAwait(false);
        if (group.Kind == HubGroupKind.Rule)
        {
            throw new RingCentralAdException(
                "HubGroupByRule", ErrorKind.InvalidInput, $"The members of {group.Name} are those for whom its rule holds: {group.Rule}",
                $"Change the rule with Set-HubGroup '{group.Name}' -Rule.", group.Name);
        }
    }

    /// <summary>Refuses a name that another group has, and a rule that can never work; gives what to warn of.</summary>
    /// <exception cref="RingCentralAdException">HubGroupExists, GroupRuleNotBoolean, ExpressionSyntax …</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(HubGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        IReadOnlyList<HubGroup> same = await _hub.ListAsync(new Filter<HubGroup>().Equal(row => row.NameKey, group.NameKey), cancellationToken).ConfigureAwait(false);
        if (same.FirstOrDefault(other => other.Id != group.Id && other.State == AppUserState.Present) is { } there)
        {
            throw new RingCentralAdException(
                "HubGroupExists", ErrorKind.Conflict, $"The hub has a group '{there.Name}' already ({there.Kind}).", "Choose another name.", group.Name);
        }

        return group.Rule is null ? [] : GroupRule.Check(group, await _hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Stores a group; where it has a rule, reckons at once who is in it, and gives who joins, leaves or fails.</summary>
    public async IAsyncEnumerable<HubGroupChange> SaveAsync(HubGroup group, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Rule is null)
        {
            await _hub.WriteAsync(transaction => transaction.SaveAsync([group], cancellationToken), null, cancellationToken).ConfigureAwait(false);
            yield break;
        }

        RunLog run = await RunLog.BeginAsync(_hub, RunKind.Import, "", _trial, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await _hub.WriteAsync(
                transaction => SaveAsync(transaction, [group], cancellationToken),
                run.Lease,
                cancellationToken).ConfigureAwait(false);
            await foreach (HubGroupChange change in new RuleMembers(_hub, run, _time).RunAsync(cancellationToken).ConfigureAwait(false))
            {
                run.Count(change.Action.ToString());
                yield return change;
            }

            await run.EndAsync(RunState.Completed).ConfigureAwait(false);
        }
    }

    /// <summary>Puts a person into a local group; false where they are in it already. Deactivated people are refused: <c>HubUserDeactivated</c>.</summary>
    public async Task<bool> AddAsync(HubGroup group, HubUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        bool added = false;
        await _hub.WriteAsync(
            async transaction =>
            {
                HubUser? now = await transaction.FindAsync(new Filter<HubUser>().Equal(row => row.Id, user.Id), cancellationToken).ConfigureAwait(false);
                if (now is null or { Status: HubUserStatus.Deactivated })
                {
                    throw new RingCentralAdException(
                        "HubUserDeactivated", ErrorKind.Conflict, $"{user.Name} ({user.Login}) is deactivated: local memberships end with a deactivation.",
                        $"Enable-HubUser {user.Login} first.", user.Login);
                }

                added = await transaction.CountAsync(Member(group, user), cancellationToken).ConfigureAwait(false) == 0;
                await transaction.SaveAsync([new LocalMember(group.Id, user.Id)], cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return added;
    }

    /// <summary>Takes a person out of a local group; false where they were not in it.</summary>
    public async Task<bool> RemoveAsync(HubGroup group, HubUser user, CancellationToken cancellationToken = default)
    {
        int removed = 0;
        await _hub.WriteAsync(async transaction => removed = await transaction.RemoveAsync(Member(group, user), cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        return removed > 0;
    }

    /// <summary>Takes a group away with its memberships and its assignment.</summary>
    public Task RemoveAsync(HubGroup group, CancellationToken cancellationToken = default) =>
        _hub.WriteAsync(transaction => RemoveAsync(transaction, group, cancellationToken), null, cancellationToken);

    /// <summary>The same, as one part of a transaction.</summary>
    internal static async Task RemoveAsync(IHubTransaction transaction, HubGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        await transaction.RemoveAsync(new Filter<Assignment>().Equal(row => row.GroupId, group.Id), cancellationToken).ConfigureAwait(false);
        await transaction.RemoveAsync(new Filter<LocalMember>().Equal(row => row.GroupId, group.Id), cancellationToken).ConfigureAwait(false);
        await transaction.RemoveAsync(new Filter<HubGroup>().Equal(row => row.Id, group.Id), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Problem> failed = await transaction.ListAsync(new Filter<Problem>().Equal(row => row.ErrorId, RuleMembers.Failed), cancellationToken).ConfigureAwait(false);
        string[] mended = [.. failed.Where(problem => problem.Id.StartsWith(RuleMembers.ProblemsOf(group.Id), StringComparison.Ordinal)).Select(problem => problem.Id)];
        await transaction.RemoveAsync(new Filter<Problem>().In(row => row.Id, mended), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores groups as one part of a transaction; the next run reckons who is in those by rule.</summary>
    internal static async Task SaveAsync(IHubTransaction transaction, IReadOnlyCollection<HubGroup> groups, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(groups, cancellationToken).ConfigureAwait(false);
        if (groups.Any(static group => group.Rule is not null))
        {
            GroupRuleBasis basis = await transaction.GetAsync<GroupRuleBasis>(cancellationToken).ConfigureAwait(false);
            await transaction.SetAsync(basis with { Any = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Filter<LocalMember> Member(HubGroup group, HubUser user)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(user);
        return new Filter<LocalMember>().Equal(row => row.GroupId, group.Id).Equal(row => row.UserId, user.Id);
    }
}

using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Changes masters and reckons at once whom that concerns, from the stored app users. Holds the import's lease meanwhile; should the process
/// die, the next run of any kind reckons the rest. Values only: no life cycle changes here.
/// </summary>
public sealed class MasterEditor
{
    private readonly IHubStore _hub;
    private readonly bool _trial;
    private readonly TimeProvider _time;

    /// <summary>Makes the editor.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="trial">The hub is a trial.</param>
    /// <param name="time">The clock.</param>
    public MasterEditor(IHubStore hub, bool trial, TimeProvider time) => (_hub, _trial, _time) = (hub, trial, time);

    /// <summary>The profile masters with one of them put at a place, or switched on or off; the others keep their order.</summary>
    /// <param name="masters">All of them now.</param>
    /// <param name="system">Whose place or state changes; a directory that was covered by ActiveDirectory so far gets a row of its own.</param>
    /// <param name="priority">Its new place from 1; null where it stays.</param>
    /// <param name="enabled">On or off; null where that stays.</param>
    public static IReadOnlyList<ProfileMaster> Arrange(IReadOnlyList<ProfileMaster> masters, string system, int? priority, bool? enabled)
    {
        List<ProfileMaster> order = [.. masters.OrderBy(master => master.Priority)];
        int at = order.FindIndex(master => master.System == system);
        ProfileMaster changed = (at < 0 ? new ProfileMaster(system, 0, true) : order[at]) with { };
        changed = changed with { Enabled = enabled ?? changed.Enabled };
        int place = priority is { } wanted ? Math.Clamp(wanted - 1, 0, at < 0 ? order.Count : order.Count - 1) : at < 0 ? order.Count : at;
        if (at >= 0)
        {
            order.RemoveAt(at);
        }

        order.Insert(place, changed);
        return [.. order.Select((master, index) => master with { Priority = index + 1 })];
    }

    /// <summary>Stores profile masters; gives each person whose values changed, once that is stored.</summary>
    public IAsyncEnumerable<ImportRecord> SetAsync(IReadOnlyList<ProfileMaster> masters, CancellationToken cancellationToken = default) =>
        RunAsync(transaction => transaction.SaveAsync(masters, cancellationToken), cancellationToken);

    /// <summary>Stores the masters of an attribute; gives each person whose values changed.</summary>
    public IAsyncEnumerable<ImportRecord> SetAsync(AttributeMaster master, CancellationToken cancellationToken = default) =>
        RunAsync(transaction => transaction.SaveAsync([master], cancellationToken), cancellationToken);

    /// <summary>Takes an attribute's own masters away: it follows the profile masters again.</summary>
    public IAsyncEnumerable<ImportRecord> RemoveAsync(string attribute, CancellationToken cancellationToken = default) =>
        RunAsync(transaction => transaction.RemoveAsync(new Filter<AttributeMaster>().Equal(row => row.Attribute, attribute), cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ImportRecord> RunAsync(Func<IHubTransaction, Task> change, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunLog run = await RunLog.BeginAsync(_hub, RunKind.Import, "", _trial, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await _hub.WriteAsync(change, run.Lease, cancellationToken).ConfigureAwait(false);
            Reckoning reckoning = await Reckoning.LoadAsync(_hub, run, _time, cancellationToken).ConfigureAwait(false);
            await foreach (Reckoned person in reckoning.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                run.Count(nameof(ImportAction.Updated));
                yield return ImportRecords.Of(ImportAction.Updated, person.User, person.AppUsers[0], Ids.Hub) with
                {
                    Changes = person.Changes,
                    Detail = string.Join("; ", person.Changes),
                };
            }

            await run.EndAsync(RunState.Completed).ConfigureAwait(false);
        }
    }
}

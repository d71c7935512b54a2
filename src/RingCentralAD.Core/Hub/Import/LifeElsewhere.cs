using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// People who are gone from the directory under import and live on in another one, after a migration between domains for one: the tie to the
/// entry that is gone ends, and from now on the other directory gives their values. Their life cycle does not change.
/// </summary>
internal sealed class LifeElsewhere
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly ImportState _state;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;

    public LifeElsewhere(IHubStore hub, ImportState state, ProfileBuilder builder, PersonUpdate update) =>
        (_hub, _state, _builder, _update) = (hub, state, builder, update);

    /// <summary>Ends the ties; emits each person once that is stored.</summary>
    /// <param name="userIds">The people.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> KeepAsync(IReadOnlyCollection<string> userIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] ids in userIds.Chunk(BatchSize))
        {
            foreach (ImportRecord record in await BatchAsync(ids, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private async Task<List<ImportRecord>> BatchAsync(string[] ids, CancellationToken cancellationToken)
    {
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
        HubChanges changes = new(_state.Time);
        await changes.KnowProblemsAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
        List<AppUser> gone = [];
        foreach (HubUser user in users.Values)
        {
            AppUser here = appUsers[user.Id].First(entry => entry.SystemId == _state.Entry.Id);
            gone.Add(here);
            changes.Link(here with { State = AppUserState.Gone }, null);
            _update.Apply(user, [.. appUsers[user.Id].Where(entry => entry.SystemId != here.SystemId)], changes);
        }

        IReadOnlyDictionary<string, string> taken = await LoginClaims.SettleAsync(_hub, users, changes, _state.Time, cancellationToken).ConfigureAwait(false);
        gone.ForEach(_ => _state.Run.Count(nameof(ImportAction.Updated)));
        await _hub.WriteAsync(
            async transaction =>
            {
                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
                await ReplicaPeople.EndMembershipsAsync(transaction, _state.Entry.Id, [.. gone.Select(entry => entry.Key)], cancellationToken).ConfigureAwait(false);
                await _state.Run.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            },
            _state.Run.Lease,
            cancellationToken).ConfigureAwait(false);
        return [.. gone.Select(Told)];

        ImportRecord Told(AppUser here)
        {
            HubUser before = users[here.UserId!];
            HubUser now = changes.Users.GetValueOrDefault(before.Id, before);
            IReadOnlyList<AttributeChange> differences = AttributeSet.Differences(before.Profile, now.Profile);
            string lives = $"no longer in {_state.Entry.Name}, lives on in {_builder.NameOf(_builder.LifeCycleOwner([.. appUsers[now.Id].Where(entry => entry.SystemId != here.SystemId)])!.SystemId)}";
            return ImportRecords.Of(ImportAction.Updated, now, here, _state.Entry.Name) with
            {
                Changes = differences,
                Detail = string.Join("; ", differences.Select(change => change.ToString()).Prepend(taken.GetValueOrDefault(now.Id)).Prepend(lives).OfType<string>()),
            };
        }
    }
}

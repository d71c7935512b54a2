using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Takes people out of the hub and erases what it holds of them: values, operations with what they sent, problems, memberships. The counts of
/// runs stay. Systems are not touched: what is linked there is linked to nobody afterwards.
/// </summary>
public sealed class HubUserRemoval
{
    private static readonly OperationState[] s_onTheWay = [OperationState.Sent, OperationState.Unknown];
    private readonly IHubStore _hub;

    /// <summary>Makes it.</summary>
    public HubUserRemoval(IHubStore hub) => _hub = hub;

    /// <summary>Refuses people who must stay.</summary>
    /// <param name="user">The person.</param>
    /// <param name="force">Also people who are not deactivated, or linked to something other than an entry that an import brings.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">HubUserImported, HubUserBusy, HubUserNotDeactivated, HubUserLinked.</exception>
    public Task CheckAsync(HubUser user, bool force, CancellationToken cancellationToken = default) => CheckAsync(_hub, user, force, cancellationToken);

    /// <summary>Removes a person in one transaction; refuses as <see cref="CheckAsync(HubUser, bool, CancellationToken)"/> does.</summary>
    public Task RemoveAsync(HubUser user, bool force, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        string id = user.Id;
        return _hub.WriteAsync(
            async transaction =>
            {
                HubUser now = await transaction.FindAsync(new Filter<HubUser>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false)
                    ?? throw new RingCentralAdException("HubUserNotFound", ErrorKind.NotFound, $"{user.Name} is no longer in the hub.", "Get-HubUser lists people.", user.Login);
                IReadOnlyList<AppUser> appUsers = await CheckAsync(transaction, now, force, cancellationToken).ConfigureAwait(false);
                await EraseAsync(transaction, appUsers, cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<Problem>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<Operation>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<KeptDiff>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<TouchedMark>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<SeenSurroundings>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<Assignment>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<AssignedUser>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<LocalMember>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<DriftChoice>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<SignOnTally>().Equal(row => row.Key, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<SignOnPlace>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<WriteBackSuspension>().Equal(row => row.Kind, SuspensionKind.Person).Equal(row => row.Target, id), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<HubUser>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken);
    }

    /// <summary>What is gone in its system goes; what is still there belongs to that system, and to nobody here.</summary>
    private static async Task EraseAsync(IHubTransaction transaction, IReadOnlyList<AppUser> appUsers, CancellationToken cancellationToken)
    {
        foreach (AppUser app in appUsers)
        {
            if (app.State == AppUserState.Present)
            {
                await transaction.SaveAsync([app with { UserId = null }], cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await transaction.RemoveAsync(new Filter<AppUser>().Equal(row => row.SystemId, app.SystemId).Equal(row => row.Key, app.Key), cancellationToken).ConfigureAwait(false);
            }

            string tally = SignOnTally.OfAccount(app.SystemId, app.Key);
            await transaction.RemoveAsync(new Filter<SignOnTally>().Equal(row => row.Key, tally), cancellationToken).ConfigureAwait(false);
            await transaction.RemoveAsync(new Filter<WriteBackOrigin>().Equal(row => row.SystemId, app.SystemId).Equal(row => row.Key, app.Key), cancellationToken).ConfigureAwait(false);
            await transaction.RemoveAsync(new Filter<ImportMatch>().Equal(row => row.SystemId, app.SystemId).Equal(row => row.Key, app.Key), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<AppUser>> CheckAsync(IHubReader hub, HubUser user, bool force, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        IReadOnlyList<AppUser> appUsers = await hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, user.Id), cancellationToken).ConfigureAwait(false);
        string who = $"{user.Name} ({user.Login})";
        if (appUsers.FirstOrDefault(app => app is { State: AppUserState.Present, InScope: true } && app.SystemId != Ids.RingCentral) is { } entry)
        {
            throw new RingCentralAdException(
                "HubUserImported", ErrorKind.Conflict, $"{who} stays: {entry.Place} is in its directory and in scope, so the next import would bring the person back.",
                "Delete the entry or take it out of scope (Set-AdDirectory -Exclude), import, and remove the person then. Disable-HubUser deactivates at once.", user.Login);
        }

        if (await hub.CountAsync(new Filter<Operation>().Equal(row => row.UserId, user.Id).In(row => row.State, s_onTheWay), cancellationToken).ConfigureAwait(false) > 0)
        {
            throw new RingCentralAdException(
                "HubUserBusy", ErrorKind.Conflict, $"{who} stays: something was sent to a system, and what became of it is not known yet.", "Run Invoke-RcProvisioning or Sync-PhoneWriteBack, which settles it; then try again.", user.Login);
        }

        if (!force && user.Status != HubUserStatus.Deactivated)
        {
            throw new RingCentralAdException("HubUserNotDeactivated", ErrorKind.Conflict, $"{who} is {user.Status}.", "Deactivate with Disable-HubUser and provision first; or remove with -Force.", user.Login);
        }

        if (!force && appUsers.FirstOrDefault(app => app.State == AppUserState.Present) is { } linked)
        {
            throw new RingCentralAdException(
                "HubUserLinked", ErrorKind.Conflict, $"{who} is still linked to {linked.Place}{(linked.SystemId == Ids.RingCentral ? " at RingCentral" : "")}.",
                "With -Force the link ends and what is there is left as it is.", user.Login);
        }

        return appUsers;
    }
}

using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Activates and deactivates people by hand.</summary>
public sealed class HubUserStatusChange
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public HubUserStatusChange(IHubStore hub, TimeProvider time)
    {
        _hub = hub;
        _time = time;
    }

    /// <summary>Deactivates a person and stores the hold: no import lifts it before the directory has disabled the entry too. Direct assignments and local memberships end.</summary>
    public async Task<HubUser> DisableAsync(HubUser user, string by, string? reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        DateTimeOffset time = _time.GetUtcNow();
        string hold = string.Create(CultureInfo.InvariantCulture, $"{by}, {time:yyyy-MM-dd HH:mm} UTC{(reason is null ? "" : $": {reason}")}");
        return await SaveAsync(
            user, now => now with { Status = HubUserStatus.Deactivated, DeactivatedBy = "ByHand", Hold = hold, UpdatedAt = time }, ended: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Activates a person and lifts the hold.</summary>
    public async Task<HubUser> EnableAsync(HubUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return await SaveAsync(
            user, now => now with { Status = HubUserStatus.Active, DeactivatedBy = null, Hold = null, UpdatedAt = _time.GetUtcNow() }, ended: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HubUser> SaveAsync(HubUser user, Func<HubUser, HubUser> change, bool ended, CancellationToken cancellationToken)
    {
        HubChanges changes = new(_time);
        changes.Touch(user.Id, [Ids.RingCentral]);
        changes.Mend($"return:{user.Id}");
        if (ended)
        {
            changes.Ended.Add(user.Id);
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                // The row as it is now: a run may have stored new values since it was looked up.
                HubUser now = await transaction.FindAsync(new Filter<HubUser>().Equal(row => row.Id, user.Id), cancellationToken).ConfigureAwait(false)
                    ?? throw new RingCentralAdException("HubUserNotFound", ErrorKind.NotFound, $"{user.Name} is no longer in the hub.", "Get-HubUser lists people.", user.Login);
                changes.Users[user.Id] = change(now);
                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return changes.Users[user.Id];
    }
}

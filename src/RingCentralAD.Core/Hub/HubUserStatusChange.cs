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

    /// <summary>Deactivates a person and stores the hold: no import lifts it. Direct assignments and local memberships end.</summary>
    public async Task<HubUser> DisableAsync(HubUser user, string by, string? reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        DateTimeOffset now = _time.GetUtcNow();
        HubUser changed = user with
        {
            Status = HubUserStatus.Deactivated,
            DeactivatedBy = "ByHand",
            Hold = string.Create(CultureInfo.InvariantCulture, $"{by}, {now:yyyy-MM-dd HH:mm} UTC{(reason is null ? "" : $": {reason}")}"),
            UpdatedAt = now,
        };
        await SaveAsync(changed, ended: true, cancellationToken).ConfigureAwait(false);
        return changed;
    }

    /// <summary>Activates a person and lifts the hold.</summary>
    public async Task<HubUser> EnableAsync(HubUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        HubUser changed = user with { Status = HubUserStatus.Active, DeactivatedBy = null, Hold = null, UpdatedAt = _time.GetUtcNow() };
        await SaveAsync(changed, ended: false, cancellationToken).ConfigureAwait(false);
        return changed;
    }

    private async Task SaveAsync(HubUser user, bool ended, CancellationToken cancellationToken)
    {
        HubChanges changes = new(_time);
        changes.Users[user.Id] = user;
        changes.Touch(user.Id, [Ids.RingCentral]);
        changes.Mend($"return:{user.Id}");
        if (ended)
        {
            changes.Ended.Add(user.Id);
        }

        await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), null, cancellationToken).ConfigureAwait(false);
    }
}

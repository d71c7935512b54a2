using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Sees to it that a batch leaves every login with one person. Who wants the login of somebody else keeps the one they have and is listed;
/// two who swap in one batch both get what they want.
/// </summary>
internal static class LoginClaims
{
    /// <summary>The error of a person whose login belongs to somebody else.</summary>
    public const string Taken = "HubLoginTaken";

    /// <summary>Takes back what cannot be stored; tells what was, by hub user id.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="before">The batch's people as they are stored.</param>
    /// <param name="changes">What is about to be stored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyDictionary<string, string>> SettleAsync(
        IHubReader hub, IReadOnlyDictionary<string, HubUser> before, HubChanges changes, TimeProvider time, CancellationToken cancellationToken)
    {
        List<HubUser> movers = [.. changes.Users.Values.Where(user => user.LoginKey is not null && before.TryGetValue(user.Id, out HubUser? old) && old.LoginKey != user.LoginKey)];
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        if (movers.Count == 0)
        {
            return taken;
        }

        Dictionary<string, HubUser> holders = new(StringComparer.Ordinal);
        foreach (HubUser holder in await hub.ListAsync(
            new Filter<HubUser>().In<string?>(row => row.LoginKey, [.. movers.Select(user => user.LoginKey)]), cancellationToken).ConfigureAwait(false))
        {
            holders[holder.LoginKey!] = changes.Users.GetValueOrDefault(holder.Id, holder);
        }

        while (movers.FirstOrDefault(IsTaken) is { } refused)
        {
            movers.Remove(refused);
            HubUser old = before[refused.Id];
            HubUser owner = Others(refused).FirstOrDefault() ?? holders[refused.LoginKey!];
            changes.Users[refused.Id] = refused with { Profile = refused.Profile.With([new("login", old.Profile["login"])]) };
            taken[refused.Id] = $"The login '{refused.Login}' belongs to {owner.Name} already. The last good value '{old.Login}' stays.";
            changes.Report(new Problem
            {
                Id = $"{HubChanges.ValueProblem}{refused.Id}:login",
                Stage = RunKind.Import,
                SystemId = "",
                UserId = refused.Id,
                Person = refused.Name,
                Attribute = "login",
                ErrorId = Taken,
                Message = taken[refused.Id],
                Remedy = "Give one of the two another address or user name in Active Directory, or choose another user name format with Set-AdDirectory -UserNameFormat.",
                Since = time.GetUtcNow(),
            });
        }

        return taken;

        bool IsTaken(HubUser mover) =>
            Others(mover).Any() || (holders.TryGetValue(mover.LoginKey!, out HubUser? holder) && holder.Id != mover.Id && !changes.Users.ContainsKey(holder.Id));

        IEnumerable<HubUser> Others(HubUser mover) => changes.Users.Values.Where(other => other.Id != mover.Id && other.LoginKey == mover.LoginKey);
    }
}

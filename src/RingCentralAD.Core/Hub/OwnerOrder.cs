using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// The order in which the systems that know a person decide about them. Whoever is gone from one directory, or outside its scope, and in the
/// scope of another belongs to the other. Among directories that stand in the list under one name the one where the person is enabled comes
/// first, then the one that was connected first.
/// </summary>
internal static class OwnerOrder
{
    /// <summary>The app users of one person that a list of systems names, best first.</summary>
    /// <param name="systems"><see cref="Ids.ActiveDirectory"/>, <see cref="Ids.RingCentral"/>, or directories' ids.</param>
    /// <param name="appUsers">The person's app users, in all systems.</param>
    public static IReadOnlyList<AppUser> Of(IEnumerable<string> systems, IReadOnlyCollection<AppUser> appUsers)
    {
        List<AppUser> order = new(appUsers.Count);
        foreach (string system in systems)
        {
            foreach (AppUser user in Under(system, appUsers))
            {
                if (!order.Exists(other => other.SystemId == user.SystemId))
                {
                    order.Add(user);
                }
            }
        }

        if (order.Exists(IsThere))
        {
            order.RemoveAll(user => user.SystemId != Ids.RingCentral && !IsThere(user));
        }

        return order;
    }

    private static IEnumerable<AppUser> Under(string system, IReadOnlyCollection<AppUser> appUsers) => system switch
    {
        Ids.RingCentral => appUsers.Where(user => user.SystemId == Ids.RingCentral && user.State == AppUserState.Present),
        Ids.ActiveDirectory => appUsers.Where(user => user.SystemId != Ids.RingCentral).OrderBy(Rank).ThenBy(user => user.SystemId, StringComparer.Ordinal),
        _ => appUsers.Where(user => user.SystemId == system),
    };

    private static bool IsThere(AppUser user) => user is { State: AppUserState.Present, InScope: true } && user.SystemId != Ids.RingCentral;

    private static int Rank(AppUser user) => user switch
    {
        { State: AppUserState.Present, InScope: true, Enabled: true } => 0,
        { State: AppUserState.Present, InScope: true } => 1,
        { State: AppUserState.Present } => 2,
        { State: AppUserState.Missing } => 3,
        _ => 4,
    };
}

using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Why a directory's entry says that its person is to be deactivated.</summary>
internal static class Departure
{
    public const string Disabled = "Disabled";

    public const string Gone = "Gone";

    public const string OutOfScope = "OutOfScope";

    /// <summary>The reason; null for an entry that is there and enabled, and for one outside a scope whose people are kept.</summary>
    public static string? ReasonOf(AppUser entry, OutOfScopeAction whenOutOfScope) => entry switch
    {
        { State: not AppUserState.Present } => Gone,
        { Enabled: false } => Disabled,
        { InScope: false } when whenOutOfScope == OutOfScopeAction.Deactivate => OutOfScope,
        _ => null,
    };

    /// <summary>
    /// Whether a directory may bring a deactivated person back: always, unless somebody holds them by hand; then only after it was seen to
    /// disable the entry since.
    /// </summary>
    public static bool MayReturn(HubUser user) => user.Hold is null || user.DeactivatedBy == Disabled;

    /// <summary>The reason in words.</summary>
    public static string Words(string reason) => reason switch
    {
        Disabled => "disabled in the directory",
        Gone => "no longer in the directory",
        OutOfScope => "out of scope",
        _ => reason,
    };

    /// <summary>The reason for which the person leaves the hub on account of this entry; null where another system keeps them, or none decides.</summary>
    /// <param name="entry">The person's entry in the directory that is asked.</param>
    /// <param name="all">The person's app users, in all systems.</param>
    /// <param name="builder">Knows the masters and the directories.</param>
    public static string? ReasonOf(AppUser entry, IReadOnlyCollection<AppUser> all, ProfileBuilder builder)
    {
        AppUser? owner = builder.LifeCycleOwner(all);
        return owner is not null && (owner.SystemId == entry.SystemId || Own(owner) is not null) ? Own(entry) : null;

        string? Own(AppUser user) => builder.Directories.FirstOrDefault(directory => directory.Id == user.SystemId) is { } directory
            ? ReasonOf(user, directory.Settings.WhenOutOfScope)
            : null;
    }

    /// <summary>Deactivates the person: the status, what ends with it, and the entry of one who is gone.</summary>
    /// <param name="user">The person.</param>
    /// <param name="entry">Their entry in the directory that says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="systems">The systems concerned.</param>
    /// <param name="changes">What is about to be stored.</param>
    /// <param name="now">The time.</param>
    public static void Take(HubUser user, AppUser entry, string reason, IEnumerable<string> systems, HubChanges changes, DateTimeOffset now)
    {
        changes.Change(user, user with { Status = HubUserStatus.Deactivated, DeactivatedBy = reason, UpdatedAt = now });
        changes.Ended.Add(user.Id);
        changes.Touch(user.Id, systems);
        if (entry.State == AppUserState.Missing)
        {
            changes.AppUsers[(entry.SystemId, entry.Key)] = entry with { State = AppUserState.Gone };
        }
    }
}

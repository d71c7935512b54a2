using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Tells why a person is Staged, Active or Deactivated.</summary>
internal static class LifeCycleStory
{
    public static IEnumerable<string> Of(HubUser user, AppUser? owner, IReadOnlyList<OperationInfo> open, ProfileBuilder builder)
    {
        yield return user switch
        {
            { Hold: { } hold, DeactivatedBy: "Disabled" } => $"Deactivated by hand ({hold}), and disabled in the directory since.",
            { Hold: { } hold } => $"Deactivated by hand ({hold}); no import lifts it, Enable-HubUser does.",
            { Status: HubUserStatus.Deactivated, DeactivatedBy: "Disabled" } => "Deactivated: the directory's entry is disabled.",
            { Status: HubUserStatus.Deactivated, DeactivatedBy: "Gone" } => "Deactivated: the entry is no longer in the directory.",
            { Status: HubUserStatus.Deactivated, DeactivatedBy: "OutOfScope" } => "Deactivated: the entry is out of the directory's scope.",
            { Status: HubUserStatus.Staged } => "Staged: known, but not activated; Enable-HubUser activates.",
            { Status: HubUserStatus.Deactivated } => "Deactivated.",
            _ => "Active.",
        };
        if (owner is null)
        {
            yield return "No profile master knows the person: only Enable-HubUser and Disable-HubUser change the status.";
            yield break;
        }

        int rank = builder.MasterOrder.ToList().FindIndex(master => master == owner.SystemId || (master == Ids.ActiveDirectory && owner.SystemId != Ids.RingCentral)) + 1;
        string? refused = open.FirstOrDefault(operation => operation.SystemId == owner.SystemId && operation.TargetKey == owner.Key && operation is { Kind: OperationKind.Deactivate, State: OperationState.Denied })?.Reason;
        string state = owner switch
        {
            { State: AppUserState.Gone } => "gone",
            { State: AppUserState.Missing } => "seen to be gone" + (refused is null ? "; what follows waits for the guard" : ""),
            { Enabled: false } => "disabled",
            { InScope: false } => "out of scope",
            _ => "there, enabled and in scope",
        };
        yield return string.Create(CultureInfo.InvariantCulture, $"{builder.NameOf(owner.SystemId)} owns the life cycle (profile master {rank}): {owner.Place} is {state}{(refused is null ? "" : $"; deactivating is denied. {Word.Said(refused)}")}.");
        if (user.Status == HubUserStatus.Deactivated && Departure.MayReturn(user) && owner is { State: AppUserState.Present, Enabled: true, InScope: true })
        {
            yield return $"The entry is enabled again: the next import activates where Reactivate Users is on; else Enable-HubUser {user.Login}.";
        }
    }
}

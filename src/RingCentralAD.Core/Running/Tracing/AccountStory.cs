using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>Tells why a person has a RingCentral account, has none, or lost it, and what the next provisioning would do.</summary>
internal sealed class AccountStory(
    HubUser user, AppUser? account, IReadOnlyList<AssignmentTrace> assignments, AssignedUser? assigned, PersonDiff diff, IReadOnlyList<OperationInfo> open, IReadOnlyList<OperationInfo> done)
{
    private bool IsThere => account is { State: AppUserState.Present, Enabled: true };

    private bool IsDue => assignments.Count > 0 && user.Status == HubUserStatus.Active;

    public RingCentralStanding Standing => (IsThere, account) switch
    {
        (true, _) => diff.Kind == DiffKind.Leave || diff.ErrorId == "RcDeactivateOff" ? RingCentralStanding.Losing : RingCentralStanding.Has,
        (_, not null) => RingCentralStanding.Lost,
        _ => IsDue ? RingCentralStanding.Awaiting : done.Any(operation => operation.Kind == OperationKind.Deactivate) ? RingCentralStanding.Lost : RingCentralStanding.None,
    };

    public IEnumerable<string> Tell()
    {
        yield return Account();
        yield return Assigned();
        if (account is not null && !IsThere && done.FirstOrDefault(operation => operation.Kind is OperationKind.Deactivate or OperationKind.Delete) is { } taken)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"It was taken away on {taken.DoneAt:yyyy-MM-dd HH:mm} UTC{(taken.Reason is null ? "" : $": {taken.Reason}")}.");
        }

        if (Next() is { } next)
        {
            yield return next;
        }

        foreach (OperationInfo operation in open.Where(operation => operation.SystemId == Ids.RingCentral))
        {
            yield return $"{operation.Kind} is {operation.State}{(operation.Reason is null ? "" : $": {operation.Reason}")}{(operation.Remedy is null ? "" : $" {operation.Remedy}")}";
        }
    }

    private string Account() => account switch
    {
        null => "Is linked to no extension.",
        { State: not AppUserState.Present } => $"The linked extension {account.Place} is gone from RingCentral.",
        { Enabled: false } => $"Is linked to extension {Number}, which is disabled.",
        _ => $"Has extension {Number}{(account.Attributes.Text("directNumber") is { } direct ? $" with {direct}" : "")}, {account.Attributes.Text("status") ?? "enabled"}.",
    };

    private string Number => $"{account!.Attributes.Text("extensionNumber") ?? account.Key} ({account.Place})";

    private string Assigned()
    {
        string by = string.Join(", ", assignments);
        return assignments.Count > 0
            ? user.Status == HubUserStatus.Active ? $"Is assigned {by}." : $"Is assigned {by}, but is {user.Status}: only active people get an account."
            : assigned is { Assigned: false } lost
                ? string.Create(CultureInfo.InvariantCulture, $"Is not assigned: the last assignment ended on or before {lost.Since:yyyy-MM-dd HH:mm} UTC.")
                : assigned is { Assigned: true }
                    ? "Is not assigned any more: the last assignment ended since the last provisioning."
                    : "Was never assigned, directly or by a group: Add-RcAssignment, or put the person into an assigned group. An account that is there is left alone.";
    }

    private string? Next() => diff.Kind switch
    {
        DiffKind.Join => "The next provisioning links the account of this mail address, or makes one.",
        DiffKind.Update => $"The next provisioning updates: {string.Join("; ", diff.Changes)}.",
        DiffKind.Leave when open.Any(static operation => operation is { SystemId: Ids.RingCentral, Kind: OperationKind.Deactivate, State: OperationState.Denied }) => null,
        DiffKind.Leave => $"The next provisioning deactivates the account: {diff.Reason}.",
        DiffKind.Return => "The next provisioning reactivates the account.",
        DiffKind.Wait => $"It waits: {diff.Reason}{(diff.Remedy is null ? "" : $" {diff.Remedy}")}",
        _ => IsThere ? "The next provisioning has nothing to do." : null,
    };
}

using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that makes or changes a group: with -WhatIf it emits who would join and leave, by the very code, on a hub that forgets.</summary>
public abstract class GroupCmdlet : HubCmdlet
{
    /// <summary>Emits the group.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected async Task SaveAsync(IHubStore hub, HubGroup group, string action)
    {
        foreach (string warning in await new GroupEditor(hub, trial: false, Time).CheckAsync(group, StopToken))
        {
            WriteWarning(warning);
        }

        bool run = ShouldProcess(group.Name, action);
        if (!run && !WhatIf.IsAsked(this))
        {
            return;
        }

        List<HubGroupChange> changes = run ? await SavedAsync(hub, group, trial: false) : await TriedAsync(hub, group);
        if (!run)
        {
            WriteObject(changes, enumerateCollection: true);
        }

        foreach (HubGroupChange failed in run ? changes.Where(change => change.Action == GroupChangeAction.Stays) : [])
        {
            WriteError(ErrorRecords.From(
                new RingCentralAdException("GroupRuleFailed", ErrorKind.Data, $"{failed.Group}: {failed.Person} ({failed.Login}): {failed.Detail}", failed.Remedy ?? "Correct the rule with Set-HubGroup -Rule.", failed),
                failed));
        }

        if (group.Rule is not null)
        {
            int joins = changes.Count(change => change.Action == GroupChangeAction.Joins);
            int leaves = changes.Count(change => change.Action == GroupChangeAction.Leaves);
            Tell(FormattableString.Invariant($"{(run ? "" : "What if: ")}{joins:N0} join, {leaves:N0} leave"));
        }

        if (run && PassThru)
        {
            WriteObject(group);
        }
    }

    private async Task<List<HubGroupChange>> TriedAsync(IHubStore hub, HubGroup group)
    {
        IHubStore trial = await hub.BeginTrialAsync(StopToken);
        await using (trial)
        {
            return await SavedAsync(trial, group, trial: true);
        }
    }

    private async Task<List<HubGroupChange>> SavedAsync(IHubStore hub, HubGroup group, bool trial)
    {
        List<HubGroupChange> changes = [];
        await foreach (HubGroupChange change in new GroupEditor(hub, trial, Time).SaveAsync(group, StopToken))
        {
            if (change.Group == group.Name)
            {
                changes.Add(change);
            }
        }

        return changes;
    }
}

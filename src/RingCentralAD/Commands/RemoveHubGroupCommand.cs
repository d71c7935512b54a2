using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Takes a group of the hub's own away, with its memberships and its assignment.</summary>
/// <remarks>
/// <para>Where the group is assigned, the people who would lose RingCentral by that are shown: with -WhatIf as objects, else in the question. More than the
/// guard lets through are refused unless -AcceptGuard is given; the next provisioning, which deactivates the accounts, has its guard besides. Imported groups
/// and Everyone are refused.</para>
/// </remarks>
/// <example>
/// <code>Remove-HubGroup 'RC Pilot' -WhatIf</code>
/// <para>Shows who would lose RingCentral.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup 'Old *' | Where-Object Kind -eq Local | Remove-HubGroup</code>
/// <para>Takes several away.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "HubGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HubGroupChange))]
public sealed class RemoveHubGroupCommand : HubCmdlet
{
    private const int Named = 5;

    /// <summary>The groups, by name or id, or the objects of Get-HubGroup.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The groups, by name or id, or the objects of Get-HubGroup.", Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public GroupReference?[]? Group { get; set; }

    /// <summary>Accepts what the guard would stop.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        foreach (GroupReference reference in (Group ?? []).OfType<GroupReference>())
        {
            await RemoveAsync(hub, reference);
        }
    }

    private async Task RemoveAsync(IHubStore hub, GroupReference reference)
    {
        try
        {
            HubGroup group = await reference.FindAsync(hub, StopToken);
            GroupEditor editor = new(hub, trial: false, Time);
            await editor.CheckOwnAsync(group, StopToken);
            IReadOnlyList<HubUser> losing = await GroupLosses.OfAsync(hub, group, StopToken);
            if (ShouldProcess(group.Name, Doing(losing)))
            {
                await RemoveAsync(hub, editor, group, losing);
            }
            else if (WhatIf.IsAsked(this))
            {
                WriteObject(losing.Select(user => HubGroupChange.Of(GroupChangeAction.LosesRingCentral, group, user) with { Detail = "nothing else assigns RingCentral" }), enumerateCollection: true);
            }
        }
        catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.InvalidInput or ErrorKind.Limit)
        {
            WriteError(ErrorRecords.From(error, reference.Value));
        }
    }

    private async Task RemoveAsync(IHubStore hub, GroupEditor editor, HubGroup group, IReadOnlyList<HubUser> losing)
    {
        if (!AcceptGuard && await GroupLosses.GuardAsync(hub, losing.Count, Time, StopToken) is { } reason)
        {
            throw new RingCentralAdException(
                "GuardTripped", ErrorKind.Limit, $"The guard keeps the group {group.Name}: {reason} They would lose RingCentral: {Names(losing)}.",
                "Look at them with -WhatIf. If this is right, run Remove-HubGroup -AcceptGuard.", group.Name);
        }

        await editor.RemoveAsync(group, StopToken);
    }

    private static string Doing(IReadOnlyList<HubUser> losing) =>
        losing.Count == 0 ? "Remove the group; nobody loses RingCentral" : $"Remove the group; {Counted.People(losing.Count)} lose{(losing.Count == 1 ? "s" : "")} RingCentral: {Names(losing)}";

    private static string Names(IReadOnlyList<HubUser> people) =>
        string.Join(", ", people.Take(Named).Select(user => $"{user.Name} ({user.Login})")) + (people.Count > Named ? FormattableString.Invariant($" and {people.Count - Named:N0} more") : "");
}

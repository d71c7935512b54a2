using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the schedules that were registered for the hub, on all its hosts.</summary>
/// <remarks>
/// <para>What is due is in the hub: Get-AdDirectory shows each directory's schedule, Get-RcSyncOption the change windows.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSyncSchedule</code>
/// <para>Shows when the sync runs, where, as whom, and by what.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncSchedule | Select-Object -ExpandProperty Files</code>
/// <para>Shows the files that were written for them.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSyncSchedule")]
[OutputType(typeof(SyncSchedule))]
public sealed class GetRcSyncScheduleCommand : HubCmdlet
{
    /// <summary>The schedule's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        NamePatterns wanted = new(Name);
        WriteObject((await ScheduleRegistration.ListAsync(await StoreAsync(), StopToken)).Where(schedule => wanted.Fit(schedule.Name)).ToArray(), enumerateCollection: true);
        wanted.Report(this, static name => new RingCentralAdException(
            "ScheduleNotFound", ErrorKind.NotFound, $"The hub knows no schedule '{name}'.", "Get-RcSyncSchedule lists them; Register-RcSyncSchedule adds one.", name));
    }
}

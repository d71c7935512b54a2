using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Takes schedules of this machine away: timer, file and task are gone, and the hub no longer lists them.</summary>
/// <remarks>
/// <para>A run that is under way goes on to its end. A schedule of another host is taken away there; where that machine is no more, -Forget makes the
/// hub forget it. So it is with one that another hub of this machine took over, or that another account registered for itself. Where the scheduler
/// refuses and it may still run, the hub goes on listing it.</para>
/// </remarks>
/// <example>
/// <code>Unregister-RcSyncSchedule sync</code>
/// <para>The sync no longer runs here by itself.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncSchedule | Where-Object Host -eq OLDHOST | Unregister-RcSyncSchedule -Forget</code>
/// <para>Forgets the schedules of a machine that is no more.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "RcSyncSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterRcSyncScheduleCommand : HubCmdlet
{
    /// <summary>The schedule's name; Get-RcSyncSchedule lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The schedule's name; Get-RcSyncSchedule lists them.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The machine it was registered on; without it this one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Host")]
    [AllowNull]
    public string? ComputerName { get; set; }

    /// <summary>Only makes the hub forget it: its machine or account is no more, or another hub took it over.</summary>
    [Parameter]
    public SwitchParameter Forget { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (string.IsNullOrEmpty(Name))
        {
            return;
        }

        IHubStore hub = await StoreAsync();
        string host = string.IsNullOrEmpty(ComputerName) ? Environment.MachineName : ComputerName;
        try
        {
            SyncSchedule schedule = (await ScheduleRegistration.ListAsync(hub, StopToken)).Where(known => IsSame(known.Name, Name) && IsSame(known.Host, host))
                .OrderByDescending(known => known.Name == Name).FirstOrDefault()
                ?? throw new RingCentralAdException("ScheduleNotFound", ErrorKind.NotFound, $"The hub knows no schedule {Name} on {host}.", "Get-RcSyncSchedule lists them.", Name);
            if (ShouldProcess(schedule.ToString(), Forget ? "Forget the schedule" : "Unregister the schedule"))
            {
                await new ScheduleRegistration(hub, new SchedulePlatform(), Time).UnregisterAsync(schedule, Forget, StopToken);
            }
        }
        catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
        {
            WriteError(ErrorRecords.From(error, Name));
        }
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

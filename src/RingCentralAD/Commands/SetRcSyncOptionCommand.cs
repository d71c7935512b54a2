using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Says when a scheduled sync may change something. What is not given stays as it is.</summary>
/// <remarks>
/// <para>Outside the change windows Invoke-RcSync imports and reads numbers back, and changes neither RingCentral nor a directory; with -LeaversAlways it
/// deactivates people who leave at any time. Invoke-RcProvisioning and Sync-PhoneWriteBack, typed by a person, keep no windows.</para>
/// <para>A window is days and times, such as 'Mon-Fri 19:00-06:00', 'Sat,Sun 00:00-24:00' or '22:00-04:00' for every day. One that goes over midnight
/// belongs to the day on which it opens. The clock on the wall of the time zone counts: where daylight saving makes an hour come twice it is in the
/// window twice, and an hour that is left out is in none.</para>
/// </remarks>
/// <example>
/// <code>Set-RcSyncOption -Window 'Mon-Fri 19:00-06:00', 'Sat,Sun 00:00-24:00' -LeaversAlways $true</code>
/// <para>Changes at night and on weekends; who leaves loses RingCentral at once.</para>
/// </example>
/// <example>
/// <code>Set-RcSyncOption -Window @()</code>
/// <para>Changes at any time again.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcSyncOption", SupportsShouldProcess = true)]
[OutputType(typeof(SyncOptionInfo))]
public sealed class SetRcSyncOptionCommand : HubCmdlet
{
    /// <summary>The change windows; an empty list for any time.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[] Window { get; set; } = [];

    /// <summary>The time zone whose clock the windows mean, such as Europe/Berlin; this machine's unless given before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Deactivate people who leave outside the windows too.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool LeaversAlways { get; set; }

    /// <summary>Emits the options as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        SyncOptions options = Change(await hub.GetAsync<SyncOptions>(StopToken));
        if (ShouldProcess((await IdentityAsync()).ToString(), $"Change the sync's options: {options}"))
        {
            await SyncSettings.ChangeAsync(hub, Change, StopToken);
            if (PassThru)
            {
                WriteObject(await SyncSettings.DescribeAsync(hub, Time, StopToken));
            }
        }
    }

    private SyncOptions Change(SyncOptions options) =>
        SyncSettings.Change(options, IsGiven(nameof(Window)) ? Window : null, TimeZone, IsGiven(nameof(LeaversAlways)) ? LeaversAlways : null, Time);
}

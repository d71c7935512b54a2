using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Ends what Suspend-RcSync stopped: the hub's sync goes on, on all its hosts.</summary>
/// <remarks>
/// <para>Nothing is done at once: the next scheduled run does it.</para>
/// </remarks>
/// <example>
/// <code>Resume-RcSync</code>
/// <para>The next Invoke-RcSync works again.</para>
/// </example>
/// <example>
/// <code>Resume-RcSync -PassThru; Invoke-RcSync -WhatIf</code>
/// <para>Shows the suspension that ended, and what the next run would do.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "RcSync", SupportsShouldProcess = true)]
[OutputType(typeof(SyncSuspension))]
public sealed class ResumeRcSyncCommand : HubCmdlet
{
    /// <summary>Emits the suspension that ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        SyncSuspension suspension = await HubSuspension.FindAsync(hub, Time, StopToken) ?? throw new RingCentralAdException(
            "SyncNotSuspended", ErrorKind.NotFound, "The sync of this hub is not suspended.", "Look at Get-RcHub.", hub.Location);
        if (!ShouldProcess((await IdentityAsync()).ToString(), "Resume the sync"))
        {
            return;
        }

        await HubSuspension.ResumeAsync(hub, StopToken);
        if (PassThru)
        {
            WriteObject(suspension);
        }
    }
}

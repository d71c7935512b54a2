using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Stops the sync of a whole hub, on all its hosts: nothing is written to RingCentral or a directory.</summary>
/// <remarks>
/// <para>Kept in the hub, so that every host hears of it. Invoke-RcSync does nothing and ends with exit code 4; Invoke-RcProvisioning, Sync-PhoneWriteBack
/// and Undo-PhoneWriteBack are refused (SyncSuspended). A run that is under way on whichever host sends nothing more: what is on its way ends, the
/// rest stays undone and is planned again later. What only looks goes on: -WhatIf, Import-AdUsers and Import-RcUser, which change the hub alone, and
/// every Get and Test.</para>
/// <para>Suspending again replaces time and reason. Get-RcHub shows who suspended it, since when, until when and why.</para>
/// </remarks>
/// <example>
/// <code>Suspend-RcSync -Reason 'RingCentral support looks at the account' -Until '2026-12-01 08:00'</code>
/// <para>Goes on by itself on the morning of the first of December.</para>
/// </example>
/// <example>
/// <code>Suspend-RcSync -Hub 'Host=db1;Database=hub;Username=sync'</code>
/// <para>Stops all hosts of a shared hub until Resume-RcSync.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "RcSync", SupportsShouldProcess = true)]
[OutputType(typeof(SyncSuspension))]
public sealed class SuspendRcSyncCommand : HubCmdlet
{
    /// <summary>It ends by itself at this time, by this machine's clock unless the time says otherwise.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Why, for whoever asks later.</summary>
    [Parameter(Position = 0)]
    public string? Reason { get; set; }

    /// <summary>Emits the suspension.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        SyncSuspension suspension = HubSuspension.Of(Until is { } until ? new DateTimeOffset(until) : null, Reason, Time);
        if (!ShouldProcess((await IdentityAsync()).ToString(), "Suspend the sync"))
        {
            return;
        }

        await HubSuspension.SuspendAsync(await StoreAsync(), suspension, StopToken);
        if (PassThru)
        {
            WriteObject(suspension);
        }
    }
}

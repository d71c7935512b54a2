using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Runs the whole sync once: imports directories, provisions RingCentral, reads numbers back, writes them into directories.</summary>
/// <remarks>
/// <para>One command for a scheduled task. It imports the directories whose time has come by their own schedule (Set-AdDirectory -Every, -FullAt; one
/// without a schedule always has), provisions what the hub then holds, reads numbers back while write-back is on, and writes them into the directories
/// whose write-back is on. It emits one object: what each stage did, how many people by action, what stopped it and what to do.</para>
/// <para>ExitCode of that object, for the task: 0, everything was done. 2, some people failed or are stuck (Get-RcProvisioningError lists them); everybody
/// else was done. 3, a guard, or a question that nobody answered, holds something for your word (Get-RcOperation -State Held); or you said no. 4, the sync or a
/// stage of it could not run: suspended, somebody else at work, a server away, a sign-in refused. Of several the highest. Where a terminating error ends the
/// command, before there is a summary, PowerShell itself gives 1.</para>
/// <para>A stage that cannot run takes none of the others with it, and is told as a warning. A directory that is down: the others are imported, what the
/// hub holds is provisioned, and nothing is written into the one that is down. RingCentral is away: the numbers that are known are written back all
/// the same. The guard stops an import: nobody is deactivated, the rest of it is in the hub and is provisioned. The guard stops provisioning: those
/// who would lose RingCentral are held, the rest was carried out, and the write-back goes on. The first full provisioning of a hub, and the first
/// write-back into a directory, are held until confirmed: by you at the prompt, or by -ConfirmFirstRun.</para>
/// <para>At its end it tells what matters by the notifications of the hub (Set-RcNotification), once; one that cannot be sent is a warning, and is tried
/// again by the next run.</para>
/// <para>-WhatIf runs all of it on a copy of the hub that is thrown away: hub, directories and account are untouched, and each stage sees what the one
/// before would have done. Numbers that a new account would get are not known then.</para>
/// <para>While the sync is suspended (Suspend-RcSync) nothing is done, -WhatIf aside. Outside the change windows (Set-RcSyncOption -Window) directories are imported and
/// numbers read back, and neither RingCentral nor a directory is changed, leavers aside if wanted; that is no failure. A window that closes while a
/// run is under way lets what is on its way end, and leaves the rest for the next one.</para>
/// </remarks>
/// <example>
/// <code>pwsh -NoProfile -NonInteractive -Command "exit (Invoke-RcSync -Hub /var/lib/RingCentralAD/hub.db -Wait).ExitCode"</code>
/// <para>The line for a scheduled task. Of several hosts with one hub, one works and the others wait to take over.</para>
/// </example>
/// <example>
/// <code>Invoke-RcSync -WhatIf | Select-Object -ExpandProperty Stages</code>
/// <para>Shows what the next run would do, stage by stage.</para>
/// </example>
/// <example>
/// <code>Invoke-RcSync -Full -SkipWriteBack</code>
/// <para>Reads all directories in full and provisions; the directories are left alone.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "RcSync", SupportsShouldProcess = true)]
[OutputType(typeof(SyncSummary))]
public sealed class InvokeRcSyncCommand : HubCmdlet
{
    /// <summary>Leaves the import of directories out.</summary>
    [Parameter]
    public SwitchParameter SkipImport { get; set; }

    /// <summary>Leaves provisioning out.</summary>
    [Parameter]
    public SwitchParameter SkipProvisioning { get; set; }

    /// <summary>Leaves the reading back of numbers out.</summary>
    [Parameter]
    public SwitchParameter SkipReadBack { get; set; }

    /// <summary>Leaves the write-back out.</summary>
    [Parameter]
    public SwitchParameter SkipWriteBack { get; set; }

    /// <summary>Imports all directories, whether or not their time has come.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Imports all directories in full, and lists all numbers of the account.</summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

    /// <summary>Confirms the first full provisioning of this hub, and the first write-back into a directory, where nobody is at the prompt.</summary>
    [Parameter]
    public SwitchParameter ConfirmFirstRun { get; set; }

    /// <summary>Accepts what the guards would stop, for this run: in the import, in provisioning and in the write-back.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    /// <summary>Changes things outside the change windows too, this once.</summary>
    [Parameter]
    public SwitchParameter IgnoreWindow { get; set; }

    /// <summary>
    /// Where another process, of this machine or another one, syncs the hub: waits for it. If it comes to its end, there is nothing to do here, and the
    /// object says who did it; if it dies, this one takes over within a minute. Without it, the command ends at once with ExitCode 4.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        using ProgressWriter progress = new(this);
        SyncHost host = new(this, connection, Secrets(), progress);
        SyncRequest request = new()
        {
            SkipImport = SkipImport,
            SkipProvisioning = SkipProvisioning,
            SkipReadBack = SkipReadBack,
            SkipWriteBack = SkipWriteBack,
            All = All,
            Full = Full,
            ConfirmFirstRun = ConfirmFirstRun,
            AcceptGuard = AcceptGuard,
            IgnoreWindow = IgnoreWindow,
            Wait = Wait,
            WhatIf = WhatIf.IsAsked(this),
        };
        SyncSummary summary = await new SyncCycle(connection.Store, host, Time).RunAsync(request, StopToken);
        if (request.WhatIf)
        {
            ShouldProcess(summary.ToString(), SyncCycle.Action);
        }

        if (summary.ErrorId is not null)
        {
            Warn(summary.Reason, summary.Remedy);
        }

        foreach (SyncStage stage in summary.Stages.Where(stage => stage.State is SyncStageState.Failed or SyncStageState.Stopped))
        {
            Warn($"{stage.Stage} {stage.System}: {stage.Reason}", stage.Remedy);
        }

        await NotifyAsync(connection.Store, host, summary);
        WriteObject(summary);
    }

    /// <summary>Tells what matters; whoever is at work on the hub now tells it at their own end.</summary>
    private async Task NotifyAsync(IHubStore hub, SyncHost host, SyncSummary summary)
    {
        if (summary.WhatIf || summary.ErrorId == "HubBusy")
        {
            return;
        }

        try
        {
            foreach (RingCentralAdException failure in await new NotificationRun(hub, host, Time).RunAsync(StopToken))
            {
                Warn(failure.Message, failure.Remedy);
            }
        }
        catch (RingCentralAdException error)
        {
            // The sync was done; that nobody could be told of it takes nothing of it back.
            Warn($"Notifications were not looked at: {error.Message}", error.Remedy);
        }
    }

    private void Warn(string? reason, string? remedy)
    {
        if (reason is not null)
        {
            WriteWarning(remedy is null ? reason : $"{reason} {remedy}");
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Gives the directory back what it held before a write-back.</summary>
/// <remarks>
/// <para>What is given back is the value before our first write. Only attributes that still hold what the run wrote are touched; the others are
/// named and left. Who got a value back stays suspended from the write-back until Resume-PhoneWriteBack, so that the next run does not write
/// the number again. Of a run that wrote nothing a warning says so, with the last run that did. Refused while the sync is suspended (Suspend-RcSync).</para>
/// </remarks>
/// <example>
/// <code>Get-RcSyncRun -Kind WriteBack | Where-Object Summary -match 'Fill|Replace|Clear' | Select-Object -First 1 | Undo-PhoneWriteBack -WhatIf</code>
/// <para>Shows what undoing the last write-back that wrote something would give back: each sync leaves a run, also where nothing was to be written.</para>
/// </example>
/// <example>
/// <code>Undo-PhoneWriteBack -RunId 7 -WhatIf</code>
/// <para>Shows what would be given back, and what is left since somebody else has written there.</para>
/// </example>
/// <example>
/// <code>Undo-PhoneWriteBack 7 -Identity zoe@contoso.com</code>
/// <para>Undoes the run for one person.</para>
/// </example>
[Cmdlet(VerbsCommon.Undo, "PhoneWriteBack", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(WriteBackRecord))]
public sealed class UndoPhoneWriteBackCommand : HubCmdlet
{
    /// <summary>The run to undo: the number that Sync-PhoneWriteBack told at its end, or its id; Get-RcSyncRun -Kind WriteBack lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The run to undo: the number that Sync-PhoneWriteBack told at its end, or its id; Get-RcSyncRun -Kind WriteBack lists them.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(WriteBackRunCompleter))]
    [ValidateNotNullOrEmpty]
    public string RunId { get; set; } = "";

    /// <summary>Only these people.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserIdentity[] Identity { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        HubConnection connection = await ConnectionAsync();
        Run undone = await HubRuns.FindAsync(connection.Store, RunId, StopToken);
        if (undone.Kind != RunKind.WriteBack)
        {
            throw new RingCentralAdException(
                "UndoNotPossible", ErrorKind.InvalidInput, $"Run {RunId} is no write-back but a run of kind {undone.Kind}.", "Give the run of a Sync-PhoneWriteBack.", RunId);
        }

        if (await WriteBackHistory.NothingWrittenAsync(connection.Store, undone, StopToken) is { } nothing)
        {
            WriteWarning(nothing);
            return;
        }

        DirectoryEntry entry = await DirectoryRegistration.FindAsync(connection.Store, undone.SystemId, StopToken);
        IDirectory directory = await Openings.DirectoryAsync(connection, entry, Secrets(), StopToken);
        IReadOnlySet<string>? only = await OnlyAsync(connection.Store);
        if (WhatIf.IsAsked(this))
        {
            WriteBackPlan planned;
            await using (IHubStore trial = await connection.Store.BeginTrialAsync(StopToken))
            await using (WriteBackRun what = await WriteBackRun.BeginAsync(trial, entry, trial: true, Time, StopToken))
            {
                await what.SettleAsync(directory, StopToken);
                planned = await what.PlanUndoAsync(undone, directory, only, StopToken);
            }

            Foretell(await TitleAsync(undone, planned), "Undo the write-back", planned.Records);
            return;
        }

        using ProgressWriter progress = new(this);
        await using WriteBackRun run = await WriteBackRun.BeginAsync(connection.Store, entry, trial: false, Time, StopToken);
        await run.SettleAsync(directory, StopToken);
        WriteBackPlan plan = await run.PlanUndoAsync(undone, directory, only, StopToken);
        if (!ShouldProcess(await TitleAsync(undone, plan), "Undo the write-back"))
        {
            await run.DropAsync(plan, StopToken);
            Tell(Interruption.Declined(RunKind.WriteBack));
            return;
        }

        await HandOnAsync(run.ExecuteAsync(plan, directory, progress, StopToken));

        await run.EndAsync();
        Tell(run.Summary);
    }

    private async Task<string> TitleAsync(Run undone, WriteBackPlan plan) => $"{await IdentityAsync()}: run {undone.Number}, {plan}";

    private async Task<IReadOnlySet<string>?> OnlyAsync(IHubStore hub) =>
        Identity.Length == 0
            ? null
            : (await new PersonFinder(hub, WriteError).FindAsync(Identity, StopToken)).Select(user => user.Id).ToHashSet(StringComparer.Ordinal);
}

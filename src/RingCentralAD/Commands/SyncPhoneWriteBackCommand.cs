using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Writes direct numbers and extensions into the directory, as the HubToAd mappings say.</summary>
/// <remarks>
/// <para>Off until Set-AdDirectory -WriteBack $true. Only values that differ are written; each change deletes the value last read and adds the
/// new one in one request. A temporary number never reaches the directory. The first run asks once; a script answers with -ConfirmFirstRun.
/// After a no nothing is written and nothing waits; where nobody can answer, the plan is held.</para>
/// <para>The guard stops a run that would replace or clear too many filled values (Set-RcProvisioningOption -GuardFloor); -WhatIf says so before. What it
/// holds is in Get-RcOperation -State Held, person by person: what Approve-RcOperation lets through is written by the next run, and what Deny-RcOperation
/// refuses is written by none, not even with -AcceptGuard, as long as it is the same.
/// What a run left that was let through and died is finished by the next one.</para>
/// <para>Refused while the sync is suspended (Suspend-RcSync); change windows are kept by Invoke-RcSync alone.</para>
/// </remarks>
/// <example>
/// <code>Sync-PhoneWriteBack -WhatIf</code>
/// <para>Shows what would be filled, replaced and left.</para>
/// </example>
/// <example>
/// <code>Import-AdUsers | Invoke-RcProvisioning | Sync-PhoneWriteBack</code>
/// <para>Brings new people all the way and writes their numbers back.</para>
/// </example>
[Cmdlet(VerbsData.Sync, "PhoneWriteBack", SupportsShouldProcess = true)]
[OutputType(typeof(WriteBackRecord))]
public sealed class SyncPhoneWriteBackCommand : PersonCmdlet
{
    private readonly HashSet<string> _people = new(StringComparer.Ordinal);

    /// <summary>The directory's name in the hub; without it all directories whose write-back is on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <summary>Confirms the first write-back into a directory, where nobody is at the prompt.</summary>
    [Parameter]
    public SwitchParameter ConfirmFirstRun { get; set; }

    /// <summary>Accepts what the guard would stop, for this run.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (HubUser person in await NamedAsync())
        {
            _people.Add(person.Id);
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (OnlyNamed && _people.Count == 0)
        {
            return;
        }

        IHubStore hub = await StoreAsync();
        IReadOnlyList<DirectoryEntry> entries = Directory is null
            ? [.. (await hub.ListAsync<DirectoryEntry>(cancellationToken: StopToken)).Where(entry => entry.Settings.WriteBack)]
            : [await DirectoryRegistration.FindAsync(hub, Directory, StopToken)];
        if (entries.Count == 0 || !entries[0].Settings.WriteBack)
        {
            throw new RingCentralAdException(
                "WriteBackOff", ErrorKind.InvalidInput, "Write-back is switched off: nothing was written.", "Switch it on with Set-AdDirectory -WriteBack $true.", Directory);
        }

        foreach (DirectoryEntry entry in entries)
        {
            await SyncAsync(entry);
        }
    }

    private async Task SyncAsync(DirectoryEntry entry)
    {
        HubConnection connection = await ConnectionAsync();
        IDirectory directory = await Openings.DirectoryAsync(connection, entry, Secrets(), StopToken);
        IReadOnlySet<string>? only = OnlyNamed ? _people : null;
        if (WhatIf.IsAsked(this))
        {
            WriteBackPlan planned;
            await using (IHubStore trial = await connection.Store.BeginTrialAsync(StopToken))
            await using (WriteBackRun what = await WriteBackRun.BeginAsync(trial, entry, trial: true, Time, StopToken))
            {
                await what.SettleAsync(directory, StopToken);
                planned = await new WriteBackConsent(trial, new PipelineAsker(this), ConfirmFirstRun).PlanAsync(what, entry, only, AcceptGuard, StopToken);
            }

            if (planned.Stopped is { } reason)
            {
                TellGuard(GuardErrors.OfWriteBackPlan(entry, reason), whatIf: true);
            }

            Foretell($"{await IdentityAsync()}: {planned}", "Write numbers back", planned.Records);
            return;
        }

        using ProgressWriter progress = new(this);
        await using WriteBackRun run = await WriteBackRun.BeginAsync(connection.Store, entry, trial: false, Time, StopToken);
        await run.SettleAsync(directory, StopToken);
        WriteBackConsent consent = new(connection.Store, new PipelineAsker(this), ConfirmFirstRun);
        WriteBackPlan plan = await consent.PlanAsync(run, entry, only, AcceptGuard, StopToken);
        WriteBackPlan through = await WriteBackConsent.LetThroughAsync(run, plan, StopToken);
        if (!await consent.AgreesAsync(run, through, StopToken))
        {
            Tell(Interruption.Declined(RunKind.WriteBack));
            return;
        }

        await HandOnAsync(run.ExecuteAsync(through, directory, progress, StopToken));

        await run.EndAsync(plan.Stopped);
        if (plan.Stopped is null || through.Operations.Count > 0)
        {
            Tell(run.Summary);
        }

        if (plan.Stopped is { } why)
        {
            TellGuard(GuardErrors.OfWriteBack(entry, why), whatIf: false);
        }
    }
}

using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>The stages of a sync, each by the run that the single cmdlets use too.</summary>
internal static class SyncStages
{
    /// <summary>Imports the directories whose time has come, or all. One that cannot be read holds up none of the others.</summary>
    public static async Task<IReadOnlyList<SyncStage>> ImportAsync(SyncContext context, CancellationToken cancellationToken)
    {
        if (context.Directories.Count == 0)
        {
            return [await StageRun.CarryOutAsync(context, SyncStageKind.Import, "(none)", "", _ => DirectoryRegistration.FindAsync(context.Hub, null, cancellationToken), cancellationToken).ConfigureAwait(false)];
        }

        IReadOnlyList<DirectoryEntry> due = context.Request.All || context.Request.Full
            ? context.Directories
            : await DirectorySchedule.DueAsync(context.Hub, context.Directories, context.Time, cancellationToken).ConfigureAwait(false);
        bool agreed = due.Count == 0 || context.Request.WhatIf
            || await context.Host.AgreesAsync($"{context.Where}: {string.Join(", ", due.Select(entry => entry.Name))}", "Import people and groups").ConfigureAwait(false);
        List<SyncStage> stages = [];
        foreach (DirectoryEntry entry in context.Directories)
        {
            stages.Add(!due.Contains(entry) ? StageRun.Not(SyncStageKind.Import, entry.Name, SyncStageState.NotDue)
                : !agreed ? StageRun.Not(SyncStageKind.Import, entry.Name, SyncStageState.Stopped, Interruption.Declined(RunKind.Import))
                : await StageRun.CarryOutAsync(context, SyncStageKind.Import, entry.Name, entry.Id, run => ImportAsync(context, entry, run, cancellationToken), cancellationToken).ConfigureAwait(false));
        }

        return stages;
    }

    /// <summary>Provisions what the hub holds.</summary>
    public static Task<SyncStage> ProvisionAsync(SyncContext context, CancellationToken cancellationToken) => StageRun.CarryOutAsync(
        context, SyncStageKind.Provisioning, Ids.RingCentral, Ids.RingCentral, run => ProvisionAsync(context, run, cancellationToken), cancellationToken);

    /// <summary>Reads numbers back, where some directory gets them.</summary>
    public static Task<SyncStage> ReadBackAsync(SyncContext context, CancellationToken cancellationToken) => context.Directories.Any(entry => entry.Settings.WriteBack)
        ? StageRun.CarryOutAsync(context, SyncStageKind.ReadBack, Ids.RingCentral, Ids.RingCentral, run => ReadBackAsync(context, run, cancellationToken), cancellationToken)
        : Task.FromResult(StageRun.Not(SyncStageKind.ReadBack, Ids.RingCentral, SyncStageState.NotDue, "write-back is off"));

    /// <summary>Writes numbers into the directories whose write-back is on.</summary>
    public static async Task<IReadOnlyList<SyncStage>> WriteBackAsync(SyncContext context, CancellationToken cancellationToken)
    {
        List<SyncStage> stages = [];
        foreach (DirectoryEntry entry in context.Directories)
        {
            stages.Add(entry.Settings.WriteBack
                ? await StageRun.CarryOutAsync(context, SyncStageKind.WriteBack, entry.Name, entry.Id, run => WriteBackAsync(context, entry, run, cancellationToken), cancellationToken).ConfigureAwait(false)
                : StageRun.Not(SyncStageKind.WriteBack, entry.Name, SyncStageState.NotDue, "write-back is off"));
        }

        return stages;
    }

    private static async Task ImportAsync(SyncContext context, DirectoryEntry entry, StageRun stage, CancellationToken cancellationToken)
    {
        SyncRequest asked = context.Request;
        DirectoryHealthLog? health = asked.WhatIf ? null : new DirectoryHealthLog(context.Hub, context.Time);
        try
        {
            await (health?.BeginAsync(entry.Id, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            IDirectory directory = await context.OpenAsync(entry, cancellationToken).ConfigureAwait(false);
            ImportRequest request = new()
            {
                Full = asked.Full || DirectorySchedule.IsFullDue(entry, context.Time),
                AcceptGuard = asked.AcceptGuard,
                Trial = asked.WhatIf,
                Progress = context.Host.Progress,
                Tell = context.Host.Tell,
            };
            DirectoryImport import = DirectoryScope.Import(context.Hub, directory, entry, context.Time);
            await foreach (ImportRecord record in import.RunAsync(request, cancellationToken).ConfigureAwait(false))
            {
                stage.Count(record.Action.ToString());
            }

            stage.Name(import.Summary!);
            await (health?.SucceedAsync(entry.Id, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            if (import.Stopped is not null)
            {
                stage.EndBy(await GuardErrors.OfImportAsync(context.Hub, import, entry, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception error) when (health is not null && DirectoryHealthLog.IsFailure(error) && context.Host.Explain(error) is not null)
        {
            RingCentralAdException why = context.Host.Explain(error)!;
            await health.FailAsync(entry.Id, why.ErrorId, why.Message, why.Remedy, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ProvisionAsync(SyncContext context, StageRun stage, CancellationToken cancellationToken)
    {
        bool open = context.IsOpen;
        if (!open)
        {
            string opens = context.Options.Opens(context.Time.GetUtcNow());
            stage.Outside(context.Options.LeaversAlways ? $"only leavers; the change window {opens}" : $"the change window {opens}");
            if (!context.Options.LeaversAlways)
            {
                return;
            }
        }

        SyncRequest asked = context.Request;
        IAccount account = await context.OpenAccountAsync(cancellationToken).ConfigureAwait(false);
        ProvisioningRun run = await ProvisioningRun.BeginAsync(
            context.Hub, account, asked.WhatIf, context.Host.Progress, context.Time, new SendGate(context.Time, context.Windows), cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            context.AccountListed = true;
            try
            {
                Plan plan = await run.PlanAsync(null, asked.AcceptGuard, context.Host.Progress, cancellationToken).ConfigureAwait(false);
                (string? stopped, string? held) = (plan.Stopped, plan.HeldFingerprint);
                ProvisioningConsent consent = new(context.Hub, context.Host, asked.ConfirmFirstRun);
                plan = asked.WhatIf ? plan : await consent.ApplyAsync(run, plan, full: true, cancellationToken).ConfigureAwait(false);
                plan = open ? plan : plan with { Operations = [.. plan.Operations.Where(operation => SendGate.IsOfLeaver(operation.Kind))] };
                await CarryOutAsync(run, plan, context, cancellationToken).ConfigureAwait(false);
                await (consent.Refused ? run.DeclineAsync() : run.EndAsync(stopped ?? consent.Waits)).ConfigureAwait(false);
                if (consent.Refused)
                {
                    stage.Decline(RunKind.Provisioning);
                }
                else if ((consent.Unanswered ?? (stopped is null ? null : asked.WhatIf ? GuardErrors.OfPlan(stopped) : GuardErrors.OfProvisioning(stopped, held))) is { } why)
                {
                    stage.EndBy(why);
                }
            }
            finally
            {
                stage.Take(run.Summary);
            }
        }
    }

    private static async Task CarryOutAsync(ProvisioningRun run, Plan plan, SyncContext context, CancellationToken cancellationToken)
    {
        if (context.Request.WhatIf)
        {
            run.CountPlanned(plan);
            return;
        }

        await foreach (ProvisioningRecord _ in run.ExecuteAsync(plan, context.Host.Progress, cancellationToken).ConfigureAwait(false))
        {
            // The run counts.
        }
    }

    private static async Task ReadBackAsync(SyncContext context, StageRun stage, CancellationToken cancellationToken)
    {
        SyncRequest asked = context.Request;
        IAccount account = await context.OpenAccountAsync(cancellationToken).ConfigureAwait(false);
        AccountImport import = new(context.Hub, account, context.Time);
        ImportRequest request = new() { Full = asked.Full, Trial = asked.WhatIf, Progress = context.Host.Progress };
        await foreach (ImportRecord record in import.ReadBackAsync(request, context.AccountListed, cancellationToken).ConfigureAwait(false))
        {
            stage.Count(record.Action.ToString());
        }

        stage.Name(import.Summary!);
    }

    private static async Task WriteBackAsync(SyncContext context, DirectoryEntry entry, StageRun stage, CancellationToken cancellationToken)
    {
        if (!context.IsOpen)
        {
            stage.Outside($"the change window {context.Options.Opens(context.Time.GetUtcNow())}");
            return;
        }

        SyncRequest asked = context.Request;
        IDirectory directory = await context.OpenAsync(entry, cancellationToken).ConfigureAwait(false);
        WriteBackRun run = await WriteBackRun.BeginAsync(context.Hub, entry, asked.WhatIf, context.Time, new SendGate(context.Time, context.Windows), cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            try
            {
                await run.SettleAsync(directory, cancellationToken).ConfigureAwait(false);
                WriteBackConsent consent = new(context.Hub, context.Host, asked.ConfirmFirstRun);
                WriteBackPlan plan = await consent.PlanAsync(run, entry, null, asked.AcceptGuard, cancellationToken).ConfigureAwait(false);
                if (asked.WhatIf)
                {
                    foreach (WriteBackRecord record in plan.Records)
                    {
                        stage.Count(record.Action.ToString());
                    }
                }
                else
                {
                    await CarryOutAsync(context, run, plan, directory, consent, stage, cancellationToken).ConfigureAwait(false);
                }

                if (plan.Stopped is { } reason)
                {
                    stage.EndBy(asked.WhatIf ? GuardErrors.OfWriteBackPlan(entry, reason) : GuardErrors.OfWriteBack(entry, reason));
                }
            }
            finally
            {
                stage.Take(run.Summary);
            }
        }
    }

    private static async Task CarryOutAsync(
        SyncContext context, WriteBackRun run, WriteBackPlan plan, IDirectory directory, WriteBackConsent consent, StageRun stage, CancellationToken cancellationToken)
    {
        WriteBackPlan through = await WriteBackConsent.LetThroughAsync(run, plan, cancellationToken).ConfigureAwait(false);
        if (!await consent.AgreesAsync(run, through, cancellationToken).ConfigureAwait(false))
        {
            stage.Decline(RunKind.WriteBack);
            return;
        }

        await foreach (WriteBackRecord _ in run.ExecuteAsync(through, directory, context.Host.Progress, cancellationToken).ConfigureAwait(false))
        {
            // The run counts.
        }

        await run.EndAsync(plan.Stopped).ConfigureAwait(false);
    }
}

using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The whole sync of a hub: imports directories, provisions RingCentral, reads numbers back, writes them into directories. A stage that cannot run
/// takes none of the others with it: what the hub holds is provisioned though a directory is down, and numbers that are known are written though
/// RingCentral is. Whatever a guard or a question holds stays as it is, and the stages after it work without it.
/// </summary>
public sealed class SyncCycle
{
    /// <summary>What a run is called where it is only tried out (-WhatIf): Invoke-RcSync says it once it came to its end, and by it a schedule's trial knows that it did.</summary>
    public const string Action = "Run the sync";

    private const string Stage = "Sync";
    private readonly IHubStore _hub;
    private readonly ISyncHost _host;
    private readonly TimeProvider _time;

    /// <summary>Makes the sync of a hub.</summary>
    public SyncCycle(IHubStore hub, ISyncHost host, TimeProvider time) => (_hub, _host, _time) = (hub, host, time);

    /// <summary>Runs it once. Only one host at a time syncs a hub, and none while it is suspended: then the summary says so, and nothing is done.</summary>
    public async Task<SyncSummary> RunAsync(SyncRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        HubIdentity identity = await _hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        SyncSummary summary = new()
        {
            Hub = _hub.Location,
            Company = identity.Company,
            AccountId = identity.AccountId,
            Host = Environment.MachineName,
            StartedAt = _time.GetUtcNow(),
            WhatIf = request.WhatIf,
        };
        try
        {
            summary = request.WhatIf
                ? summary with { Stages = await TryOutAsync(request, cancellationToken).ConfigureAwait(false) }
                : await AloneAsync(summary, request, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.ErrorId is "SyncSuspended" or "HubBusy" or "TimeZoneUnknown")
        {
            summary = summary with { ErrorId = error.ErrorId, Reason = error.Message, Remedy = error.Remedy };
        }

        summary = summary with { EndedAt = _time.GetUtcNow() };
        if (!request.WhatIf)
        {
            _hub.Log?.Tell(SyncLogLevel.Information, "Sync ended", ("ExitCode", summary.ExitCode), ("ErrorId", summary.ErrorId), ("Stages", summary.Stages.Count));
        }

        return summary;
    }

    private async Task<SyncSummary> AloneAsync(SyncSummary summary, SyncRequest request, CancellationToken cancellationToken)
    {
        await HubSuspension.CheckAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        SyncMark before = await _hub.GetAsync<SyncMark>(cancellationToken).ConfigureAwait(false);
        StageLease lease = await SyncWait.BeginAsync(
            () => StageLease.TakeAsync(_hub, Stage, _time, cancellationToken), request, _host, _time, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            SyncMark mark = await _hub.GetAsync<SyncMark>(cancellationToken).ConfigureAwait(false);
            if (mark.Id != before.Id && Covers(mark, request))
            {
                return summary with { DoneBy = mark.Host };
            }

            summary = summary with { Stages = await StagesAsync(_hub, request, cancellationToken).ConfigureAwait(false) };
            if (request.IsWhole && summary.Outcome != SyncOutcome.CouldNotRun)
            {
                await MarkAsync(request, summary.Host, lease.Lease, cancellationToken).ConfigureAwait(false);
            }

            return summary;
        }
    }

    /// <summary>Says to those who wait what was done. Where it cannot be said, all was done nevertheless, and they do it once more.</summary>
    private async Task MarkAsync(SyncRequest request, string host, Lease lease, CancellationToken cancellationToken)
    {
        SyncMark mark = new()
        {
            Id = Ids.New(_time),
            EndedAt = _time.GetUtcNow(),
            Host = host,
            All = request.All,
            Full = request.Full,
            IgnoreWindow = request.IgnoreWindow,
            AcceptGuard = request.AcceptGuard,
            ConfirmFirstRun = request.ConfirmFirstRun,
        };
        try
        {
            await _hub.WriteAsync(transaction => transaction.SetAsync(mark, cancellationToken), lease, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error)
        {
            _hub.Log?.Tell(SyncLogLevel.Warning, "Sync not marked as done", ("ErrorId", error.ErrorId));
        }
    }

    /// <summary>Whether a sync did all that this one is asked for: what it was not allowed to do, it left.</summary>
    private static bool Covers(SyncMark mark, SyncRequest request) =>
        (mark.Full || (!request.Full && (mark.All || !request.All)))
        && (mark.IgnoreWindow || !request.IgnoreWindow)
        && (mark.AcceptGuard || !request.AcceptGuard)
        && (mark.ConfirmFirstRun || !request.ConfirmFirstRun);

    /// <summary>The same code on a hub that forgets; all stages share it, so that each sees what the one before would have done.</summary>
    private async Task<IReadOnlyList<SyncStage>> TryOutAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        IHubStore trial = await _hub.BeginTrialAsync(cancellationToken).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            return await StagesAsync(trial, request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<SyncStage>> StagesAsync(IHubStore hub, SyncRequest request, CancellationToken cancellationToken)
    {
        SyncContext context = new()
        {
            Hub = hub,
            Where = (await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false)).ToString(),
            Host = _host,
            Request = request,
            Options = await hub.GetAsync<SyncOptions>(cancellationToken).ConfigureAwait(false),
            Directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Time = _time,
        };

        // Before anything is done: a zone that this host does not know stops all of it.
        _ = context.IsOpen;
        List<SyncStage> stages = [];
        stages.AddRange(request.SkipImport
            ? context.Directories.Select(entry => StageRun.Not(SyncStageKind.Import, entry.Name, SyncStageState.LeftOut))
            : await SyncStages.ImportAsync(context, cancellationToken).ConfigureAwait(false));
        stages.Add(request.SkipProvisioning
            ? StageRun.Not(SyncStageKind.Provisioning, Ids.RingCentral, SyncStageState.LeftOut)
            : await SyncStages.ProvisionAsync(context, cancellationToken).ConfigureAwait(false));
        stages.Add(request.SkipReadBack
            ? StageRun.Not(SyncStageKind.ReadBack, Ids.RingCentral, SyncStageState.LeftOut)
            : await SyncStages.ReadBackAsync(context, cancellationToken).ConfigureAwait(false));
        stages.AddRange(request.SkipWriteBack
            ? context.Directories.Select(entry => StageRun.Not(SyncStageKind.WriteBack, entry.Name, SyncStageState.LeftOut))
            : await SyncStages.WriteBackAsync(context, cancellationToken).ConfigureAwait(false));
        if (!request.WhatIf)
        {
            await HealthNotes.KeepAsync(context, cancellationToken).ConfigureAwait(false);
        }

        return stages;
    }
}

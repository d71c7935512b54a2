using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>
/// A person's word on a provisioning run. It is asked for once a run, with the first plan's sum; the first full run of a hub asks in any case. Where
/// nobody can answer the plan is held, and what a person approved one by one is left; after a no nothing is carried out, and nothing waits.
/// </summary>
public sealed class ProvisioningConsent
{
    /// <summary>Why a run is held whose first question nobody answered.</summary>
    internal const string FirstWaits = "the first full provisioning waits for confirmation";

    private const string PlanChanged = "PlanChanged";
    private readonly IHubStore _hub;
    private readonly IAsker _asker;
    private readonly bool _confirmFirstRun;
    private readonly string? _fingerprint;
    private bool? _agreed;

    /// <summary>Makes it for one run.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="asker">Who answers.</param>
    /// <param name="confirmFirstRun">The first full run is confirmed already.</param>
    /// <param name="fingerprint">The only plan that may be carried out; null for any.</param>
    public ProvisioningConsent(IHubStore hub, IAsker asker, bool confirmFirstRun, string? fingerprint = null) =>
        (_hub, _asker, _confirmFirstRun, _fingerprint) = (hub, asker, confirmFirstRun, fingerprint);

    /// <summary>Why the plan is held, where it is so because nobody could answer or it is another plan; to be thrown at the end of the run.</summary>
    public RingCentralAdException? Unanswered { get; private set; }

    /// <summary>The same in short, as the run keeps it.</summary>
    public string? Waits => Unanswered?.ErrorId == "QuestionUnanswered" ? FirstWaits : Unanswered?.Message;

    /// <summary>A person said no.</summary>
    public bool Refused => _agreed == false && Unanswered is null;

    /// <summary>What of the plan may be carried out.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="full">The plan is for everybody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Plan> ApplyAsync(ProvisioningRun run, Plan plan, bool full, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(plan);
        _agreed ??= await run.AskingAsync(() => AskAsync(plan, full, cancellationToken)).ConfigureAwait(false);
        if (_agreed.Value)
        {
            return plan;
        }

        if (Refused)
        {
            return await run.DropAsync(plan, cancellationToken).ConfigureAwait(false);
        }

        Plan held = await run.HoldAsync(plan, "waits for confirmation", cancellationToken).ConfigureAwait(false);
        return Unanswered!.ErrorId == PlanChanged ? held with { Operations = [.. held.Operations.Where(static operation => operation.State != OperationState.Planned)] } : held;
    }

    private async Task<bool> AskAsync(Plan plan, bool full, CancellationToken cancellationToken)
    {
        HubIdentity identity = await _hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        bool first = full && !identity.ProvisioningConfirmed && !plan.Summary.IsEmpty;
        if (_fingerprint is not null && plan.Summary.Fingerprint != _fingerprint)
        {
            Unanswered = new RingCentralAdException(
                PlanChanged, ErrorKind.Conflict, $"The plan is no longer {_fingerprint} but {plan.Summary.Fingerprint}: {plan.Summary}. Nothing of it was carried out.",
                "Look at it with Invoke-RcProvisioning -WhatIf, then name the new fingerprint.", _fingerprint);
            return false;
        }

        if (!await _asker.AgreesAsync(plan.Summary.ToString(), "Provision RingCentral").ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            if (first && !_confirmFirstRun
                && !await _asker.AnswersAsync($"{plan.Summary}. Carry it out?", $"The first full provisioning of {identity}.", "-ConfirmFirstRun").ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (RingCentralAdException error)
        {
            Unanswered = error;
            return false;
        }

        if (first)
        {
            await _hub.WriteAsync(
                async transaction => await transaction.SetAsync(
                    await transaction.GetIdentityAsync(cancellationToken).ConfigureAwait(false) with { ProvisioningConfirmed = true }, cancellationToken).ConfigureAwait(false),
                null,
                cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}

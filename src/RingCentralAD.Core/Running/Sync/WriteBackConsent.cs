using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>A person's word on a write-back: the first one into a directory asks in any case. Where nobody can answer the plan is held; after a no nothing of it waits.</summary>
public sealed class WriteBackConsent
{
    /// <summary>Why a run is held whose first question nobody answered.</summary>
    internal const string FirstWaits = "the first write-back waits for confirmation";

    private readonly IHubStore _hub;
    private readonly IAsker _asker;
    private readonly bool _confirmFirstRun;

    /// <summary>Makes it.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="asker">Who answers.</param>
    /// <param name="confirmFirstRun">The first write-back is confirmed already.</param>
    public WriteBackConsent(IHubStore hub, IAsker asker, bool confirmFirstRun) => (_hub, _asker, _confirmFirstRun) = (hub, asker, confirmFirstRun);

    /// <summary>
    /// Plans; the plan says whether the guard stops it. The first write-back asks in any case, and its question counts what is replaced, so that no guard
    /// need stop it.
    /// </summary>
    public async Task<WriteBackPlan> PlanAsync(WriteBackRun run, DirectoryEntry entry, IReadOnlySet<string>? only, bool acceptGuard, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(entry);
        bool first = !(await _hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false)).WriteBackConfirmed.Contains(entry.Id);
        return await run.PlanAsync(only, acceptGuard || first, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What may go of a plan: all of it, or, where the guard stops it, what people have approved; the rest is held.</summary>
    public static async Task<WriteBackPlan> LetThroughAsync(WriteBackRun run, WriteBackPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Stopped is not { } reason)
        {
            return plan;
        }

        await run.HoldAsync(plan.Part(approved: false), reason, "Approve-RcOperation lets this person's values through, Sync-PhoneWriteBack -AcceptGuard everybody's.", cancellationToken).ConfigureAwait(false);
        return plan.Part(approved: true);
    }

    /// <summary>Whether the plan may be carried out; it is dropped where a person said no. Held, and throws <c>QuestionUnanswered</c> where nobody can answer.</summary>
    public async Task<bool> AgreesAsync(WriteBackRun run, WriteBackPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan is { Stopped: not null, Operations.Count: 0 })
        {
            return true;
        }

        HubIdentity identity = await _hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        if (!await run.AskingAsync(() => _asker.AgreesAsync($"{identity}: {plan}", "Write numbers back")).ConfigureAwait(false))
        {
            await run.DropAsync(plan, cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (plan.Operations.Count == 0 || identity.WriteBackConfirmed.Contains(plan.Directory.Id))
        {
            return true;
        }

        try
        {
            if (!_confirmFirstRun && !await run.AskingAsync(() => _asker.AnswersAsync($"{plan}. Carry it out?", $"The first write-back of {identity}.", "-ConfirmFirstRun")).ConfigureAwait(false))
            {
                await run.DropAsync(plan, cancellationToken).ConfigureAwait(false);
                return false;
            }
        }
        catch (RingCentralAdException)
        {
            await run.HoldAsync(plan, FirstWaits, "Confirm it: Sync-PhoneWriteBack -ConfirmFirstRun.", cancellationToken).ConfigureAwait(false);
            await run.EndAsync(FirstWaits).ConfigureAwait(false);
            throw;
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                HubIdentity now = await transaction.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
                await transaction.SetAsync(now with { WriteBackConfirmed = [.. now.WriteBackConfirmed.Append(plan.Directory.Id).Distinct()] }, cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return true;
    }
}

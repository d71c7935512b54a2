using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Carries a plan out, stage by stage: leavers before links before joiners before updates. Within a stage the rate groups are used side by side. Each
/// operation is Sent before the first byte of its request leaves, and what the answer says is committed with its end.
/// </summary>
public sealed class Executor : IDisposable
{
    /// <summary>People at work at once by single requests: enough to keep the allowance in use while answers are on their way.</summary>
    private const int PeopleAtOnce = 8;

    private const int RequestsAtOnce = 4;
    private readonly IAccount _account;
    private readonly AccountOutcome _outcome;
    private readonly OperationEnds _ends;
    private readonly RunLog _run;
    private readonly LinkWay _link;
    private readonly SingleWay _single;
    private readonly BulkUpdateWay _bulk;
    private readonly BatchWay _batch;
    private readonly DeleteWay _delete;
    private readonly Unsettled _unsettled;

    /// <summary>Makes the executor of one run.</summary>
    public Executor(IHubStore hub, IAccount account, AccountOutcome outcome, ErrorTrace trace, RunLog run, SendGate gate, TimeProvider time)
    {
        _account = account;
        _outcome = outcome;
        _run = run;
        _ends = new OperationEnds(hub, outcome, trace, run, gate, time);
        Settler settler = new(account);
        Together together = new(account, _ends, time);
        _link = new LinkWay(_ends);
        _single = new SingleWay(account, _ends, settler, time);
        _bulk = new BulkUpdateWay(account, _ends, together, _single, settler);
        _batch = new BatchWay(_ends, together, _single);
        _delete = new DeleteWay(account, _ends, together, _single);
        _unsettled = new Unsettled(hub, settler, _single, outcome, run);
    }

    /// <summary>Settles what an earlier run sent and never heard of.</summary>
    /// <returns>Those who turned out to be done, or who wait for a person's word.</returns>
    public Task<IReadOnlyList<ProvisioningRecord>> SettleOpenAsync(CancellationToken cancellationToken = default) => _unsettled.SettleAsync(cancellationToken);

    /// <summary>Carries the plan out; emits each person once what happened is stored.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="listed">The account as it was when the plan was made.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ProvisioningRecord> ExecuteAsync(
        Plan plan, AccountFacts listed, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Operation[] planned = [.. plan.Operations.Where(operation => operation.State == OperationState.Planned)];
        Schedule schedule = Schedule.Of(planned, new Allowance(_account.Allowances));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource abandoned = new();
        Channel<Ended> ended = Channel.CreateBounded<Ended>(1);
        Task work = Task.Run(() => WorkAsync(schedule, listed, ended.Writer, abandoned.Token, stop.Token), CancellationToken.None);
        int done = 0;
        try
        {
            // Whoever stops still hears of all that was done; the stop itself comes out at the end.
            await foreach (Ended one in ended.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                progress?.Report(new RunProgress("Provisioning RingCentral", ++done, planned.Length, plan.People[one.Operation.UserId].Person)
                {
                    Left = schedule.Cost.Duration * (1 - ((double)done / planned.Length)),
                });
                if (one.Operation.State is not (OperationState.Done or OperationState.Failed))
                {
                    _run.Count(one.Operation.State.ToString());
                }

                yield return plan.RecordOf(one.Operation, one.Extension, one.Operation.TargetKey is null ? null : _outcome.DirectNumberOf(one.Operation.TargetKey));
            }
        }
        finally
        {
            // Whoever wants no more leaves nobody at work behind: what is on its way is settled by the next run.
            await abandoned.CancelAsync().ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (Operation waiting in plan.Operations.Where(operation => operation.State != OperationState.Planned))
        {
            _run.Count(waiting.Shown.ToString());
            yield return plan.RecordOf(waiting);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _single.Dispose();

    private async Task WorkAsync(Schedule schedule, AccountFacts listed, ChannelWriter<Ended> ended, CancellationToken abandoned, CancellationToken cancellationToken)
    {
        Exception? failed = null;
        try
        {
            Joined joined = new();
            foreach (Stage stage in schedule.Stages)
            {
                await StageAsync(stage, listed, joined, one => ended.WriteAsync(one, abandoned).AsTask(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            failed = error;
        }

        ended.Complete(failed);
    }

    private Task StageAsync(Stage stage, AccountFacts listed, Joined joined, Func<Ended, Task> hand, CancellationToken cancellationToken) => Lanes.RunAsync(
        cancellationToken,
        Lanes.Of(stage.Links, 1, (operations, stop) => _link.CarryOutAsync(operations, listed, one => hand(joined.Note(one)), stop)),
        Lanes.Of(stage.People, PeopleAtOnce, (steps, stop) => StepsAsync(steps, joined, hand, stop)),
        Lanes.Of(stage.Updates, RequestsAtOnce, async (operations, stop) => await _bulk.CarryOutAsync(await ReadyAsync(operations, joined, hand, stop).ConfigureAwait(false), hand, stop).ConfigureAwait(false)),
        Lanes.Of(stage.Batches, RequestsAtOnce, (operations, stop) => _batch.CarryOutAsync(operations, one => hand(joined.Note(one)), stop)),
        Lanes.Of(stage.Deletes, RequestsAtOnce, (operations, stop) => _delete.CarryOutAsync(operations, hand, stop)));

    /// <summary>The steps of one person, one after the other.</summary>
    private async Task StepsAsync(IReadOnlyList<Operation> steps, Joined joined, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        foreach (Operation step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Operation ready in await ReadyAsync([step], joined, hand, cancellationToken).ConfigureAwait(false))
            {
                await hand(joined.Note(await _single.CarryOutAsync(ready, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The operations with the extensions that the steps before gave their people; without an extension there is nothing to do.</summary>
    private async Task<IReadOnlyList<Operation>> ReadyAsync(IReadOnlyList<Operation> operations, Joined joined, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        List<Operation> ready = [];
        foreach (Operation operation in operations)
        {
            if (joined.Ready(operation) is { } known)
            {
                ready.Add(known);
            }
            else
            {
                await hand(await _ends.LeftAsync(operation, "RcNoExtensionYet", "The person has no extension yet: the step before did not go through.", cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }

        return ready;
    }

    /// <summary>Who got which extension in this run, and who was to get one and did not.</summary>
    private sealed class Joined
    {
        private readonly ConcurrentDictionary<string, string?> _extensions = new(StringComparer.Ordinal);

        public Ended Note(Ended ended)
        {
            if (ended.Operation.Kind is OperationKind.Create or OperationKind.Fill or OperationKind.Link)
            {
                _extensions[ended.Operation.UserId] = ended.Operation.State == OperationState.Done ? ended.Operation.TargetKey : null;
            }

            return ended;
        }

        public Operation? Ready(Operation operation)
        {
            if (operation.Kind is OperationKind.Create or OperationKind.Fill or OperationKind.Link || !_extensions.TryGetValue(operation.UserId, out string? extension))
            {
                return operation.TargetKey is not null || operation.Kind == OperationKind.Create ? operation : null;
            }

            return extension is null ? null : operation with { TargetKey = extension };
        }
    }
}

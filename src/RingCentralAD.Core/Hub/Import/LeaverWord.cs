using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Carries out a person's word on deactivations that the guard of an import holds. Who is approved is deactivated at once, if the reason is still
/// the one that was looked at; who is refused stays as they are until the reason changes. The guard stays as it is for the others, and does not
/// count those who were approved.
/// </summary>
public sealed class LeaverWord
{
    /// <summary>The run's count of people whom a person approved.</summary>
    public const string Accepted = nameof(Accepted);

    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;
    private readonly List<RingCentralAdException> _refusals = [];

    /// <summary>Makes it for a hub.</summary>
    public LeaverWord(IHubStore hub, TimeProvider time) => (_hub, _time) = (hub, time);

    /// <summary>Operations for which the word came too late, each with why.</summary>
    public IReadOnlyList<RingCentralAdException> Refusals => _refusals;

    /// <summary>Whether an operation is a deactivation in the hub that an import wants.</summary>
    public static bool Concerns(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Kind == OperationKind.Deactivate && operation.SystemId != Ids.RingCentral;
    }

    /// <summary>Carries the word out; gives each operation as it then is. No import runs meanwhile.</summary>
    /// <param name="operations">What was looked at.</param>
    /// <param name="approve">Whether these people may go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<Operation> DecideAsync(IReadOnlyCollection<Operation> operations, bool approve, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operations);
        foreach (IGrouping<string, Operation> directory in operations.GroupBy(operation => operation.SystemId))
        {
            RunLog run = await RunLog.BeginAsync(_hub, RunKind.Import, directory.Key, trial: false, _time, cancellationToken).ConfigureAwait(false);
            await using (run.ConfigureAwait(false))
            {
                ProfileBuilder builder = await ProfileBuilder.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
                foreach (string[] ids in directory.Select(operation => operation.Id).Distinct().Chunk(BatchSize))
                {
                    foreach (Operation operation in await BatchAsync(directory.Key, ids, approve, builder, run, cancellationToken).ConfigureAwait(false))
                    {
                        yield return operation;
                    }
                }

                await run.EndAsync(RunState.Completed).ConfigureAwait(false);
            }
        }
    }

    private async Task<List<Operation>> BatchAsync(string systemId, string[] ids, bool approve, ProfileBuilder builder, RunLog run, CancellationToken cancellationToken)
    {
        IReadOnlyList<Operation> rows = await _hub.ListAsync(new Filter<Operation>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false);
        string[] people = [.. rows.Select(row => row.UserId).Distinct()];
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, people, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, people, cancellationToken).ConfigureAwait(false);
        string[] systems = [Ids.RingCentral, .. builder.Directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)];
        HubChanges changes = new(_time);

        // One time for all of it: provisioning sees by it that nothing has changed since the word.
        DateTimeOffset now = _time.GetUtcNow();
        List<Operation> settled = [];
        foreach (Operation row in rows)
        {
            AppUser[] all = [.. appUsers[row.UserId]];
            AppUser? entry = all.FirstOrDefault(user => user.SystemId == row.SystemId && user.Key == row.TargetKey);
            string? reason = entry is null ? null : Departure.ReasonOf(entry, all, builder);
            if (row.State != OperationState.Held || reason != row.Payload || !users.TryGetValue(row.UserId, out HubUser? user) || user.Status == HubUserStatus.Deactivated)
            {
                _refusals.Add(Outdated(row, users.GetValueOrDefault(row.UserId)));
                continue;
            }

            settled.Add(approve ? Approved(row, now) : Denied(row));
            run.Count(approve ? Accepted : nameof(Word.Denied));
            if (approve)
            {
                Departure.Take(user, entry!, reason!, systems, changes, now);
                run.Count(nameof(ImportAction.Deactivated));
            }
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
                await ReplicaPeople.EndMembershipsAsync(transaction, systemId, [.. changes.AppUsers.Keys.Select(key => key.Key)], cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync(settled, cancellationToken).ConfigureAwait(false);
                await run.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            },
            run.Lease,
            cancellationToken).ConfigureAwait(false);
        return settled;
    }

    private Operation Approved(Operation row, DateTimeOffset now) => row with
    {
        State = OperationState.Done,
        ErrorId = Word.Approved,
        Reason = $"Approved by {Word.By(_time)}. Before: {row.Reason}",
        Remedy = null,
        DoneAt = now,
    };

    private Operation Denied(Operation row) => row with
    {
        ErrorId = Word.Denied,
        Reason = $"Refused by {Word.By(_time)}; stays as long as the reason is the same. Before: {row.Reason}",
        Remedy = Word.Reversal,
    };

    private static RingCentralAdException Outdated(Operation row, HubUser? user) => new(
        "OperationNotHeld", ErrorKind.Conflict,
        row.State == OperationState.Held
            ? $"Whether {user?.Name ?? row.UserId} is to go is another question by now: it was held because the entry was {Departure.Words(row.Payload ?? "")}."
            : $"The deactivation of {user?.Name ?? row.UserId} is {row.State} by now.",
        "Run Import-AdUsers, then look at Get-RcOperation -State Held.", row.Id);
}

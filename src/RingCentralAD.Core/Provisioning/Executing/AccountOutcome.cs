using System.Collections.Concurrent;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Brings into the hub what an operation did: the extension as RingCentral answered it, its link and numbers, the person's values, and
/// the operation's end, in one transaction.
/// </summary>
public sealed class AccountOutcome : IDisposable
{
    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly AccountReplica _replica;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, string?> _directNumbers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _saving = new(1);
    private ILookup<string, PhoneNumber>? _numbers;

    /// <summary>Makes it for one run.</summary>
    public AccountOutcome(IHubStore hub, IAccount account, AccountReplica replica, TimeProvider time)
    {
        _hub = hub;
        _account = account;
        _replica = replica;
        _time = time;
    }

    /// <summary>Reads the account's numbers at once, where that is cheaper than asking for each person.</summary>
    public async Task ReadAllNumbersAsync(CancellationToken cancellationToken = default)
    {
        List<PhoneNumber> numbers = [];
        await foreach (PhoneNumber number in _account.ReadNumbersAsync(cancellationToken).ConfigureAwait(false))
        {
            numbers.Add(number);
        }

        _numbers = numbers.Where(number => number.ExtensionId is not null).ToLookup(number => number.ExtensionId!, StringComparer.Ordinal);
    }

    /// <summary>The direct number that was read for an extension in this run; null where none was, or where it is not final.</summary>
    public string? DirectNumberOf(string extensionId) => _directNumbers.GetValueOrDefault(extensionId);

    /// <summary>Stores finished operations with all they changed, in one transaction.</summary>
    public async Task SaveAsync(IReadOnlyList<Doing> done, RunLog run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(run);
        if (done.Count == 0)
        {
            return;
        }

        Dictionary<string, AppUser> known = (await _hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, [.. done.Select(doing => doing.TargetKey)]), cancellationToken).ConfigureAwait(false))
            .ToDictionary(extension => extension.Key, StringComparer.Ordinal);
        List<AppUser> changed = [];
        foreach (Doing doing in done)
        {
            if (doing.Change(known.GetValueOrDefault(doing.TargetKey), _time.GetUtcNow()) is { } now)
            {
                now = doing.Operation.Kind == OperationKind.Delete ? now : now with { UserId = doing.Operation.UserId };
                changed.Add(doing.KnowsNumbers ? now : await NumberedAsync(now, doing.Operation.Kind, done.Count, cancellationToken).ConfigureAwait(false));
                _directNumbers[now.Key] = RingCentralNumbers.IsKnown(changed[^1].Attributes) ? changed[^1].Attributes.Text("directNumber") : null;
            }
        }

        // One at a time: two people may lay claim to the same login. What RingCentral answered is stored, whoever stops meanwhile.
        await _saving.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _replica.UpdateAsync(changed, known, transaction => EndAsync(transaction, done, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task EndAsync(IHubTransaction transaction, IReadOnlyList<Doing> done, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync([.. done.Select(doing => doing.Operation)], cancellationToken).ConfigureAwait(false);
        await transaction.RemoveAsync(new Filter<Problem>().In(row => row.Id, [.. done.Select(doing => PlanProblems.Of(doing.Operation, "", _time).Id)]), cancellationToken).ConfigureAwait(false);
        foreach (Doing doing in done.Where(doing => doing.Operation.Kind is OperationKind.Create or OperationKind.Fill or OperationKind.Link))
        {
            await UnlinkGoneAsync(transaction, doing.Operation.UserId, doing.TargetKey, cancellationToken).ConfigureAwait(false);
        }

        foreach (Doing doing in done)
        {
            await EndWordsAsync(transaction, doing.Operation, cancellationToken).ConfigureAwait(false);
        }

        string[] left = [.. done.Where(doing => doing.Operation.Kind == OperationKind.Deactivate).Select(doing => doing.Operation.UserId)];
        if (left.Length > 0)
        {
            await transaction.RemoveAsync(
                new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.UserId, left).Equal(row => row.Assigned, false), cancellationToken).ConfigureAwait(false);
        }

        // Whoever has no extension any more is no longer reckoned by it.
        string[] deleted = [.. done.Where(doing => doing.Operation.Kind == OperationKind.Delete).Select(doing => doing.Operation.UserId)];
        if (deleted.Length > 0)
        {
            await transaction.SaveAsync([.. deleted.Select(user => new TouchedMark(Ids.RingCentral, user, Ids.New(_time)))], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AppUser> NumberedAsync(AppUser extension, OperationKind kind, int together, CancellationToken cancellationToken)
    {
        bool awaits = kind is OperationKind.Fill or OperationKind.Create or OperationKind.Link or OperationKind.Reactivate || !RingCentralNumbers.IsKnown(extension.Attributes);
        if (!awaits)
        {
            return extension;
        }

        if (ReadAtOnce.Pays(together) && _numbers is null)
        {
            await ReadAllNumbersAsync(cancellationToken).ConfigureAwait(false);
        }

        return await WithNumbersAsync(extension, made: kind == OperationKind.Create, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores a refused operation and lists the person as stuck.</summary>
    public async Task FailAsync(Operation failed, RunLog run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(run);
        HubUser? user = await _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, failed.UserId), cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([failed], cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync([PlanProblems.Of(failed, user?.Name ?? failed.UserId, _time)], cancellationToken).ConfigureAwait(false);
            },
            run.Lease,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores one refused value of an operation that goes on without it.</summary>
    public async Task FailValueAsync(Operation refused, string parameter, RunLog run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(run);
        HubUser? user = await _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, refused.UserId), cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([refused], cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync([PlanProblems.OfValue(refused, parameter, user?.Name ?? refused.UserId, _time)], cancellationToken).ConfigureAwait(false);
            },
            run.Lease,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => _saving.Dispose();

    /// <summary>The directory's app user of a person, by which errors are traced.</summary>
    public async Task<AppUser?> SourceOfAsync(string userId, CancellationToken cancellationToken = default) =>
        OwnerOrder.SourceOf(await _hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, userId), cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// What was done is stored whether or not its numbers can be read: without them the write-back holds the person, and the next read-back brings them.
    /// </summary>
    private async Task<AppUser> WithNumbersAsync(AppUser extension, bool made, CancellationToken cancellationToken)
    {
        try
        {
            return DirectNumber.Apply(extension, await NumbersAsync(extension.Key, made, cancellationToken).ConfigureAwait(false));
        }
        catch (AccountException error) when (error.Failure != AccountFailure.SignIn)
        {
            return extension with { Attributes = extension.Attributes.With([new("directNumber", null), new(RingCentralNumbers.StateAttribute, null)]) };
        }
    }

    /// <summary>From the whole list where it was read, and where the extension was there by then.</summary>
    private async Task<IEnumerable<PhoneNumber>> NumbersAsync(string extensionId, bool made, CancellationToken cancellationToken) =>
        _numbers is not null && (!made || _numbers.Contains(extensionId))
            ? _numbers[extensionId]
            : await _account.ReadNumbersAsync(extensionId, cancellationToken).ConfigureAwait(false);

    /// <summary>The hub's value was sent: what a person said of the difference before has come to its end.</summary>
    private static async Task EndWordsAsync(IHubTransaction transaction, Operation done, CancellationToken cancellationToken)
    {
        if (done.Changes.Count > 0)
        {
            await transaction.RemoveAsync(
                new Filter<DriftChoice>().Equal(row => row.UserId, done.UserId).In(row => row.Attribute, [.. done.Changes.Select(change => change.Attribute)]),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A person whose extension was gone and was made again keeps one link only.</summary>
    private static async Task UnlinkGoneAsync(IHubTransaction transaction, string userId, string extensionId, CancellationToken cancellationToken)
    {
        IReadOnlyList<AppUser> others = await transaction.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, userId), cancellationToken).ConfigureAwait(false);
        AppUser[] gone = [.. others.Where(other => other.Key != extensionId && other.State == AppUserState.Gone).Select(other => other with { UserId = null })];
        if (gone.Length > 0)
        {
            await transaction.SaveAsync(gone, cancellationToken).ConfigureAwait(false);
        }
    }
}

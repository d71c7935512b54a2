using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Brings into the hub what an operation did: the extension as RingCentral answered it, its link and numbers, the person's values, and
/// the operation's end, in one transaction.
/// </summary>
public sealed class AccountOutcome
{
    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly AccountReplica _replica;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, string?> _directNumbers = new(StringComparer.Ordinal);
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

    /// <summary>Stores a finished operation with all it changed.</summary>
    public async Task SaveAsync(Operation done, Extension extension, RunLog run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(extension);
        ArgumentNullException.ThrowIfNull(run);
        AppUser? known = await _hub.FindAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.Key, extension.Id), cancellationToken).ConfigureAwait(false);
        AppUser now = AccountAppUsers.From(extension, known, _time.GetUtcNow()) with { UserId = done.UserId };
        bool awaitsNumber = done.Kind is OperationKind.Fill or OperationKind.Create or OperationKind.Link or OperationKind.Reactivate || !RingCentralNumbers.IsKnown(now.Attributes);
        if (awaitsNumber)
        {
            now = await WithNumbersAsync(now, cancellationToken).ConfigureAwait(false);
        }

        _directNumbers[extension.Id] = RingCentralNumbers.IsKnown(now.Attributes) ? now.Attributes.Text("directNumber") : null;
        await _replica.UpdateAsync(
            [now],
            async transaction =>
            {
                await transaction.SaveAsync([done], cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<Problem>().Equal(row => row.Id, PlanProblems.Of(done, "", _time).Id), cancellationToken).ConfigureAwait(false);
                await UnlinkGoneAsync(transaction, done, extension, cancellationToken).ConfigureAwait(false);
                if (done.Kind == OperationKind.Deactivate)
                {
                    await transaction.RemoveAsync(
                        new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, done.UserId).Equal(row => row.Assigned, false),
                        cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
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

    /// <summary>The directory's app user of a person, by which errors are traced.</summary>
    public async Task<AppUser?> SourceOfAsync(string userId, CancellationToken cancellationToken = default) =>
        OwnerOrder.Of([Ids.ActiveDirectory], await _hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, userId), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>
    /// What was done is stored whether or not its numbers can be read: without them the write-back holds the person, and the next read-back brings them.
    /// </summary>
    private async Task<AppUser> WithNumbersAsync(AppUser extension, CancellationToken cancellationToken)
    {
        try
        {
            return DirectNumber.Apply(extension, await NumbersAsync(extension.Key, cancellationToken).ConfigureAwait(false));
        }
        catch (AccountException error) when (error.Failure != AccountFailure.SignIn)
        {
            return extension with { Attributes = extension.Attributes.With([new("directNumber", null), new(RingCentralNumbers.StateAttribute, null)]) };
        }
    }

    private async Task<IEnumerable<PhoneNumber>> NumbersAsync(string extensionId, CancellationToken cancellationToken) =>
        _numbers is not null && _numbers.Contains(extensionId)
            ? _numbers[extensionId]
            : await _account.ReadNumbersAsync(extensionId, cancellationToken).ConfigureAwait(false);

    /// <summary>A person whose extension was gone and was made again keeps one link only.</summary>
    private static async Task UnlinkGoneAsync(IHubTransaction transaction, Operation done, Extension extension, CancellationToken cancellationToken)
    {
        IReadOnlyList<AppUser> others = await transaction.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, done.UserId), cancellationToken).ConfigureAwait(false);
        AppUser[] gone = [.. others.Where(other => other.Key != extension.Id && other.State == AppUserState.Gone).Select(other => other with { UserId = null })];
        if (gone.Length > 0)
        {
            await transaction.SaveAsync(gone, cancellationToken).ConfigureAwait(false);
        }
    }
}

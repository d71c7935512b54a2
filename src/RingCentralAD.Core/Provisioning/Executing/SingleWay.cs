using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Carries out one operation by requests of its own, to its end: what may be repeated is repeated, a lost answer is settled by looking, one
/// refused value does not hold back the others. A retry sends the stored body.
/// </summary>
internal sealed class SingleWay(IAccount account, OperationEnds ends, Settler settler, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _firstCreate = new(1);
    private AccountException? _noLicence;
    private bool _creates;

    /// <summary>Carries an operation out.</summary>
    public async Task<Ended> CarryOutAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (operation.Kind == OperationKind.Link)
        {
            Extension? linked = await account.FindExtensionAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false);
            return linked is null
                ? await ends.TakenAsync(operation, cancellationToken).ConfigureAwait(false)
                : await ends.DoneAsync(Doing.Shown(operation, linked), cancellationToken).ConfigureAwait(false);
        }

        if (operation.Kind == OperationKind.Fill && await account.FindExtensionAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false) is not { Status: "Unassigned" })
        {
            return await ends.TakenAsync(operation, cancellationToken).ConfigureAwait(false);
        }

        return operation.Kind == OperationKind.Create
            ? await CreateAsync(operation, cancellationToken).ConfigureAwait(false)
            : await TryAsync(operation, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with an operation that was sent with others and came to this bad end.</summary>
    public Task<Ended> GoOnAsync(Operation sent, AccountException error, CancellationToken cancellationToken) => TryAsync(sent, error, cancellationToken);

    public void Dispose() => _firstCreate.Dispose();

    /// <summary>Until one extension was made, one at a time is tried: where no licence is left, one finds out for all.</summary>
    private async Task<Ended> CreateAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (!Volatile.Read(ref _creates))
        {
            await _firstCreate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!_creates)
                {
                    Ended first = await CreateOrRefuseAsync(operation, cancellationToken).ConfigureAwait(false);
                    Volatile.Write(ref _creates, first.Operation.State == OperationState.Done);
                    return first;
                }
            }
            finally
            {
                _firstCreate.Release();
            }
        }

        return await CreateOrRefuseAsync(operation, cancellationToken).ConfigureAwait(false);
    }

    private Task<Ended> CreateOrRefuseAsync(Operation operation, CancellationToken cancellationToken) => _noLicence is { } none
        ? ends.RefusedAsync(operation, none, cancellationToken)
        : TryAsync(operation, null, cancellationToken);

    private async Task<Ended> TryAsync(Operation operation, AccountException? earlier, CancellationToken cancellationToken)
    {
        Waits waits = new(time);
        for (int attempt = 1; ; attempt++)
        {
            AccountException error;
            Doing? doing = null;
            if (earlier is null)
            {
                operation = (await ends.SendingAsync([operation], cancellationToken).ConfigureAwait(false))[0];
                try
                {
                    doing = await SendAsync(operation, cancellationToken).ConfigureAwait(false);
                    error = null!;
                }
                catch (SendingClosedException)
                {
                    await ends.NotSentAsync([operation]).ConfigureAwait(false);
                    throw;
                }
                catch (AccountException caught)
                {
                    error = caught;
                }
            }
            else
            {
                (error, earlier) = (earlier, null);
            }

            if (doing is not null)
            {
                // What fails from here on is no failure of the write, which must not be sent again.
                return await ends.DoneAsync(doing, cancellationToken).ConfigureAwait(false);
            }

            switch (error.Failure)
            {
                case AccountFailure.RateLimited or AccountFailure.NotSent:
                    operation = await ends.StoreAsync(operation with { State = OperationState.Planned }, cancellationToken).ConfigureAwait(false);
                    if (attempt == Together.Tries)
                    {
                        // An answer about this request alone (CMN-204: the extension is held by another operation) stops nobody else.
                        return error.Failure == AccountFailure.NotSent && error.Status is >= 400 and < 500
                            ? await ends.RefusedAsync(operation, error, cancellationToken).ConfigureAwait(false)
                            : throw error;
                    }

                    await waits.NextAsync(error.RetryAfter, cancellationToken).ConfigureAwait(false);
                    continue;

                case AccountFailure.SignIn or AccountFailure.Denied:
                    await ends.StoreAsync(operation with { State = OperationState.Planned }, cancellationToken).ConfigureAwait(false);
                    throw error;

                case AccountFailure.Unknown:
                    operation = await ends.StoreAsync(
                        operation with { State = OperationState.Unknown, ErrorId = error.ErrorId, Reason = error.Message, RequestId = error.RequestId }, cancellationToken).ConfigureAwait(false);
                    await waits.NextAsync(null, cancellationToken).ConfigureAwait(false);
                    Ended settled = await SettleAsync(operation, OperationState.Planned, cancellationToken).ConfigureAwait(false);
                    if (settled.Operation.State != OperationState.Planned)
                    {
                        return settled;
                    }

                    operation = settled.Operation;
                    if (attempt == Together.Tries)
                    {
                        return await ends.RefusedAsync(operation, error, cancellationToken).ConfigureAwait(false);
                    }

                    continue;

                case AccountFailure.Refused when AccountPayload.Split(operation.Payload, error.Parameter, operation.Kind != OperationKind.Update) is { Remainder: { } rest } split:
                    operation = await ends.WithoutValueAsync(operation, split.Value, rest, error, cancellationToken).ConfigureAwait(false);
                    attempt = 0;
                    continue;

                default:
                    _noLicence ??= error.Failure == AccountFailure.NoResource && operation.Kind == OperationKind.Create ? error : null;
                    return await ends.RefusedAsync(operation, error, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Finds out by looking whether a sent operation was carried out.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="notDone">Where it stands when it was not.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Ended> SettleAsync(Operation operation, OperationState notDone, CancellationToken cancellationToken)
    {
        Settlement found = await settler.SettleAsync(operation, cancellationToken).ConfigureAwait(false);
        return await SettledAsync(operation, found, notDone, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores what looking found.</summary>
    public async Task<Ended> SettledAsync(Operation operation, Settlement found, OperationState notDone, CancellationToken cancellationToken)
    {
        if (found.Doing is { } doing)
        {
            return await ends.DoneAsync(doing, cancellationToken).ConfigureAwait(false);
        }

        Operation ended = found.Unclear is null
            ? operation with { State = notDone, ErrorId = null, Reason = null }
            : operation with
            {
                State = OperationState.Held,
                ErrorId = "RcUnclear",
                Reason = $"An answer was lost and {found.Unclear}.",
                Remedy = "Look at them in the service web portal, delete what is too much, and run the provisioning again.",
            };
        return new Ended(await ends.StoreAsync(ended, cancellationToken).ConfigureAwait(false), null);
    }

    private async Task<Doing> SendAsync(Operation operation, CancellationToken cancellationToken)
    {
        IAccount asking = ends.Asking(account, [operation]);
        switch (operation.Kind)
        {
            case OperationKind.Create when BatchPayload.Is(operation.Payload!):
                BatchResult made = (await asking.ProvisionBatchAsync(BatchPayload.Of([operation]), cancellationToken).ConfigureAwait(false))[0];
                return made.Error is null ? Doing.Made(operation, made) : throw made.Error;
            case OperationKind.Create:
                AccountAnswer created = await asking.CreateExtensionAsync(operation.Payload!, cancellationToken).ConfigureAwait(false);
                return Doing.Shown(operation, created.Extension, created.RequestId);
            case OperationKind.AssignNumber:
                return Doing.Numbered(operation, await asking.AssignNumberAsync(StockNumber.IdOf(operation.Payload!), operation.TargetKey!, cancellationToken).ConfigureAwait(false));
            case OperationKind.AssignRoles:
                return Doing.Entitled(operation, await asking.AssignRolesAsync(operation.TargetKey!, RolePayload.IdsOf(operation.Payload!), cancellationToken).ConfigureAwait(false));
            default:
                AccountAnswer changed = await asking.UpdateExtensionAsync(operation.TargetKey!, operation.Payload!, cancellationToken).ConfigureAwait(false);
                return Doing.Shown(operation, changed.Extension, changed.RequestId);
        }
    }
}

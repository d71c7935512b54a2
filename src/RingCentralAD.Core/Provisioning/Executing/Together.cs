using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// One request for several operations: all of them are Sent before its first byte leaves. What was certainly not carried out is sent
/// again; every other bad end is handed back, for each operation to be settled by itself.
/// </summary>
internal sealed class Together(IAccount account, OperationEnds ends, TimeProvider time)
{
    /// <summary>How often a request is tried that was certainly not carried out.</summary>
    public const int Tries = 6;

    /// <summary>Sends.</summary>
    /// <returns>The operations as sent, and the answer or why there is none.</returns>
    /// <exception cref="AccountException">Nobody can go on: signing in failed, or the rate or an outage does not end.</exception>
    public async Task<(IReadOnlyList<Operation> Sent, T? Answer, AccountException? Error)> SendAsync<T>(
        IReadOnlyList<Operation> operations, Func<IAccount, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        Waits waits = new(time);
        for (int attempt = 1; ; attempt++)
        {
            operations = await ends.SendingAsync(operations, cancellationToken).ConfigureAwait(false);
            try
            {
                return (operations, await send(ends.Asking(account, operations)).ConfigureAwait(false), null);
            }
            catch (AccountException error) when (error.Failure is AccountFailure.RateLimited or AccountFailure.NotSent or AccountFailure.SignIn)
            {
                operations = [.. operations.Select(operation => operation with { State = OperationState.Planned })];
                await ends.StoreAsync(operations, cancellationToken).ConfigureAwait(false);
                if (error.Failure == AccountFailure.SignIn || attempt == Tries)
                {
                    throw;
                }

                await waits.NextAsync(error.RetryAfter, cancellationToken).ConfigureAwait(false);
            }
            catch (SendingClosedException)
            {
                await ends.NotSentAsync(operations).ConfigureAwait(false);
                throw;
            }
            catch (AccountException error)
            {
                return (operations, null, error);
            }
        }
    }
}

/// <summary>Waits between tries: 2 s, doubling up to a minute, or as long as RingCentral says.</summary>
internal sealed class Waits(TimeProvider time)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private TimeSpan _next = TimeSpan.FromSeconds(2);

    public async Task NextAsync(TimeSpan? asked, CancellationToken cancellationToken)
    {
        await Task.Delay(asked ?? _next, time, cancellationToken).ConfigureAwait(false);
        _next = _next * 2 < s_longest ? _next * 2 : s_longest;
    }
}

using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// Carries calls: a place in the rate budget, a token, the request, and then either an answer or an <see cref="AccountException"/>.
/// </summary>
/// <remarks>
/// A read is tried again after 429, 5xx, a broken answer or none. A write is tried again only when it was certainly not carried out:
/// 429, no connection before the first byte of its body, 401 with a fresh token. Every other bad end of a write is
/// <see cref="AccountFailure.Unknown"/> and left to the caller, who looks before anything is sent again.
/// </remarks>
internal sealed class Transport(
    Wire wire, SignIn signIn, AccountSettings settings, string? proxy, RingCentralOptions options, TimeProvider time, Func<CancellationToken, Task>? beforeWrite = null)
{
    // Callers share a token, so somebody who ends sessions hits all of them: one more sign-in each would often not do.
    private const int Renewals = 3;

    /// <summary>The same, asking before each write, once its turn has come and before its first byte leaves.</summary>
    public Transport Asking(Func<CancellationToken, Task> before) => new(wire, signIn, settings, proxy, options, time, before);

    /// <summary>The answer to a call, read by the given reader: null from it means that the answer makes no sense.</summary>
    public async Task<T> SendAsync<T>(HttpCall call, Func<HttpAnswer, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        int renewals = 0;
        int refusals = 0;
        for (int attempt = 1; ; attempt++)
        {
            AccountException error;
            bool again;
            try
            {
                (HttpAnswer answer, AccessToken token) = await AttemptAsync(call, attempt, cancellationToken).ConfigureAwait(false);
                if (answer.IsSuccess && Read(answer, read) is T result)
                {
                    return result;
                }

                if (answer.Status == 401 && renewals < Renewals && refusals++ < 2 * Renewals)
                {
                    // 401 is given before anything is carried out, so this holds for writes too. A token that another caller
                    // has replaced meanwhile was only late.
                    renewals += signIn.Forget(token) ? 1 : 0;
                    attempt--;
                    continue;
                }

                TimeSpan? wait = RetryAfter.Read(answer.Header, time.GetUtcNow()) ?? (answer.Status == 429 ? wire.ClosedFor(call) : null);
                error = answer.IsSuccess ? AccountErrors.NotRingCentral(call, answer) : AccountErrors.FromAnswer(call, answer, wait);
                again = MayRepeat(call, answer, error);
            }
            catch (TransportException fault)
            {
                error = TransportErrors.From(call, settings.Server, fault, proxy);
                again = fault.Fault != TransportFault.Tls && (call.IsRead || fault.CertainlyNotSent);
            }

            if (!again || attempt >= options.Tries || error.RetryAfter > options.LongestWait)
            {
                throw error;
            }

            // A refused rate is waited for in the group's line, together with everybody else.
            if (error.Failure != AccountFailure.RateLimited)
            {
                await Task.Delay(BackOff.After(attempt, error.RetryAfter), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<(HttpAnswer Answer, AccessToken Token)> AttemptAsync(HttpCall call, int attempt, CancellationToken cancellationToken)
    {
        AccessToken? token = null;
        HttpAnswer answer = await wire.SendAsync(
            call,
            async stop =>
            {
                token = await signIn.TokenAsync(stop).ConfigureAwait(false);
                await (call.IsRead || beforeWrite is null ? Task.CompletedTask : beforeWrite(stop)).ConfigureAwait(false);
                return token.Header;
            },
            attempt,
            cancellationToken).ConfigureAwait(false);
        return (answer, token!);
    }

    // Whatever a reader trips over, the request may have been carried out: never an exception of another kind.
    private static T? Read<T>(HttpAnswer answer, Func<HttpAnswer, T?> read)
        where T : class
    {
        try
        {
            return read(answer);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static bool MayRepeat(HttpCall call, HttpAnswer answer, AccountException error) =>
        error.Failure == AccountFailure.RateLimited
        || (call.IsRead && (answer.IsSuccess || answer.Status is 408 or 429 or 500 or > 501));
}

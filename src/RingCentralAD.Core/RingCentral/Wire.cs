using System.Net.Http.Headers;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>One try of one request: its place in the rate budget, what the answer says of the rate, and a line in the log.</summary>
internal sealed class Wire(HttpSender sender, RateBudgets budgets, RingCentralOptions options, TimeProvider time)
{
    /// <summary>Waits for a place, gets the authorization, sends. Throws <see cref="TransportException"/> where no whole answer came.</summary>
    public Task<HttpAnswer> SendAsync(
        HttpCall call, Func<CancellationToken, Task<AuthenticationHeaderValue?>> authorization, int attempt, CancellationToken cancellationToken) =>
        SendAsync(call, authorization, attempt, options.LongestWait, cancellationToken);

    /// <summary>The same with a patience of its own: zero sends at once or not at all.</summary>
    public async Task<HttpAnswer> SendAsync(
        HttpCall call, Func<CancellationToken, Task<AuthenticationHeaderValue?>> authorization, int attempt, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        RateBudget budget = budgets.For(call.ToString(), call.Group);
        long asked = time.GetTimestamp();
        if (!await budget.TakeAsync(longestWait, cancellationToken).ConfigureAwait(false))
        {
            throw TooLong(call, budget.BlockedFor);
        }

        TimeSpan waited = time.GetElapsedTime(asked);
        Sent? sent = null;
        try
        {
            AuthenticationHeaderValue? header = await authorization(cancellationToken).ConfigureAwait(false);
            sent = new Sent(budget.Sending(), time.GetUtcNow(), time.GetTimestamp());
            sent.Answer = await sender.SendAsync(call, header, cancellationToken).ConfigureAwait(false);
            return sent.Answer;
        }
        catch (TransportException fault) when (sent is not null)
        {
            sent.Fault = fault;
            throw;
        }
        finally
        {
            if (sent is null or { Fault.CertainlyNotSent: true })
            {
                budget.Unused();
            }
            else
            {
                budget = budgets.Settle(call.ToString(), budget, sent.Place, sent.Answer?.Rate, sent.Answer?.Status == 429);
                Penalise(budget, sent.Answer);
            }

            Tell(call, budget, sent, attempt, waited);
        }
    }

    /// <summary>How long RingCentral takes no such call, where it refused one.</summary>
    public TimeSpan? ClosedFor(HttpCall call) => budgets.For(call.ToString(), call.Group).BlockedFor is { Ticks: > 0 } wait ? wait : null;

    private void Penalise(RateBudget budget, HttpAnswer? answer)
    {
        if (answer?.Status != 429)
        {
            return;
        }

        TimeSpan? wait = RetryAfter.Read(answer.Header, time.GetUtcNow());
        if (answer.Rate is null)
        {
            budgets.BlockAll(wait);
        }
        else
        {
            budget.Block(wait);
        }
    }

    private static AccountException TooLong(HttpCall call, TimeSpan wait) => new(
        RingCentralErrorIds.RateLimited,
        ErrorKind.Limit,
        AccountFailure.RateLimited,
        $"RingCentral takes no requests like {call} for another {Counted.Of((long)Math.Ceiling(wait.TotalMinutes), "minute")}.",
        "Look for another program that uses the same app and user; run again later.")
    {
        RetryAfter = wait,
    };

    private void Tell(HttpCall call, RateBudget budget, Sent? sent, int attempt, TimeSpan waited)
    {
        if (sent is null || options.Log is null)
        {
            return;
        }

        RequestLogEntry entry = new()
        {
            At = sent.At,
            Method = call.Method.Method,
            Path = "/" + call.Path,
            Group = budget.Group,
            Status = sent.Answer?.Status,
            Error = sent.Answer is { IsSuccess: false } refused ? ErrorBody.Read(refused)?.FirstCode : sent.Fault?.Fault.ToString() ?? (sent.Answer is null ? "Stopped" : null),
            Duration = time.GetElapsedTime(sent.Started),
            Attempt = attempt,
            Waited = waited,
            RequestId = sent.Answer?.RequestId,
        };
        try
        {
            options.Log(entry);
        }
        catch (Exception)
        {
            // A listener that fails must not turn a write that was done into one that failed.
        }
    }

    private sealed record Sent(RatePlace Place, DateTimeOffset At, long Started)
    {
        public HttpAnswer? Answer { get; set; }

        public TransportException? Fault { get; set; }
    }
}

using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>One request and its answer: the faults that strike it, its headers, its line in the log.</summary>
internal sealed class Exchange(Platform platform, HttpContext http)
{
    private readonly string _requestId = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private readonly DateTimeOffset _arrived = platform.Clock.GetUtcNow();
    private readonly long _sequence = platform.Log.Next();
    private IReadOnlyList<FaultRule> _faults = [];
    private Call? _call;

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>The connection was cut; nothing can be sent.</summary>
    public bool Cut { get; private set; }

    public void Take(Call call, IReadOnlyList<FaultRule> faults)
    {
        _call = call;
        _faults = faults;
        call.PagingShift = Of(FaultKind.PagingShift)?.Shift ?? 0;
        call.FailTask = Of(FaultKind.TaskFails) is not null;
        foreach (FaultRule rule in faults)
        {
            rule.Hook?.Invoke(platform.State);
        }
    }

    /// <summary>Faults before the operation; an answer means that the operation does not run.</summary>
    public async Task<Answer?> BeforeAsync()
    {
        foreach (FaultRule rule in _faults)
        {
            if (rule.Kind is FaultKind.TokenExpired or FaultKind.TokenRevoked)
            {
                EndToken(rule.Kind);
            }
        }

        return await StrikeAsync(FaultStage.Before, committed: false);
    }

    /// <summary>Faults after the operation.</summary>
    public async Task<Answer> AfterAsync(Answer answer, bool committed)
    {
        answer = await StrikeAsync(FaultStage.After, committed) ?? answer;
        return _faults.Aggregate(answer, BodyDamage.Apply);
    }

    public async Task SendAsync(Answer answer, bool committed)
    {
        if (Cut)
        {
            return;
        }

        Log(answer.Status, committed, answer);
        HttpResponse response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        foreach ((string name, string value) in Headers.Concat(answer.Headers))
        {
            response.Headers[name] = value;
        }

        response.Headers.Date = platform.Clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        response.Headers["RCRequestId"] = _requestId;
        response.Headers["RoutingKey"] = "SIM01P01PAS01";
        response.Headers["Content-Language"] = Messages.German(http.Request.Headers.AcceptLanguage) ? "de-DE" : "en-US";
        if (answer.Status != 204)
        {
            response.ContentLength = answer.Body.Length;
            bool cut = committed && Of(FaultKind.CutBody) is not null;
            await response.Body.WriteAsync(cut ? answer.Body[..(answer.Body.Length / 2)] : answer.Body, http.RequestAborted);
            if (cut)
            {
                await response.Body.FlushAsync(http.RequestAborted);
                http.Abort();
            }
        }
    }

    private async Task<Answer?> StrikeAsync(FaultStage stage, bool committed)
    {
        Answer? answer = null;
        foreach (FaultRule rule in _faults.Where(r => r.Stage == stage))
        {
            switch (rule.Kind)
            {
                case FaultKind.Slow:
                    // Not the request's token: a server goes on when its client has given up.
                    await Task.Delay(TimeSpan.FromSeconds(rule.DelaySeconds), platform.Clock, CancellationToken.None);
                    break;
                case FaultKind.ConnectionReset:
                    Cut = true;
                    Log(0, committed, null);
                    http.Abort();
                    return null;
                case FaultKind.ServerError:
                    answer = Error(rule);
                    break;
                case FaultKind.RateLimited:
                    answer = TooMany(rule);
                    break;
            }
        }

        return answer;
    }

    private Answer Error(FaultRule rule)
    {
        int status = rule.Status ?? 503;
        string? code = rule.Code ?? status switch { 500 => "CMN-203", 503 => "CMN-201", _ => null };
        Answer answer = code is null ? BodyDamage.Page(status) : Problem(new Problem(status, code, rule.Parameter));
        return RetryAfter(answer, rule);
    }

    private Answer TooMany(FaultRule rule) => RetryAfter(Problem(new Problem(429, rule.Code ?? "CMN-310")), rule);

    private Answer Problem(Problem problem) => ErrorAnswer.Make([problem], _call!.Operation.Legacy && platform.Options.Behaviour.LegacyErrorFields, http.Request.Headers.AcceptLanguage);

    private Answer RetryAfter(Answer answer, FaultRule rule)
    {
        if (rule.RetryAfterSeconds is { } seconds)
        {
            platform.Limits.AddRetryAfter(answer.Headers, seconds);
        }

        return answer;
    }

    private void EndToken(FaultKind kind)
    {
        string token = http.Request.Headers.Authorization.ToString().Split(' ')[^1];
        if (platform.Tokens.Find(token) is { } session)
        {
            if (kind == FaultKind.TokenExpired)
            {
                platform.Tokens.Expire(session);
            }
            else
            {
                platform.Tokens.Revoke(token);
            }
        }
    }

    private FaultRule? Of(FaultKind kind) => _faults.FirstOrDefault(r => r.Kind == kind);

    private void Log(int status, bool committed, Answer? answer) => platform.Log.Add(new RequestEntry
    {
        Sequence = _sequence,
        Time = _arrived,
        Method = http.Request.Method,
        Path = http.Request.Path,
        Query = http.Request.QueryString.ToString(),
        Operation = _call?.Operation.Name ?? "unknown",
        Group = _call?.Operation.Group ?? "",
        Writes = _call?.Operation.Writes ?? false,
        Status = status,
        Committed = committed,
        ErrorCode = answer?.ErrorCode,
        Remaining = Headers.TryGetValue("X-Rate-Limit-Remaining", out string? left) ? int.Parse(left, CultureInfo.InvariantCulture) : null,
        Faults = [.. _faults.Select(f => f.Kind)],
        Body = _call is null ? null : Redaction.Body(_call.RawBody, _call.Operation.Group == "Auth"),
        RequestId = _requestId,
    });
}

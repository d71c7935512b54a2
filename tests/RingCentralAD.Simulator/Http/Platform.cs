using System.Collections.Concurrent;

namespace RingCentralAD.Simulator;

/// <summary>The platform: everything a request meets, in the order it meets it.</summary>
internal sealed class Platform(SimulatorOptions options, TimeProvider clock)
{
    private readonly Router _router = new(OperationTable.All);

    public SimulatorOptions Options => options;

    public TimeProvider Clock => clock;

    public SimulatorState State { get; } = new(options, clock);

    public TokenStore Tokens { get; } = new(options.Tokens, clock);

    public RateLimiter Limits { get; } = new(options, clock);

    public FaultPlan Faults { get; } = new();

    public RequestLog Log { get; } = new(options.LogCapacity);

    public BulkTasks Tasks { get; } = new(clock);

    public ConcurrentQueue<Exception> Bugs { get; } = new();

    public async Task HandleAsync(HttpContext http)
    {
        Exchange exchange = new(this, http);
        byte[] body = await ReadAsync(http);
        (Operation? operation, Dictionary<string, string> parameters, string allowed) = _router.Find(http.Request.Method, http.Request.Path);
        if (operation is null)
        {
            await exchange.SendAsync(Unknown(http, allowed), committed: false);
            return;
        }

        Call call = new(this, http, operation, parameters, body);
        exchange.Take(call, Faults.Striking(operation, http.Request.Path, body));
        Answer? answer = await exchange.BeforeAsync();
        if (exchange.Cut)
        {
            return;
        }

        bool committed = false;
        if (answer is null)
        {
            answer = Run(call, exchange.Headers);
            committed = answer.Status < 400;
            answer = await exchange.AfterAsync(answer, committed);
        }

        await exchange.SendAsync(answer, committed);
    }

    public void Reset()
    {
        State.Reset();
        Tokens.RevokeAll();
        Limits.Reset();
        Faults.Clear();
        Log.Clear();
        Tasks.Clear();
    }

    private Answer Run(Call call, Dictionary<string, string> headers)
    {
        try
        {
            Admit(call, headers);
            if (call.Operation.HasBody && call.RawBody.Length > 0 && !MediaType(call.Http).Equals(call.Operation.Accepts, StringComparison.OrdinalIgnoreCase))
            {
                throw new ApiException(new Problem(415, "CMN-407", Argument: "Content-Type"));
            }

            if (call.Session is not { } session)
            {
                return call.Operation.Handle(call);
            }

            lock (session.Account.Gate)
            {
                return call.Operation.Handle(call);
            }
        }
        catch (ApiException refusal)
        {
            return ErrorAnswer.Make(refusal.Problems, call.Operation.Legacy && options.Behaviour.LegacyErrorFields, call.Http.Request.Headers.AcceptLanguage);
        }
        catch (Exception bug)
        {
            // A bug of the simulator must not pass for a fault of the platform: it is kept, and the state may be half changed.
            Bugs.Enqueue(bug);
            return ErrorAnswer.Make([new Problem(500, "CMN-203")], legacy: false, acceptLanguage: null);
        }
    }

    private void Admit(Call call, Dictionary<string, string> headers)
    {
        Operation operation = call.Operation;
        string key;
        if (operation.Group is "Auth")
        {
            key = ClientAuthentication.Claimed(call.Http.Request.Headers.Authorization, System.Text.Encoding.UTF8.GetString(call.RawBody));
        }
        else if (operation.Group is "NoThrottling")
        {
            return;
        }
        else
        {
            call.Session = Bearer.Of(this, call.Http.Request.Headers.Authorization);
            key = call.Session.RateKey;
        }

        (Dictionary<string, string> limits, bool refused) = Limits.Take(key, operation.Group);
        foreach ((string name, string value) in limits)
        {
            headers[name] = value;
        }

        if (refused)
        {
            throw new ApiException(new Problem(429, "CMN-301"));
        }

        if (call.Session is { } session)
        {
            Authorize(operation, session);
        }
    }

    private static void Authorize(Operation operation, Session session)
    {
        if (session.Account.Status == "Disabled")
        {
            throw new ApiException(new Problem(401, "OAU-142"));
        }

        if (operation.Scope is { } scope && !session.App.Scopes.Contains(scope))
        {
            throw new ApiException(new Problem(403, "CMN-401", Argument: scope));
        }

        if (operation.Permission is { } permission && !session.Permits(permission))
        {
            throw new ApiException(new Problem(403, "CMN-408", Argument: permission));
        }
    }

    private Answer Unknown(HttpContext http, string allowed)
    {
        Problem problem = allowed.Length > 0 ? new Problem(405, "CMN-202")
            : http.Request.Path.StartsWithSegments("/restapi") ? new Problem(404, "CMN-120")
            : new Problem(404, "AGW-404");
        Answer answer = ErrorAnswer.Make([problem], options.Behaviour.LegacyErrorFields, http.Request.Headers.AcceptLanguage);
        if (allowed.Length > 0)
        {
            answer.Headers["Allow"] = allowed;
        }

        return answer;
    }

    private static string MediaType(HttpContext http) => (http.Request.ContentType ?? "").Split(';')[0].Trim();

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using MemoryStream buffer = new();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }
}

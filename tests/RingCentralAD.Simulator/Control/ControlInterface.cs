using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.Simulator;

/// <summary>
/// The control interface under /simulator: no token, no limits, not in the request log. Described in README.md.
/// </summary>
internal sealed class ControlInterface(Platform platform)
{
    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await RouteAsync(http, $"{http.Request.Method} {http.Request.Path}".TrimEnd('/'));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or KeyNotFoundException)
        {
            await SendAsync(http, 400, new { error = e.Message });
        }
    }

    private Task RouteAsync(HttpContext http, string request) => request switch
    {
        "GET /simulator" => SendAsync(http, 200, Overview()),
        "POST /simulator/seed" => SeedAsync(http),
        "POST /simulator/reset" => DoneAsync(http, platform.Reset),
        "GET /simulator/state" => SendAsync(http, 200, platform.State.Dump()),
        "GET /simulator/settings" => SendAsync(http, 200, new { platform.Options.RateLimits, platform.Options.Behaviour, platform.Options.Tokens }),
        "PATCH /simulator/settings" => SettingsAsync(http),
        "GET /simulator/log" => SendAsync(http, 200, Log(http.Request.Query)),
        "DELETE /simulator/log" => DoneAsync(http, platform.Log.Clear),
        "GET /simulator/counters" => SendAsync(http, 200, platform.Log.Counters.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary()),
        "GET /simulator/faults" => SendAsync(http, 200, new { platform.Faults.Enabled, Rules = platform.Faults.Rules.Select(r => new { r.Rule, r.Struck }) }),
        "POST /simulator/faults" => FaultsAsync(http),
        "DELETE /simulator/faults" => DoneAsync(http, platform.Faults.Clear),
        "GET /simulator/clock" => SendAsync(http, 200, Clock()),
        "POST /simulator/clock" => AdvanceAsync(http),
        "POST /simulator/tokens/expire" => DoneAsync(http, platform.Tokens.ExpireAll),
        "POST /simulator/tokens/revoke" => DoneAsync(http, platform.Tokens.RevokeAll),
        "POST /simulator/ports/complete" => PortAsync(http),
        _ when request.StartsWith("PATCH /simulator/extensions/", StringComparison.Ordinal) => EditAsync(http, Id(request)),
        _ when request.StartsWith("DELETE /simulator/extensions/", StringComparison.Ordinal) => SendAsync(http, 200, new { removed = platform.State.Accounts.Any(a => a.Remove(Id(request))) }),
        _ => SendAsync(http, 404, new { error = $"The control interface has no '{request}'." }),
    };

    private object Overview() => new
    {
        Name = "RingCentral simulator",
        Now = platform.Clock.GetUtcNow().UtcDateTime,
        Sessions = platform.Tokens.Count,
        Accounts = platform.State.Accounts.Select(a => new { a.Id, a.CompanyName, Extensions = a.ExtensionTable.Count, Numbers = a.NumberTable.Count, a.Licences, a.Created }),
        Operations = OperationTable.All.Select(o => $"{o.Method} {o.Path} {o.Name} ({o.Group})"),
    };

    private async Task SeedAsync(HttpContext http)
    {
        platform.State.Seed(await ReadAsync<SeedRequest>(http));
        await SendAsync(http, 200, Overview());
    }

    private async Task FaultsAsync(HttpContext http)
    {
        JsonNode node = await ReadAsync<JsonNode>(http);
        FaultRule[] rules = node is JsonArray ? node.Deserialize<FaultRule[]>(SimulatorJson.Options)! : [node.Deserialize<FaultRule>(SimulatorJson.Options)!];
        foreach (FaultRule rule in rules)
        {
            platform.Faults.Add(rule);
        }

        await SendAsync(http, 200, new { added = rules.Length });
    }

    private async Task SettingsAsync(HttpContext http)
    {
        JsonObject patch = (await ReadAsync<JsonNode>(http)).AsObject();
        SettingsPatch.Apply(platform.Options, patch);
        await SendAsync(http, 200, new { platform.Options.RateLimits, platform.Options.Behaviour, platform.Options.Tokens });
    }

    private async Task AdvanceAsync(HttpContext http)
    {
        double seconds = (await ReadAsync<JsonNode>(http))["advanceSeconds"]?.GetValue<double>() ?? throw new ArgumentException("Give advanceSeconds.");
        if (platform.Clock is not SimulatorClock clock)
        {
            throw new ArgumentException("This simulator's clock belongs to the process that started it.");
        }

        clock.Advance(TimeSpan.FromSeconds(seconds));
        await SendAsync(http, 200, Clock());
    }

    private async Task PortAsync(HttpContext http)
    {
        JsonNode body = await ReadAsync<JsonNode>(http);
        string number = body["phoneNumber"]?.GetValue<string>() ?? throw new ArgumentException("Give phoneNumber.");
        Porting.Complete(platform.State, number, body["replace"]?.GetValue<bool>() ?? true);
        await SendAsync(http, 200, new { completed = number });
    }

    private async Task EditAsync(HttpContext http, long id)
    {
        JsonObject patch = (await ReadAsync<JsonNode>(http)).AsObject();
        Account account = platform.State.Accounts.FirstOrDefault(a => a.Find(id) is not null) ?? throw new ArgumentException($"No account has an extension {id}.");
        Extension changed = account.Update(id, old => JsonMerge.Over(old, patch));
        await SendAsync(http, 200, changed);
    }

    private object Log(IQueryCollection query)
    {
        long since = long.TryParse(query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
        bool writes = query["writes"] == "true";
        string? operation = query["operation"];
        return new { Entries = platform.Log.Entries.Where(e => e.Sequence > since && (!writes || (e.Writes && e.Group != "Auth")) && (operation is null || e.Operation == operation)) };
    }

    private object Clock() => new { Now = platform.Clock.GetUtcNow().UtcDateTime, Speed = (platform.Clock as SimulatorClock)?.Speed ?? 1 };

    private static long Id(string request) => long.Parse(request[(request.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);

    private static async Task DoneAsync(HttpContext http, Action action)
    {
        action();
        await SendAsync(http, 200, new { done = true });
    }

    private static async Task<T> ReadAsync<T>(HttpContext http) =>
        await JsonSerializer.DeserializeAsync<T>(http.Request.Body, SimulatorJson.Options, http.RequestAborted) ?? throw new ArgumentException("The request has no JSON body.");

    private static Task SendAsync(HttpContext http, int status, object value)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json;charset=utf-8";
        return http.Response.WriteAsync(value as string ?? JsonSerializer.Serialize(value, SimulatorJson.Options), Encoding.UTF8, http.RequestAborted);
    }
}

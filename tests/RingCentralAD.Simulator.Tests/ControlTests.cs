using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.Simulator.Tests;

/// <summary>The simulator as a process, driven over its control interface.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task A_process_is_seeded_watched_struck_and_set_forward()
    {
        await using SimulatorProcess process = await SimulatorProcess.StartAsync("--clock-speed", "60", "--raised-limits");
        using HttpClient control = new() { BaseAddress = new Uri(process.BaseUri, "simulator/") };
        using PlainClient client = await PlainClient.SignedInAsync(process.BaseUri);

        await PostAsync(control, "seed", """{ "unassigned": 2, "licences": 7, "inventory": 3, "extensions": [ { "firstName": "Ann", "email": "ann@example.com", "pendingNumber": "+12125550100" } ] }""");
        JsonNode state = await GetAsync(control, "state");
        Assert.Equal((4, "7"), (state["accounts"]![0]!["extensions"]!.AsArray().Count, state["accounts"]![0]!["licences"]!.ToString()));
        Assert.Equal(await control.GetStringAsync("state", TestContext.Current.CancellationToken), await control.GetStringAsync("state", TestContext.Current.CancellationToken));

        long ann = (await client.GetAsync(Start.Extension + "?email=ann@example.com")).Records[0]!["id"]!.GetValue<long>();
        await client.SendAsync("PUT", $"{Start.Extension}/{ann}", new { password = "secret-canary-1", contact = new { department = "IT" } });
        JsonNode log = await GetAsync(control, "log?writes=true");
        Assert.Equal("updateExtension", Assert.Single(log["entries"]!.AsArray())!["operation"]!.ToString());
        Assert.DoesNotContain("canary", log.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("1", (await GetAsync(control, "counters"))["updateExtension"]!.ToString());

        await PostAsync(control, "faults", """{ "kind": "ServerError", "status": 500, "stage": "After", "operation": "createExtension", "count": 1 }""");
        Assert.Equal(500, (await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com"))).Status);
        Assert.Equal("1", (await GetAsync(control, "faults"))["rules"]![0]!["struck"]!.ToString());

        await PostAsync(control, "ports/complete", """{ "phoneNumber": "+12125550100" }""");
        Assert.Equal("PortedIn", (await client.GetAsync($"{Start.Extension}/{ann}/phone-number")).Text("records.0.status"));

        using HttpResponseMessage edited = await control.PatchAsJsonAsync($"extensions/{ann}", new { contact = new { department = "Sales" } }, TestContext.Current.CancellationToken);
        Assert.Equal("Sales", (await client.GetAsync($"{Start.Extension}/{ann}")).Text("contact.department"));

        DateTimeOffset before = DateTimeOffset.Parse((await GetAsync(control, "clock"))["now"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        await PostAsync(control, "clock", """{ "advanceSeconds": 3600 }""");
        DateTimeOffset after = DateTimeOffset.Parse((await GetAsync(control, "clock"))["now"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(after - before >= TimeSpan.FromHours(1));
        Assert.Equal("OAU-128", (await client.GetAsync("v1.0/account/~")).Code);

        using HttpResponseMessage patched = await control.PatchAsJsonAsync("settings", new { rateLimits = new { auth = new { limit = 0 } }, behaviour = new { listUnassigned = false } }, TestContext.Current.CancellationToken);
        Assert.True(patched.IsSuccessStatusCode);
        Assert.Equal(429, (await client.SignInAsync()).Status);

        await PostAsync(control, "reset", "{}");
        Assert.Single((await GetAsync(control, "state"))["accounts"]![0]!["extensions"]!.AsArray());
    }

    [Fact]
    public async Task Nonsense_is_refused_with_a_reason()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using HttpClient control = new() { BaseAddress = new Uri(simulator.BaseUri, "simulator/") };
        foreach ((string path, string body) in new[] { ("seed", """{ "unasigned": 2 }"""), ("faults", """{ "kind": "Earthquake" }"""), ("clock", """{ "advanceSeconds": 5 }"""), ("ports/complete", """{ "phoneNumber": "+1" }"""), ("seed", "{") })
        {
            using HttpResponseMessage reply = await control.PostAsync(path, new StringContent(body), TestContext.Current.CancellationToken);
            Assert.Equal(400, (int)reply.StatusCode);
            Assert.NotEmpty(JsonNode.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!.ToString());
        }
    }

    [Fact]
    public async Task A_process_refuses_an_address_that_is_not_loopback()
    {
        using Process process = SimulatorProcess.Run("--urls", "http://0.0.0.0:0");
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("127.0.0.1", error, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> GetAsync(HttpClient control, string path) => JsonNode.Parse(await control.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    private static async Task PostAsync(HttpClient control, string path, string body)
    {
        using HttpResponseMessage reply = await control.PostAsync(path, new StringContent(body), TestContext.Current.CancellationToken);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

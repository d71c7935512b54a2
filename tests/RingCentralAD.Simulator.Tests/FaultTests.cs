using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace RingCentralAD.Simulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultStage.Before, 0)]
    [InlineData(FaultStage.After, 1)]
    public async Task A_cut_connection_leaves_the_write_done_or_not(FaultStage stage, int made)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = stage, Operation = "createExtension", Count = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com")));
        Assert.Equal(made, simulator.State.Account.Created);
        RequestEntry entry = simulator.RequestLog.Writes[^1];
        Assert.Equal((0, made == 1), (entry.Status, entry.Committed));
        Assert.Equal(200 + (200 * made), (await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com"))).Status);
    }

    [Theory]
    [InlineData(500, "CMN-203", FaultStage.Before, 0)]
    [InlineData(503, "CMN-201", FaultStage.After, 1)]
    public async Task A_server_error_comes_before_or_after_the_write(int status, string code, FaultStage stage, int made)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = status, Stage = stage, Operation = "create*", Count = 1, RetryAfterSeconds = 7 });
        Reply reply = await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com"));
        Assert.Equal((status, code, "7", made), (reply.Status, reply.Code, reply.Headers["Retry-After"], simulator.State.Account.Created));
    }

    [Fact]
    public async Task A_slow_answer_waits_for_the_simulators_clock()
    {
        FakeTimeProvider clock = new();
        await using RingCentralSimulator simulator = await Start.RaisedAsync(clock: clock);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.Slow, Stage = FaultStage.After, DelaySeconds = 300, Operation = "createExtension" });
        Task<Reply> pending = client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com"));
        while (simulator.State.Account.Created == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.False(pending.IsCompleted);
        while (!pending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(300));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (await pending).Status);
    }

    [Theory]
    [InlineData(FaultKind.TokenExpired, "OAU-128")]
    [InlineData(FaultKind.TokenRevoked, "OAU-213")]
    public async Task A_token_ends_in_the_middle(FaultKind kind, string code)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = kind, Skip = 1, Count = 1 });
        Assert.Equal(200, (await client.GetAsync("v1.0/account/~")).Status);
        Assert.Equal(code, (await client.GetAsync("v1.0/account/~")).Code);
        Assert.Equal(code, (await client.GetAsync("v1.0/account/~")).Code);
    }

    [Fact]
    public async Task A_storm_of_429_comes_without_the_groups_headers()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.RateLimited, Count = 3 });
        for (int i = 0; i < 3; i++)
        {
            Reply reply = await client.GetAsync("v1.0/account/~");
            Assert.Equal((429, "CMN-310"), (reply.Status, reply.Code));
            Assert.DoesNotContain("X-Rate-Limit-Group", reply.Headers.Keys);
            Assert.DoesNotContain("Retry-After", reply.Headers.Keys);
        }

        Assert.Equal(200, (await client.GetAsync("v1.0/account/~")).Status);
    }

    [Fact]
    public async Task Bodies_are_damaged_after_the_write()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        async Task<Reply> StruckAsync(FaultKind kind, string? field = null)
        {
            simulator.Faults.Clear();
            simulator.Faults.Add(new FaultRule { Kind = kind, Field = field, Operation = "createExtension" });
            return await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", $"{kind}@example.com"));
        }

        Reply truncated = await StruckAsync(FaultKind.TruncatedJson);
        Assert.ThrowsAny<JsonException>(() => truncated.Json);
        Assert.StartsWith("text/html", (await StruckAsync(FaultKind.HtmlPage)).Headers["Content-Type"], StringComparison.Ordinal);
        Reply empty = await StruckAsync(FaultKind.EmptyBody);
        Assert.Equal((200, ""), (empty.Status, empty.Body));
        Assert.Equal("SomethingNew", (await StruckAsync(FaultKind.UnknownEnum, "status")).Text("status"));
        Assert.Null((await StruckAsync(FaultKind.MissingField, "id")).At("id"));
        Assert.Equal(5, simulator.State.Account.Created);
    }

    [Fact]
    public async Task A_connection_is_cut_in_the_middle_of_an_answer()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.CutBody, Operation = "createExtension" });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com")));
        Assert.Equal(1, simulator.State.Account.Created);
    }

    [Fact]
    public async Task Any_error_with_any_parameter_can_be_made_to_happen()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 409, Code = "CMN-204", Parameter = "extensionNumber", Operation = "updateExtension" });
        Reply reply = await client.SendAsync("PUT", Start.Extension + "/~", new { contact = new { lastName = "B" } });
        Assert.Equal((409, "CMN-204", "extensionNumber"), (reply.Status, reply.Code, reply.Parameters[0]));
    }

    [Fact]
    public async Task A_field_of_every_record_can_be_struck()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 3 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.UnknownEnum, Field = "records.*.type", Value = "Hologram" });
        Assert.All((await client.GetAsync(Start.Extension)).Records, r => Assert.Equal("Hologram", r!["type"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(-1, 10)]
    public async Task A_shifted_page_leaves_out_or_repeats_somebody(int shift, int read)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 9 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.PagingShift, Shift = shift, Operation = "listExtensions", Skip = 1, Count = 1 });
        List<long> seen = [];
        for (int page = 1; page <= 2; page++)
        {
            seen.AddRange((await client.GetAsync($"{Start.Extension}?perPage=5&page={page}")).Records.Select(r => r!["id"]!.GetValue<long>()));
        }

        Assert.Equal((read, 9), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task Chance_repeats_itself_by_its_seed()
    {
        async Task<int[]> RunAsync()
        {
            await using RingCentralSimulator simulator = await Start.RaisedAsync();
            using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
            simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Probability = 0.5, Seed = 42 });
            List<int> statuses = [];
            for (int i = 0; i < 30; i++)
            {
                statuses.Add((await client.GetAsync("v1.0/account/~")).Status);
            }

            return [.. statuses];
        }

        int[] first = await RunAsync();
        Assert.Contains(200, first);
        Assert.Contains(503, first);
        Assert.Equal(first, await RunAsync());
    }

    [Fact]
    public async Task A_hook_does_what_somebody_in_the_portal_does_meanwhile()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Unassigned = 1 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        long id = simulator.State.Account.Extensions[^1].Id;
        simulator.Faults.Add(new FaultRule { Kind = FaultKind.Hook, Operation = "readExtension", Count = 1, Hook = s => s.Account.Update(id, e => e with { Status = "Enabled", ExtensionNumber = "777" }) });
        Assert.Equal("777", (await client.GetAsync($"{Start.Extension}/{id}")).Text("extensionNumber"));
    }
}

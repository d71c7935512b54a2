using Microsoft.Extensions.Time.Testing;

namespace RingCentralAD.Simulator.Tests;

public sealed class BulkTests
{
    [Fact]
    public async Task A_bulk_update_is_accepted_now_and_done_later()
    {
        FakeTimeProvider clock = new();
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 3 }, clock, o => o.Behaviour.BulkTaskSeconds = 30);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        string[] ids = [.. simulator.State.Account.Extensions.Skip(1).Select(e => $"{e.Id}")];
        object[] records = [.. ids.Select(id => new { id, contact = new { department = "IT" } }), new { id = ids[0], contact = new { email = "nonsense" } }, new { id = "1", contact = new { department = "IT" } }];
        Reply task = await client.SendAsync("POST", "v1.0/account/~/extension-bulk-update", new { records });
        Assert.Equal("Accepted", task.Text("status"));
        Assert.All(simulator.State.Account.Extensions, e => Assert.Null(e.Contact.Department));

        clock.Advance(TimeSpan.FromSeconds(30));
        Reply done = await client.GetAsync($"v1.0/account/~/extension-bulk-update/tasks/{task.Text("id")}");
        Assert.Equal("Completed", done.Text("status"));
        Assert.Equal(["Success", "Success", "Success", "Fail", "Fail"], done.At("result.affectedItems.result")!.AsArray().Select(i => i!["status"]!.GetValue<string>()));
        Assert.Equal(("CMN-101", "contact.email"), (done.Text("result.affectedItems.result.3.errors.0.errorCode"), done.Text("result.affectedItems.result.3.errors.0.parameterName")));
        Assert.Equal(3, simulator.State.Account.Extensions.Count(e => e.Contact.Department == "IT"));
    }

    [Fact]
    public async Task More_than_500_are_refused_and_a_struck_task_fails_whole()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o => o.Behaviour.BulkTaskSeconds = 0);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        object many = new { records = Enumerable.Range(0, 501).Select(i => new { id = $"{i}" }) };
        Assert.Equal("CMN-106", (await client.SendAsync("POST", "v1.0/account/~/extension-bulk-update", many)).Code);

        simulator.Faults.Add(new FaultRule { Kind = FaultKind.TaskFails, Operation = "extensionBulkUpdate" });
        Reply task = await client.SendAsync("POST", "v1.0/account/~/extension-bulk-update", new { records = new[] { new { id = $"{SeedRequest.DefaultAccountId}", contact = new { department = "IT" } } } });
        Assert.Equal("Failed", (await client.GetAsync($"v1.0/account/~/extension-bulk-update/tasks/{task.Text("id")}")).Text("status"));
        Assert.Null(simulator.State.Account.Find(SeedRequest.DefaultAccountId)!.Contact.Department);
    }

    [Fact]
    public async Task A_batch_succeeds_and_fails_one_by_one()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Inventory = 1, Licences = 2 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        string number = simulator.State.Account.Numbers.Single(n => n.UsageType == "Inventory").Number;
        object Person(string name, object? devices = null, string status = "Enabled") => new { status, contact = new { firstName = name, lastName = "X", email = $"{name}@example.com" }, devices };
        object Line(object phoneInfo) => new[] { new { deviceInfo = new { type = "OtherPhone", emergency = new { location = new { id = "3521" } }, phoneInfo } } };
        Reply reply = await client.SendAsync("POST", "v2/accounts/~/batch-provisioning/users", new
        {
            records = new[]
            {
                Person("a", Line(new { phoneNumber = number })), Person("b", Line(new { phoneNumber = number })), Person("c", status: "Disabled"), Person("d", Line(new { tollType = "Toll" })), Person("e"),
            },
        });
        Assert.Equal(["true", "false", "false", "true", "false"], reply.At("results")!.AsArray().Select(r => r!["successful"]!.ToString()));
        Assert.Equal(number, reply.Text("results.0.extension.devices.0.phoneNumber"));
        Assert.Equal(("CMN-102", "CMN-101", "BIL-102"), (reply.Text("results.1.errors.0.errorCode"), reply.Text("results.2.errors.0.errorCode"), reply.Text("results.4.errors.0.errorCode")));
        Assert.Equal((1, 2, 0), (simulator.State.Account.NumbersBought, simulator.State.Account.Created, simulator.State.Account.Licences));
        Assert.Equal("CMN-101", (await client.SendAsync("POST", "v2/accounts/~/batch-provisioning/users", new { records = Enumerable.Range(0, 11).Select(i => Person($"p{i}")) })).Code);
    }

    [Fact]
    public async Task Roles_are_given_after_the_create()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 1 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        long id = simulator.State.Account.Extensions[^1].Id;
        Assert.Equal("5", (await client.GetAsync($"{Start.Extension}/{id}/assigned-role")).Text("records.0.id"));
        Assert.Equal("Standard", (await client.SendAsync("PUT", $"{Start.Extension}/{id}/assigned-role", new { records = new[] { new { id = "6" } } })).Text("records.0.displayName"));
        Assert.Equal("CMN-102", (await client.SendAsync("PUT", $"{Start.Extension}/{id}/assigned-role", new { records = new[] { new { id = "66" } } })).Code);
        Assert.Equal(400, (await client.SendAsync("PUT", $"{Start.Extension}/{SeedRequest.DefaultAccountId}/assigned-role", new { records = new[] { new { id = "6" } } })).Status);
    }
}

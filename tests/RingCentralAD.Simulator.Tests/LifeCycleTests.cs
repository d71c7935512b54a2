namespace RingCentralAD.Simulator.Tests;

public sealed class LifeCycleTests
{
    [Fact]
    public async Task A_person_is_created_changed_disabled_enabled_and_deleted()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);

        Reply made = await client.SendAsync("POST", Start.Extension, Start.Person("Ann", "Lee", "ann@example.com"));
        Assert.Equal(200, made.Status);
        Assert.Equal("NotActivated", made.Text("status"));
        Assert.Equal("102", made.Text("extensionNumber"));
        Assert.Equal("Ann Lee", made.Text("name"));
        Assert.Equal(["ann@example.com"], simulator.State.Account.Mails.Select(m => m.To));

        string path = $"{Start.Extension}/{made.Id}";
        Reply changed = await client.SendAsync("PUT", path, new { contact = new { lastName = "Brown" } });
        Assert.Equal("Ann Brown", changed.Text("name"));
        Assert.Equal("ann@example.com", changed.Text("contact.email"));

        Reply disabled = await client.SendAsync("PUT", path, new { status = "Disabled", statusInfo = new { reason = "Voluntarily", comment = "left" } });
        Assert.Equal("Disabled", disabled.Text("status"));
        Assert.Equal("left", disabled.Text("statusInfo.comment"));
        Assert.Equal("Enabled", (await client.SendAsync("PUT", path, new { status = "Enabled" })).Text("status"));

        Reply deleted = await client.SendAsync("DELETE", "v2/accounts/~/extensions", new { keepAssetsInInventory = true, records = new[] { new { id = made.Text("id") }, new { id = "99" } } });
        Assert.Equal("true", deleted.Text("records.0.bulkItemSuccessful"));
        Assert.Equal("CMN-102", deleted.Text("records.1.bulkItemErrors.0.errorCode"));
        Assert.Equal("CMN-102", (await client.GetAsync(path)).Code);
        Assert.Null(simulator.State.Account.Find(made.Id));
    }

    [Fact]
    public async Task An_unassigned_extension_is_filled_by_status_and_number_together_only()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Unassigned = 2 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply list = await client.GetAsync(Start.Extension + "?status=Unassigned&type=User");
        Assert.Equal(2, list.Records.Count);
        Assert.Null(list.Records[0]!["extensionNumber"]);
        long id = list.Records[0]!["id"]!.GetValue<long>();
        string number = Assert.Single(simulator.State.Account.NumbersOf(id)).Number;

        object contact = new { firstName = "Bo", lastName = "Ek", email = "bo@example.com" };
        Assert.Equal("Unassigned", (await client.SendAsync("PUT", $"{Start.Extension}/{id}", new { contact })).Text("status"));
        Assert.Equal("Unassigned", (await client.SendAsync("PUT", $"{Start.Extension}/{id}", new { contact, status = "NotActivated" })).Text("status"));
        Assert.Equal("Unassigned", (await client.SendAsync("PUT", $"{Start.Extension}/{id}", new { contact, extensionNumber = "300" })).Text("status"));
        Reply filled = await client.SendAsync("PUT", $"{Start.Extension}/{id}", new { contact, extensionNumber = "300", status = "NotActivated" });
        Assert.Equal((id, "NotActivated", "300"), (filled.Id, filled.Text("status"), filled.Text("extensionNumber")));

        Reply numbers = await client.GetAsync($"{Start.Extension}/{id}/phone-number?usageType=DirectNumber");
        Assert.Equal(number, Assert.Single(numbers.Records)!["phoneNumber"]!.GetValue<string>());
        Reply devices = await client.GetAsync($"{Start.Extension}/{id}/device");
        Assert.Equal(number, devices.Text("records.0.phoneLines.0.phoneInfo.phoneNumber"));
    }

    [Fact]
    public async Task A_welcome_mail_is_held_when_the_transition_says_so()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Unassigned = 1 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        long id = simulator.State.Account.Extensions.Single(e => e.Status == "Unassigned").Id;
        object contact = new { firstName = "Bo", lastName = "Ek", email = "bo@example.com" };
        await client.SendAsync("PUT", $"{Start.Extension}/{id}", new { contact, extensionNumber = "300", status = "NotActivated", transition = new { sendWelcomeEmail = false } });
        Assert.Empty(simulator.State.Account.Mails);
        await client.SendAsync("PUT", $"{Start.Extension}/{id}", new { transition = new { sendWelcomeEmail = true } });
        Assert.Equal("bo@example.com", Assert.Single(simulator.State.Account.Mails).To);
    }

    [Fact]
    public async Task Licences_run_out_and_come_back()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Licences = 1 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply first = await client.SendAsync("POST", Start.Extension, Start.Person("A", "A", "a@example.com"));
        Reply second = await client.SendAsync("POST", Start.Extension, Start.Person("B", "B", "b@example.com"));
        Assert.Equal((403, "BIL-102"), (second.Status, second.Code));
        await client.SendAsync("DELETE", "v2/accounts/~/extensions", new { records = new[] { new { id = first.Text("id") } } });
        Assert.Equal(200, (await client.SendAsync("POST", Start.Extension, Start.Person("B", "B", "b@example.com"))).Status);
        Assert.Equal(0, simulator.State.Account.Licences);
    }

    [Fact]
    public async Task The_system_extension_is_neither_disabled_nor_deleted()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        string before = simulator.State.Dump();
        Assert.Equal(400, (await client.SendAsync("PUT", Start.Extension + "/~", new { status = "Disabled" })).Status);
        Assert.Equal(400, (await client.SendAsync("DELETE", Start.Extension + "/~")).Status);
        Assert.Equal(400, (await client.SendAsync("DELETE", $"{Start.Extension}/{SeedRequest.DefaultAccountId}")).Status);
        Reply bulk = await client.SendAsync("DELETE", "v2/accounts/~/extensions", new { records = new[] { new { id = $"{SeedRequest.DefaultAccountId}" } } });
        Assert.Equal("false", bulk.Text("records.0.bulkItemSuccessful"));
        Assert.Equal(before, simulator.State.Dump());
    }

    [Theory]
    [InlineData("", "CompanyNumber", 0)]
    [InlineData("?savePhoneNumbers=false", null, 0)]
    [InlineData("?savePhoneLines=true", "DirectNumber", 1)]
    public async Task Version_1_delete_disposes_of_lines_as_documented(string query, string? usage, int unassigned)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 1 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Account account = simulator.State.Account;
        Extension person = account.Extensions[^1];
        string number = account.NumbersOf(person.Id)[0].Number;
        Assert.Equal(204, (await client.SendAsync("DELETE", $"{Start.Extension}/{person.Id}{query}")).Status);
        Assert.Equal(usage, account.Numbers.SingleOrDefault(n => n.Number == number)?.UsageType);
        Assert.Equal(unassigned, account.Extensions.Count(e => e.Status == "Unassigned"));
    }
}

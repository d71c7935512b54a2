namespace RingCentralAD.Simulator.Tests;

public sealed class NumberTests
{
    private const string Numbers2 = "v2/accounts/~/phone-numbers";

    [Fact]
    public async Task A_number_moves_from_the_inventory_to_a_person_and_on_to_another()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Inventory = 1 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply ann = await client.SendAsync("POST", Start.Extension, Start.Person("Ann", "Lee", "ann@example.com"));
        Reply bo = await client.SendAsync("POST", Start.Extension, Start.Person("Bo", "Ek", "bo@example.com"));
        string id = (await client.GetAsync(Numbers2 + "?usageType=Inventory")).Text("records.0.id");

        Reply assigned = await client.SendAsync("PATCH", $"{Numbers2}/{id}", new { type = "VoiceFax", usageType = "DirectNumber", extension = new { id = ann.Text("id") } });
        Assert.Equal(("DirectNumber", ann.Text("id"), "true"), (assigned.Text("usageType"), assigned.Text("extension.id"), assigned.Text("primary")));
        await client.SendAsync("PATCH", $"{Numbers2}/{id}", new { usageType = "DirectNumber", extension = new { id = bo.Text("id") } });
        Assert.Empty(simulator.State.Account.NumbersOf(ann.Id));
        Assert.Single(simulator.State.Account.NumbersOf(bo.Id));
        Assert.Empty((await client.GetAsync(Numbers2 + "?usageType=Inventory")).Records);

        Reply nobody = await client.SendAsync("PATCH", $"{Numbers2}/{id}", new { usageType = "DirectNumber", extension = new { id = "5" } });
        Assert.Equal(("CMN-102", "extension.id"), (nobody.Code, nobody.Parameters[0]));
        Assert.Equal(["usageType"], (await client.SendAsync("PATCH", $"{Numbers2}/{id}", new { extension = new { id = bo.Text("id") } })).Parameters);
    }

    [Fact]
    public async Task A_port_goes_from_temporary_to_ported()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Extensions = { new SeedExtension { Id = 9008, FirstName = "P", Email = "p@example.com", DirectNumber = "+16282000001", PendingNumber = "+12125550100" } } });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply before = await client.GetAsync("v1.0/account/~/phone-number?status=Pending");
        Assert.Equal(("+12125550100", "+16282000001", "External"), (before.Text("records.0.phoneNumber"), before.Text("records.0.temporaryNumber.phoneNumber"), before.Text("records.0.paymentType")));
        Assert.Equal(["Temporary", "Pending"], (await client.GetAsync(Start.Extension + "/9008/phone-number?usageType=DirectNumber")).Records.Select(r => r!["status"]!.GetValue<string>()));

        simulator.CompletePort("+12125550100");
        Reply after = await client.GetAsync(Start.Extension + "/9008/phone-number?usageType=DirectNumber");
        Assert.Equal(("+12125550100", "PortedIn", "true"), (Assert.Single(after.Records)!["phoneNumber"]!.GetValue<string>(), after.Text("records.0.status"), after.Text("records.0.primary")));
        Assert.Equal("+12125550100", (await client.GetAsync(Start.Extension + "/9008/device")).Text("records.0.phoneLines.0.phoneInfo.phoneNumber"));
        Assert.Throws<ArgumentException>(() => simulator.CompletePort("+12125550100"));
    }

    [Fact]
    public async Task The_temporary_number_can_be_replaced_by_the_operation_for_it()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Extensions = { new SeedExtension { Id = 9008, FirstName = "P", Email = "p@example.com", PendingNumber = "+12125550100" } } });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        PhoneNumber temporary = simulator.State.Account.NumbersOf(9008).Single(n => n.Status == "Temporary");
        PhoneNumber pending = simulator.State.Account.NumbersOf(9008).Single(n => n.Status == "Pending");
        Assert.Equal("CMN-111", (await client.SendAsync("POST", $"{Numbers2}/{temporary.Id}/replace", new { targetPhoneNumberId = $"{pending.Id}" })).Code);

        simulator.CompletePort(pending.Number, replace: false);
        Assert.Equal(temporary.Number, Assert.Single(simulator.State.Account.NumbersOf(9008)).Number);
        Reply replaced = await client.SendAsync("POST", $"{Numbers2}/{temporary.Id}/replace", new { targetPhoneNumberId = $"{pending.Id}" });
        Assert.Equal((pending.Number, "9008"), (replaced.Text("phoneNumber"), replaced.Text("extension.id")));
        Assert.Equal("Inventory", simulator.State.Account.Numbers.Single(n => n.Id == temporary.Id).UsageType);
    }

    [Fact]
    public async Task Lists_are_filtered_by_wildcard_status_and_usage()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 12, Inventory = 3, Unassigned = 2 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Assert.Equal(10, (await client.GetAsync(Numbers2 + "?phoneNumber=%2B1650200000*")).Records.Count);
        Assert.Single((await client.GetAsync(Numbers2 + "?phoneNumber=%2B16502000003")).Records);
        Assert.Equal(2, (await client.GetAsync(Numbers2 + "?extensionStatus=Unassigned")).Records.Count);
        Assert.Equal(4, (await client.GetAsync(Numbers2 + "?usageType=Inventory&usageType=MainCompanyNumber")).Records.Count);
        Assert.Equal(3, (await client.GetAsync("v1.0/account/~/phone-number?usageType=NumberPool")).Records.Count);
        Assert.Equal("CMN-101", (await client.GetAsync(Numbers2 + "?usageType=Nonsense")).Code);
    }

    [Fact]
    public async Task Numbers_of_a_deleted_person_return_to_the_inventory()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 2 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Extension[] people = [.. simulator.State.Account.Extensions.Skip(1)];
        string kept = simulator.State.Account.NumbersOf(people[0].Id)[0].Number;
        string dropped = simulator.State.Account.NumbersOf(people[1].Id)[0].Number;
        await client.SendAsync("DELETE", "v2/accounts/~/extensions", new { keepAssetsInInventory = true, records = new[] { new { id = $"{people[0].Id}" } } });
        await client.SendAsync("DELETE", "v2/accounts/~/extensions", new { keepAssetsInInventory = false, records = new[] { new { id = $"{people[1].Id}" } } });
        Assert.Equal("Inventory", simulator.State.Account.Numbers.Single(n => n.Number == kept).UsageType);
        Assert.DoesNotContain(simulator.State.Account.Numbers, n => n.Number == dropped);
    }
}

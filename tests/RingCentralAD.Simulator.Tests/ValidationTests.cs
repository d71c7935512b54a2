namespace RingCentralAD.Simulator.Tests;

public sealed class ValidationTests
{
    public static TheoryData<string, string[]> Refused => new()
    {
        { """{"type":"User"}""", ["contact.firstName", "contact.email"] },
        { """{"contact":{"firstName":"A","email":"a@example.com"}}""", ["type"] },
        { """{"type":"Usr","contact":{"firstName":"A","email":"a@example.com"}}""", ["type"] },
        { """{"type":"User","contact":{"firstName":"A","email":"not an address"}}""", ["contact.email"] },
        { """{"type":"User","contact":{"firstName":"A","email":"a@example.com","mobilePhone":"0151 23"}}""", ["contact.mobilePhone"] },
        { """{"type":"User","contact":{"firstName":"A","email":"a@example.com","mobilePhone":"+18005550100"}}""", ["contact.mobilePhone"] },
        { """{"type":"User","contact":{"firstName":5,"email":"a@example.com"}}""", ["contact.firstName"] },
        { """{"type":"User","contact":{"firstName":"A","email":"a@example.com","businessAddress":{"country":"United States","state":"N/A"}}}""", ["contact.businessAddress.state"] },
        { """{"type":"User","contact":{"firstName":"A","email":"a@example.com","businessAddress":{"country":"US"}}}""", ["contact.businessAddress.state"] },
        { """{"type":"User","contact":{"firstName":"A","email":"a@example.com","businessAddress":{"city":"Belmont"}}}""", ["contact.businessAddress.state"] },
        { """{"type":"User","contact":{"firstName":"A","email":"a@example.com","businessAddress":{"country":"Atlantis","state":"CA"}}}""", ["contact.businessAddress.country"] },
        { """{"type":"User","extensionNumber":"911","contact":{"firstName":"A","email":"a@example.com"}}""", ["extensionNumber"] },
        { """{"type":"User","extensionNumber":"1234567","contact":{"firstName":"A","email":"a@example.com"}}""", ["extensionNumber"] },
        { """{"type":"User","extensionNumber":"x12","contact":{"firstName":"A","email":"a@example.com"}}""", ["extensionNumber"] },
        { """{"type":"User","extensionNumber":"101","contact":{"firstName":"A","email":"a@example.com"}}""", ["extensionNumber"] },
        { """{"type":"User","roles":[{"id":"5"}],"contact":{"firstName":"A","email":"a@example.com"}}""", ["roles"] },
        { """{"type":"User","contact":{"firstName":"A","email":"ADMIN@402533461008.example.com"}}""", ["contact.email"] },
        { """{"type":"User","contact":[],"status":"Gone"}""", ["contact", "contact.firstName", "contact.email", "status"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_create_that_does_not_fit_names_its_parameters_and_changes_nothing(string body, string[] parameters)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        string before = simulator.State.Dump();
        Reply reply = await client.SendAsync("POST", Start.Extension, body);
        Assert.Equal((400, "CMN-101"), (reply.Status, reply.Code));
        Assert.Equal(parameters.Order(), reply.Parameters.Order());
        Assert.Equal(before, simulator.State.Dump());
    }

    [Theory]
    [InlineData("""{"type":"User",""", 400, "CMN-103")]
    [InlineData("[]", 400, "CMN-103")]
    [InlineData("", 400, "CMN-104")]
    [InlineData("""{"type":"Department","contact":{"firstName":"Q","lastName":"R","email":"q@example.com"}}""", 400, "EXT-356")]
    [InlineData("""{"type":"User","password":"letters","contact":{"firstName":"A","email":"a@example.com"}}""", 400, "PWD-002")]
    [InlineData("""{"type":"User","regionalSettings":{"homeCountry":{"id":"9999"}},"contact":{"firstName":"A","email":"a@example.com"}}""", 400, "EXT-262")]
    [InlineData("""{"type":"User","site":{"id":"9999"},"contact":{"firstName":"A","email":"a@example.com"}}""", 400, "CMN-102")]
    public async Task Other_refusals_have_their_own_codes(string body, int status, string code)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply reply = await client.SendAsync("POST", Start.Extension, body);
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("California")]
    [InlineData("CA")]
    [InlineData("ca")]
    public async Task A_state_is_taken_by_name_or_code(string state)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o => o.Behaviour.State = StateForm.IsoCode);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply reply = await client.SendAsync("PUT", Start.Extension + "/~", new { contact = new { businessAddress = new { country = "us", state } } });
        Assert.Equal(("United States", "CA"), (reply.Text("contact.businessAddress.country"), reply.Text("contact.businessAddress.state")));
    }

    [Fact]
    public async Task An_empty_text_clears_and_a_missing_one_stays()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        await client.SendAsync("PUT", Start.Extension + "/~", new { contact = new { department = "IT", jobTitle = "Admin" } });
        Reply reply = await client.SendAsync("PUT", Start.Extension + "/~", new { contact = new { department = "" } });
        Assert.Null(reply.At("contact.department"));
        Assert.Equal("Admin", reply.Text("contact.jobTitle"));
    }

    [Fact]
    public async Task Codes_that_are_unknown_are_settings()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o =>
        {
            o.Behaviour.DuplicateExtensionNumber = new ErrorChoice(403, "EXT-111");
            o.Behaviour.DuplicateEmail = new ErrorChoice(409, "CMN-204");
            o.Behaviour.ReportAllErrors = false;
        });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply number = await client.SendAsync("POST", Start.Extension, new { type = "User", extensionNumber = "101", contact = new { firstName = "A", email = "a@example.com" } });
        Assert.Equal((403, "EXT-111"), (number.Status, number.Code));
        Reply email = await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "admin@402533461008.example.com"));
        Assert.Equal((409, "CMN-204"), (email.Status, email.Code));
    }

    [Fact]
    public async Task Messages_follow_Accept_Language_and_codes_do_not()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        client.Headers.TryAddWithoutValidation("Accept-Language", "de-DE,de;q=0.9");
        Reply reply = await client.GetAsync(Start.Extension + "/1");
        Assert.Equal(("CMN-102", "de-DE"), (reply.Code, reply.Headers["Content-Language"]));
        Assert.Contains("nicht gefunden", reply.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_media_type_method_and_path_are_told_apart()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        using HttpRequestMessage text = new(HttpMethod.Post, "restapi/" + Start.Extension) { Content = new StringContent("{}") };
        Assert.Equal(415, (await client.SendAsync(text)).Status);
        Reply method = await client.SendAsync("PATCH", Start.Extension, new { });
        Assert.Equal((405, "GET,POST"), (method.Status, method.Headers["Allow"]));
        Assert.Equal("CMN-120", (await client.GetAsync("v1.0/nothing")).Code);
        Assert.Equal(32, method.Headers["RCRequestId"].Length);
    }

    [Fact]
    public async Task A_frozen_extension_is_not_thawed_by_a_client()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Extensions = { new SeedExtension { Id = 9008, Status = "Frozen", FirstName = "F", Email = "f@example.com" } } });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Assert.Equal(["status"], (await client.SendAsync("PUT", Start.Extension + "/9008", new { status = "Enabled" })).Parameters);
    }
}

namespace RingCentralAD.Simulator.Tests;

/// <summary>Requests through every operation, each with an answer that is looked at.</summary>
internal static class Tour
{
    private const string Account = "v1.0/account/~";
    private const string Account2 = "v2/accounts/~";

    public static SeedRequest Seed => new()
    {
        People = 3,
        Unassigned = 3,
        UnassignedWithoutNumber = 1,
        Inventory = 5,
        Licences = 20,
        Sites = { new SeedNamed { Id = "70011", Name = "Berlin", Code = "12" } },
        CostCenters = { new SeedNamed { Id = "81", Name = "Sales", Code = "S1" } },
        CustomFields = { "Employee ID" },
        Templates = { new SeedNamed { Name = "Office" } },
        Extensions =
        {
            new SeedExtension { FirstName = "Port", LastName = "Er", Email = "port@example.com", PendingNumber = "+12125550100" },
            new SeedExtension { FirstName = "Queue", Type = "Department", Email = "queue@example.com" },
            new SeedExtension { FirstName = "Room", Type = "Limited", Email = "room@example.com", WithNumber = true },
            new SeedExtension { FirstName = "Zoë", LastName = "Größe", Email = "zoe@example.com", Status = "Disabled", Address = new PostalAddress { Country = "Germany", State = "Bayern", City = "München" } },
        },
    };

    public static async Task ReadsAsync(PlainClient client, RingCentralSimulator simulator)
    {
        long person = simulator.State.Account.FindByEmail("port@example.com")[0].Id;
        PhoneNumber number = simulator.State.Account.NumbersOf(person)[0];
        string[] paths =
        [
            Account, Account2, $"{Account}/service-info", $"{Account}/business-address", $"{Account2}/regional-settings", $"{Account2}/cost-centers", $"{Account}/custom-fields",
            $"{Account}/templates", $"{Account}/templates/69701", $"{Account}/extension", $"{Account}/extension?perPage=3&page=2", $"{Account}/extension?status=Unassigned&type=User",
            $"{Account}/extension?status=Enabled&status=Disabled&perPage=1000", $"{Account}/extension?email=nobody@example.com", $"{Account}/extension?extensionNumber=101",
            $"{Account}/extension/~", $"{Account}/extension/{person}", $"{Account}/extension/{person}/phone-number", $"{Account}/extension/{person}/device",
            $"{Account}/phone-number", $"{Account}/phone-number?usageType=DirectNumber&status=Pending&paymentType=External", $"{Account}/phone-number/{number.Id}",
            $"{Account2}/phone-numbers", $"{Account2}/phone-numbers?usageType=Inventory&usageType=CompanyNumber&tollType=Toll&perPage=2", $"{Account2}/phone-numbers?phoneNumber=%2B1650*",
            $"{Account2}/phone-numbers?extensionStatus=Unassigned&status=Normal&type=VoiceFax", $"{Account}/device/{number.DeviceId}", $"{Account}/emergency-locations",
            $"{Account}/emergency-locations/3521", $"{Account}/sites", $"{Account}/sites/70011", $"{Account}/sites/main-site/members?perPage=2", $"{Account}/user-role",
            $"{Account}/user-role/1", $"{Account}/user-role/default", $"{Account}/assigned-role?perPage=4", $"{Account}/extension/{person}/assigned-role",
            $"{Account}/extension/~/authz-profile", $"{Account}/extension/~/authz-profile/check?permissionId=Users", "v1.0/dictionary/user-role", "v1.0/dictionary/user-role/5",
            "v1.0/dictionary/permission?perPage=5", "v1.0/dictionary/country?perPage=1000", "v1.0/dictionary/country?numberSelling=true", "v1.0/dictionary/country/39",
            "v1.0/dictionary/state?allCountries=true&perPage=1000", "v1.0/dictionary/state?countryId=224", "v1.0/dictionary/state/16", "v1.0/dictionary/language",
            "v1.0/dictionary/language/1031", "v1.0/dictionary/timezone?perPage=10&page=3", "v1.0/dictionary/timezone/58", "v1.0/dictionary/location?stateId=16",
        ];
        foreach (string path in paths)
        {
            Reply reply = await client.GetAsync(path);
            Assert.True(reply.Status == 200, $"GET {path}: {reply.Status} {reply.Body}");
        }
    }

    public static async Task WritesAsync(PlainClient client, RingCentralSimulator simulator)
    {
        Account account = simulator.State.Account;
        Extension[] free = [.. account.Extensions.Where(e => e.Status == "Unassigned")];
        PhoneNumber[] inventory = [.. account.Numbers.Where(n => n.UsageType == "Inventory")];
        object contact = new { firstName = "Ann", lastName = "Lee", email = "ann@example.com", mobilePhone = "+14155550100", department = "Sales", businessAddress = new { country = "United States", state = "CA", city = "Belmont", street = "20 Davis Drive", zip = "94002" } };
        object regional = new { timeFormat = "24h", timezone = new { id = "58" }, language = new { id = "1031" }, homeCountry = new { id = "224" } };
        Reply made = await Ok(client, "POST", $"{Account}/extension", new { type = "User", contact, regionalSettings = regional, site = new { id = "70011" }, costCenter = new { id = "81" }, customFields = new[] { new { id = "220001", value = "4711" } }, references = new[] { new { @ref = "a1b2", type = "CustomerDirectoryId" } } });
        await Ok(client, "POST", $"{Account}/extension", new { type = "Department", contact = new { firstName = "Sales", email = "sales@example.com" } });
        await Ok(client, "POST", $"{Account}/extension", new { type = "User", status = "Unassigned", contact = new { firstName = "Spare", email = "spare@example.com" } });
        await Ok(client, "PUT", $"{Account}/extension/{made.Id}", new { status = "Disabled", statusInfo = new { reason = "Voluntarily", comment = "left" }, contact = new { jobTitle = "" } });
        await Ok(client, "PUT", $"{Account}/extension/{free[0].Id}", new { status = "NotActivated", extensionNumber = "500", contact = new { firstName = "Bo", lastName = "Ek", email = "bo@example.com" }, transition = new { sendWelcomeEmail = false } });
        Reply task = await Ok(client, "POST", $"{Account}/extension-bulk-update", new { records = new object[] { new { id = made.Text("id"), contact = new { department = "IT" } }, new { id = free[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture), contact = new { email = "no mail@example.com".Replace(" ", "", StringComparison.Ordinal) } }, new { id = "5" } } });
        Reply finished = await Ok(client, "GET", $"{Account}/extension-bulk-update/tasks/{task.Text("id")}");
        Assert.Equal("Completed", finished.Text("status"));

        await Ok(client, "PATCH", $"{Account2}/phone-numbers/{inventory[0].Id}", new { type = "VoiceFax", usageType = "DirectNumber", extension = new { id = made.Text("id") } });
        await Ok(client, "PATCH", $"{Account2}/phone-numbers/{inventory[1].Id}", new { usageType = "CompanyNumber" });
        await Ok(client, "POST", $"{Account2}/phone-numbers/{inventory[0].Id}/replace", new { targetPhoneNumberId = $"{inventory[2].Id}" });
        await Ok(client, "POST", $"{Account2}/phone-numbers/bulk-add", new { records = new[] { new { phoneNumber = "+12125550155", usageType = "Inventory" }, new { phoneNumber = "+12125550155", usageType = "Inventory" } } });
        await Ok(client, "DELETE", $"{Account2}/phone-numbers", new { records = new[] { new { phoneNumber = "+12125550155" }, new { phoneNumber = account.MainNumber } } });
        simulator.CompletePort("+12125550100");

        // By address: the specification's oneOf of location and address lets no location through (the address's schema requires nothing).
        object emergency = new { address = new { street = "20 Davis Drive", city = "Belmont", state = "CA", zip = "94002", country = "US" } };
        await Ok(client, "POST", $"{Account2}/devices/bulk-add", new { records = new object[] { new { type = "OtherPhone", extension = new { id = made.Text("id") }, emergency, phoneInfo = new { phoneNumberId = $"{inventory[3].Id}" } }, new { type = "WebRTC", extension = new { id = "1" }, emergency, phoneInfo = new { tollType = "Toll" } } } });
        Reply batch = await Ok(client, "POST", $"{Account2}/batch-provisioning/users", new { records = new object[] { BatchPerson("Cy", emergency, new { phoneNumberId = $"{inventory[4].Id}" }), BatchPerson("Di", emergency, new { preferredAreaCode = "415" }), new { status = "Enabled", contact = new { firstName = "Ed", lastName = "Foe", email = "cy@example.com" } } } });
        Assert.Equal("true", batch.Text("results.0.successful"));
        Assert.Equal("false", batch.Text("results.2.successful"));

        await Ok(client, "PUT", $"{Account}/extension/{made.Id}/assigned-role", new { records = new[] { new { id = "6" } } });
        await Ok(client, "PUT", $"{Account}/extension/{made.Id}/assigned-role/default");
        await Ok(client, "POST", $"{Account}/user-role/7/bulk-assign", new { addedExtensionIds = new[] { made.Text("id") } });
        await Ok(client, "PUT", $"{Account}/user-role/default", new { id = "6" });
        await Ok(client, "POST", $"{Account}/sites", new { name = "Graz", businessAddress = new { country = "Austria", city = "Graz" } });
        await Ok(client, "PUT", $"{Account}/sites/70011", new { name = "Berlin Mitte" });
        await Ok(client, "POST", $"{Account}/sites/70011/bulk-assign", new { addedExtensionIds = new[] { made.Text("id") }, removedExtensionIds = Array.Empty<string>() });
        await Ok(client, "DELETE", $"{Account}/sites/70011");
        Reply field = await Ok(client, "POST", $"{Account}/custom-fields", new { category = "User", displayName = "Badge" });
        await Ok(client, "PUT", $"{Account}/custom-fields/{field.Text("id")}", new { displayName = "Badge number" });
        await Ok(client, "DELETE", $"{Account}/custom-fields/{field.Text("id")}");
        await Ok(client, "PUT", $"{Account}/business-address", new { company = "Example, Ltd.", businessAddress = new { street = "1 Main Street" } });
        await Ok(client, "PATCH", $"{Account2}/regional-settings", new { timezone = new { name = "US/Eastern" }, timeFormat = "24h" });
        await Ok(client, "DELETE", $"{Account2}/extensions", new { keepAssetsInInventory = true, records = new[] { new { id = made.Text("id") }, new { id = "3" } } });
        await Ok(client, "DELETE", $"{Account}/extension/{free[1].Id}?savePhoneLines=true");
    }

    public static async Task RefusalsAsync(PlainClient client, RingCentralSimulator simulator)
    {
        long person = simulator.State.Account.FindByEmail("port@example.com")[0].Id;
        (string Method, string Path, object? Body, int Status)[] refused =
        [
            ("GET", $"{Account}/extension/1", null, 404), ("GET", "v1.0/account/1", null, 404), ("GET", $"{Account2}/phone-numbers?usageType=DirectNumber&page=900", null, 200),
            ("POST", $"{Account}/extension", new { type = "User", contact = new { firstName = "A", email = "port@example.com" } }, 400),
            ("POST", $"{Account}/extension", new { type = "Department", contact = new { firstName = "A", lastName = "B", email = "ab@example.com" } }, 400),
            ("POST", $"{Account}/extension", new { type = "User", extensionNumber = "101", contact = new { firstName = "A", email = "ab@example.com" } }, 400),
            ("PUT", $"{Account}/extension/{person}", new { contact = new { businessAddress = new { country = "Atlantis" } } }, 400),
            ("PUT", $"{Account}/extension/{person}", new { contact = new { mobilePhone = "12" } }, 400),
            ("PUT", $"{Account}/extension/{person}", new { site = new { id = "404" } }, 400),
            ("PATCH", $"{Account2}/phone-numbers/1199", new { usageType = "CompanyNumber" }, 404),
            ("PATCH", $"{Account2}/phone-numbers/{simulator.State.Account.Numbers[0].Id}", new { usageType = "DirectNumber", extension = new { id = $"{person}" } }, 400),
            ("DELETE", $"{Account}/sites/main-site", null, 403), ("GET", $"{Account}/extension-bulk-update/tasks/1", null, 404),
            ("GET", $"{Account}/extension/{person}/authz-profile", null, 403), ("PUT", $"{Account}/extension/{person}/assigned-role", new { records = Array.Empty<object>() }, 400),
        ];
        foreach ((string method, string path, object? body, int status) in refused)
        {
            Reply reply = await client.SendAsync(method, path, body);
            Assert.True(reply.Status == status, $"{method} {path}: {reply.Status} {reply.Body}");
        }

        simulator.Options.RateLimits = new RateLimitOptions { Light = new RateLimit { Limit = 0 } };
        Assert.Equal(429, (await client.GetAsync(Account)).Status);
        simulator.Options.RateLimits = RateLimitOptions.Raised();
        simulator.State.Account.Licences = 0;
        Assert.Equal("BIL-102", (await client.SendAsync("POST", $"{Account}/extension", Start.Person("No", "Licence", "none@example.com"))).Code);
    }

    public static async Task SignOutAsync(PlainClient client)
    {
        Reply refused = await client.SignInAsync("not.a.jwt");
        Assert.Equal(("invalid_grant", "OAU-140"), (refused.Text("error"), refused.Code));
        Reply token = await client.SignInAsync();
        using HttpRequestMessage revoke = new(HttpMethod.Post, "restapi/oauth/revoke") { Content = new FormUrlEncodedContent([new("token", token.Text("access_token"))]) };
        revoke.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{AppRegistration.DefaultClientId}:{AppRegistration.DefaultClientSecret}")));
        Assert.Equal(200, (await client.SendAsync(revoke)).Status);
    }

    private static object BatchPerson(string first, object emergency, object phoneInfo) => new
    {
        status = "Enabled",
        contact = new { firstName = first, lastName = "Foe", email = $"{first.ToLowerInvariant()}@example.com", mobileNumber = "+14155550101" },
        roles = new[] { new { id = "6" } },
        devices = new[] { new { deviceInfo = new { type = "OtherPhone", emergency, phoneInfo } } },
    };

    private static async Task<Reply> Ok(PlainClient client, string method, string path, object? body = null)
    {
        Reply reply = await client.SendAsync(method, path, body);
        Assert.True(reply.Status is 200 or 204, $"{method} {path}: {reply.Status} {reply.Body}");
        return reply;
    }
}

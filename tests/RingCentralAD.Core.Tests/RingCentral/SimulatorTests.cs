using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Simulator;
using Xunit;
using Extension = RingCentralAD.Core.Model.Extension;
using PhoneNumber = RingCentralAD.Core.Model.PhoneNumber;
using BulkTask = RingCentralAD.Core.Model.BulkTask;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>The connector against the simulated platform: what it reads and writes, and what it makes of faults.</summary>
public sealed class SimulatorTests
{
    private const string Ann = """{"type":"User","contact":{"firstName":"Ann","lastName":"Lee","email":"ann.lee@example.com","department":"Sales","businessAddress":{"country":"United States","state":"CA","city":"Belmont","street":"20 Davis Dr","zip":"94002"}},"references":[{"ref":"hub-1","type":"CustomerDirectoryId"}]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_made_found_changed_and_read_back()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { Unassigned = 3, Inventory = 2, People = 5 }));
        await using RingCentralAccount account = await platform.OpenAsync();
        Assert.Equal("Example, Inc.", account.Description.Company);
        Assert.Equal(SeedRequest.DefaultAccountId.ToString(CultureInfo.InvariantCulture), account.Description.Id);

        AccountAnswer made = await Drive(platform, account.CreateExtensionAsync(Ann, Stop));
        Assert.NotNull(made.RequestId);
        Extension found = Assert.Single(await Drive(platform, account.FindExtensionsByMailAsync("ANN.LEE@example.com", Stop)));
        Assert.Equal((made.Extension.Id, "Sales", "CA"), (found.Id, found.Attributes.Text("department"), found.Attributes.Text("state")));
        Assert.Equal("hub-1", (await Drive(platform, account.FindExtensionAsync(made.Extension.Id, Stop)))!.DirectoryId);

        AccountAnswer changed = await Drive(platform, account.UpdateExtensionAsync(made.Extension.Id, """{"contact":{"department":"Support"}}""", Stop));
        Assert.Equal("Support", changed.Extension.Attributes.Text("department"));

        List<Extension> unassigned = await Drive(platform, ToListAsync(account.ReadUnassignedAsync(Stop)));
        Assert.Equal(3, unassigned.Count);
        Assert.All(unassigned, one => Assert.Equal(("Unassigned", null), (one.Status, one.Number)));
        List<Extension> all = await Drive(platform, ToListAsync(account.ReadExtensionsAsync(Stop)));
        Assert.Equal(platform.Simulator.State.Account.Extensions.Count, all.Count);
        Assert.Superset(unassigned.Select(one => one.Id).ToHashSet(), all.Select(one => one.Id).ToHashSet());

        IReadOnlyList<PhoneNumber> carried = await Drive(platform, account.ReadNumbersAsync(unassigned[0].Id, Stop));
        Assert.Contains(carried, number => number.UsageType == "DirectNumber");
        List<PhoneNumber> stock = await Drive(platform, ToListAsync(account.ReadStockAsync(cancellationToken: Stop)));
        Assert.Equal(2, stock.Count);
        PhoneNumber assigned = await Drive(platform, account.AssignNumberAsync(stock[0].Id, made.Extension.Id, Stop));
        Assert.Equal((made.Extension.Id, "DirectNumber"), (assigned.ExtensionId, assigned.UsageType));
        Assert.Contains(await Drive(platform, ToListAsync(account.ReadNumbersAsync(Stop))), number => number.Number == assigned.Number && number.ExtensionId == made.Extension.Id);

        Assert.Null(await Drive(platform, account.FindExtensionAsync("99999999", Stop)));
    }

    [Theory]
    [InlineData("""{"type":"User","contact":{"firstName":"Ann","lastName":"Lee","email":"x@example.com","businessAddress":{"country":"United States","state":"N/A"}}}""", "RcInvalidParameter", "contact.businessAddress.state")]
    [InlineData("""{"type":"User","contact":{"firstName":"Ann","email":"no mail"}}""", "RcInvalidParameter", "contact.email")]
    [InlineData("""{"type":"User","contact":{"firstName":"Ann","email":"x@example.com"},"extensionNumber":"201"}""", "RcExtensionNumberTaken", "extensionNumber")]
    [InlineData("""{"type":"User","contact":{"firstName":"Ann",""", "RcUnparsable", null)]
    public async Task What_the_platform_refuses_is_named(string body, string id, string? parameter)
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(
            new SeedRequest { Extensions = [new SeedExtension { ExtensionNumber = "201", FirstName = "Bob", LastName = "Ray", Email = "bob@example.com" }] }));
        await using RingCentralAccount account = await platform.OpenAsync();

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Drive(platform, account.CreateExtensionAsync(body, Stop)));

        Assert.Equal((id, AccountFailure.Refused, parameter), (error.ErrorId, error.Failure, error.Parameter));
        Assert.NotNull(error.RequestId);
    }

    [Fact]
    public async Task No_licence_left_is_a_class_of_its_own()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { Licences = 0 }));
        await using RingCentralAccount account = await platform.OpenAsync();

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Drive(platform, account.CreateExtensionAsync(Ann, Stop)));

        Assert.Equal(("RcNoLicence", AccountFailure.NoResource), (error.ErrorId, error.Failure));
    }

    [Theory]
    [InlineData(FaultKind.ConnectionReset, FaultStage.Before, 0)]
    [InlineData(FaultKind.ConnectionReset, FaultStage.After, 1)]
    [InlineData(FaultKind.ServerError, FaultStage.Before, 0)]
    [InlineData(FaultKind.ServerError, FaultStage.After, 1)]
    [InlineData(FaultKind.TruncatedJson, FaultStage.After, 1)]
    [InlineData(FaultKind.HtmlPage, FaultStage.After, 1)]
    [InlineData(FaultKind.EmptyBody, FaultStage.After, 1)]
    [InlineData(FaultKind.Slow, FaultStage.Before, 1)]
    [InlineData(FaultKind.Slow, FaultStage.After, 1)]
    public async Task A_create_that_goes_wrong_is_unknown_and_never_sent_twice(FaultKind kind, FaultStage stage, int made)
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised());
        await using RingCentralAccount account = await platform.OpenAsync();
        platform.Simulator.Faults.Add(new FaultRule { Kind = kind, Stage = stage, Operation = "createExtension", DelaySeconds = 300 });
        Task<AccountAnswer> create = account.CreateExtensionAsync(Ann, Stop);
        while (kind == FaultKind.Slow && platform.Simulator.Faults.Rules[0].Struck == 0)
        {
            await Task.Delay(1, Stop);
        }

        platform.SimulatorWaits = platform.Time.FarToo = kind == FaultKind.Slow;
        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Drive(platform, create));

        Assert.Equal(AccountFailure.Unknown, error.Failure);
        platform.SimulatorWaits = platform.Time.FarToo = false;
        for (int wait = 0; wait < 2_000 && platform.Simulator.RequestLog.Writes.Count == 0; wait++)
        {
            platform.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Stop);
        }

        Assert.Equal(made, platform.Simulator.State.Account.FindByEmail("ann.lee@example.com").Count);
        Assert.Single(platform.Simulator.RequestLog.Writes);
        Assert.Equal(made, (await Drive(platform, account.FindExtensionsByMailAsync("ann.lee@example.com", Stop))).Count);
    }

    [Theory]
    [InlineData(FaultKind.TokenExpired)]
    [InlineData(FaultKind.TokenRevoked)]
    [InlineData(FaultKind.RateLimited)]
    public async Task A_write_that_was_certainly_not_carried_out_is_carried_out_once(FaultKind kind)
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised());
        await using RingCentralAccount account = await platform.OpenAsync();
        platform.Simulator.Faults.Add(new FaultRule { Kind = kind, Operation = "createExtension", Count = 1, RetryAfterSeconds = 20 });

        await Drive(platform, account.CreateExtensionAsync(Ann, Stop));

        Assert.Single(platform.Simulator.State.Account.FindByEmail("ann.lee@example.com"));
        Assert.Single(platform.Simulator.RequestLog.Writes, entry => entry.Committed);
    }

    [Theory]
    [InlineData(FaultKind.ConnectionReset)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.HtmlPage)]
    [InlineData(FaultKind.EmptyBody)]
    [InlineData(FaultKind.RateLimited)]
    [InlineData(FaultKind.TokenExpired)]
    public async Task A_list_is_whole_through_faults(FaultKind kind)
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { People = 450 }));
        await using RingCentralAccount account = await platform.OpenAsync(new RingCentralOptions { PageSize = 100 });
        platform.Simulator.Faults.Add(kind == FaultKind.TokenExpired
            ? new FaultRule { Kind = kind, Operation = "listExtensions", Skip = 2, Count = 1 }
            : new FaultRule { Kind = kind, Operation = "listExtensions", Probability = 0.5, Seed = 7, Count = 4, Stage = FaultStage.After });

        List<Extension> all = await Drive(platform, ToListAsync(account.ReadExtensionsAsync(Stop)));

        Assert.Equal(platform.Simulator.State.Account.Extensions.Count, all.Select(one => one.Id).Distinct().Count());
        Assert.Equal(all.Count, all.Select(one => one.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(30)]
    public async Task A_shifted_page_hides_nobody(int shift)
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { People = 450 }));
        await using RingCentralAccount account = await platform.OpenAsync(new RingCentralOptions { PageSize = 100 });
        platform.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.PagingShift, Operation = "listExtensions", Shift = shift, Count = 4 });

        List<Extension> all = await Drive(platform, ToListAsync(account.ReadExtensionsAsync(Stop)));

        Assert.Equal(platform.Simulator.State.Account.Extensions.Select(one => one.Id.ToString(CultureInfo.InvariantCulture)).Order(), all.Select(one => one.Id).Order());
    }

    [Fact]
    public async Task A_page_that_stays_shifted_makes_the_list_an_error()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { People = 450 }));
        await using RingCentralAccount account = await platform.OpenAsync(new RingCentralOptions { PageSize = 100 });
        platform.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.PagingShift, Operation = "listExtensions" });

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Drive(platform, ToListAsync(account.ReadExtensionsAsync(Stop))));

        Assert.Equal("RcListIncomplete", error.ErrorId);
    }

    [Fact]
    public async Task Somebody_deleted_while_the_list_is_read_hides_nobody_else()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { People = 450 }));
        await using RingCentralAccount account = await platform.OpenAsync(new RingCentralOptions { PageSize = 100 });
        await using RingCentralAccount portal = await platform.OpenAsync();
        string victim = platform.Simulator.State.Account.Extensions.First(one => one.Type == "User" && one.Id != SeedRequest.DefaultAccountId).Id.ToString(CultureInfo.InvariantCulture);

        List<Extension> seen = [];
        await Drive(platform, ReadAsync());

        Assert.Superset(
            platform.Simulator.State.Account.Extensions.Select(one => one.Id.ToString(CultureInfo.InvariantCulture)).ToHashSet(),
            seen.Select(one => one.Id).ToHashSet());

        async Task<bool> ReadAsync()
        {
            await foreach (Extension extension in account.ReadExtensionsAsync(Stop))
            {
                seen.Add(extension);
                if (seen.Count == 150)
                {
                    Assert.True(Assert.Single(await portal.DeleteExtensionsAsync([victim], Stop)).Successful);
                }
            }

            return true;
        }
    }

    [Fact]
    public async Task New_words_of_the_platform_come_through()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { People = 3 }));
        await using RingCentralAccount account = await platform.OpenAsync();
        platform.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.UnknownEnum, Field = "records.*.status", Operation = "listExtensions" });
        platform.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.MissingField, Field = "records.*.type", Operation = "listExtensions" });

        List<Extension> all = await Drive(platform, ToListAsync(account.ReadExtensionsAsync(Stop)));

        Assert.All(all, one => Assert.Equal(("SomethingNew", "Unknown"), (one.Status, one.Type)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bulk_calls_tell_what_became_of_each_item(bool asArray)
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(new SeedRequest { People = 5 }));
        platform.Simulator.Options.Behaviour.BulkTaskArray = asArray;
        await using RingCentralAccount account = await platform.OpenAsync();
        string[] ids = [.. platform.Simulator.State.Account.Extensions.Where(one => one.Id != SeedRequest.DefaultAccountId).Take(4).Select(one => one.Id.ToString(CultureInfo.InvariantCulture))];
        string records = string.Join(',', ids.Select((id, index) => index == 1
            ? $$"""{"id":"{{id}}","contact":{"email":"no mail"} }"""
            : $$"""{"id":"{{id}}","contact":{"department":"Bulk"} }"""));

        BulkTask started = await Drive(platform, account.StartBulkUpdateAsync($$"""{"records":[{{records}}]}""", Stop));
        BulkTask task = await Drive(platform, account.WaitForBulkUpdateAsync(started.Id, TimeSpan.FromMinutes(1), Stop));
        Assert.True(task.IsFinished);
        Assert.Equal(ids, task.Items.Select(item => item.ExtensionId));
        Assert.Equal([true, false, true, true], task.Items.Select(item => item.Successful));
        Assert.Equal(("RcInvalidParameter", "contact.email"), (task.Items[1].Error!.ErrorId, task.Items[1].Error!.Parameter));

        IReadOnlyList<Core.Model.BulkItem> deleted = await Drive(platform, account.DeleteExtensionsAsync([ids[0], "123456", ids[2]], Stop));
        Assert.Equal([true, false, true], deleted.Select(item => item.Successful));
        Assert.NotNull(deleted[1].Error!.Code);

        IReadOnlyList<Core.Model.BatchResult> batch = await Drive(platform, account.ProvisionBatchAsync(
            """{"records":[{"status":"Enabled","contact":{"firstName":"Eve","lastName":"Ng","email":"eve@example.com"}},{"status":"Enabled","contact":{"firstName":"Bad","lastName":"Mail","email":"eve@example.com"}}]}""", Stop));
        Assert.NotNull(batch[0].ExtensionId);
        Assert.Null(batch[0].Error);
        Assert.NotNull(batch[1].Error);
    }

    [Fact]
    public async Task Roles_sites_cost_centres_permissions_and_the_plan_are_read()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised(
            new SeedRequest { People = 2, Sites = [new SeedNamed { Name = "London", Code = "44" }], CostCenters = [new SeedNamed { Name = "Sales cost", Code = "S1" }] }));
        await using RingCentralAccount account = await platform.OpenAsync();

        Assert.Contains(await Drive(platform, account.ReadSitesAsync(Stop)), site => site.Name == "London");
        IReadOnlyList<Core.Model.Role> roles = await Drive(platform, account.ReadRolesAsync(Stop));
        Assert.NotEmpty(roles);
        Assert.Contains(await Drive(platform, account.ReadCostCentersAsync(Stop)), center => center.Name == "Sales cost");
        Assert.Contains(await Drive(platform, account.ReadPermissionsAsync(Stop)), permission => permission.Id == "ReadExtensions");
        Assert.True((await Drive(platform, account.ReadServiceInfoAsync(Stop))).MaxExtensionNumberLength > 0);
        List<ExtensionRoles> assigned = await Drive(platform, ToListAsync(account.ReadAssignedRolesAsync(Stop)));
        ExtensionRoles person = assigned.First(one => one.ExtensionId != account.Description.Id);
        string other = roles.First(role => person.Roles.All(one => one.Id != role.Id)).Id;
        Assert.Equal(other, Assert.Single((await Drive(platform, account.AssignRolesAsync(person.ExtensionId, [other], Stop))).Roles).Id);
        Assert.Equal(other, Assert.Single((await Drive(platform, account.ReadRolesAsync(person.ExtensionId, Stop))).Roles).Id);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_with_the_reason()
    {
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised());

        AccountException secret = await Assert.ThrowsAsync<AccountException>(() => platform.OpenAsync(secrets: SimulatedPlatform.Secrets(clientSecret: "wrong")));
        Assert.Contains("client secret", secret.Message, StringComparison.Ordinal);
        AccountException jwt = await Assert.ThrowsAsync<AccountException>(() => platform.OpenAsync(secrets: SimulatedPlatform.Secrets(JwtCredential.Make("1"))));
        Assert.Equal("OAU-140", jwt.Code);
        platform.Simulator.Options.Apps[0].JwtFlow = false;
        AccountException flow = await Assert.ThrowsAsync<AccountException>(() => platform.OpenAsync());
        Assert.Equal("OAU-251", flow.Code);
        Assert.All([secret, jwt, flow], error => Assert.Equal(AccountFailure.SignIn, error.Failure));
    }

    private static Task<T> Drive<T>(SimulatedPlatform platform, Task<T> work) => platform.Time.DriveAsync(work);

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> list)
    {
        List<T> all = [];
        await foreach (T one in list)
        {
            all.Add(one);
        }

        return all;
    }
}

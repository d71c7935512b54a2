using System.Globalization;
using System.Text.RegularExpressions;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;
using BulkTask = RingCentralAD.Core.Model.BulkTask;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>Every call of the connector through Prism: no request of ours and no answer breaks RingCentral's published specification.</summary>
public sealed partial class ContractTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_keeps_RingCentrals_specification()
    {
        Assert.SkipWhen(PrismProxy.SkipReason is not null, PrismProxy.SkipReason ?? "");
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(
            SimulatedPlatform.Raised(new SeedRequest
            {
                Unassigned = 2, Inventory = 2, People = 4, Sites = [new SeedNamed { Name = "London", Code = "44" }], CostCenters = [new SeedNamed { Name = "Sales cost", Code = "S1" }],
            }),
            null,
            Stop);
        simulator.Options.Behaviour.BulkTaskSeconds = 0;
        await using PrismProxy prism = await PrismProxy.StartAsync(simulator.BaseUri, Stop);
        RingCentralAccount account = await RingCentralAccount.OpenAsync(
            new Core.Model.AccountSettings { Server = prism.BaseUri, ClientId = AppRegistration.DefaultClientId },
            SimulatedPlatform.Secrets(),
            TimeProvider.System,
            null,
            new RingCentralOptions { PageSize = 5, Tries = 1 },
            Stop);

        await TourAsync(account, simulator);
        await account.DisposeAsync();

        Assert.Empty(prism.Violations);
        foreach (string operation in (string[])["getToken", "revokeToken", "getAccountInfoV2", "listExtensions", "readExtension", "createExtension", "updateExtension",
            "listAccountPhoneNumbers", "listExtensionPhoneNumbers", "listAccountPhoneNumbersV2", "assignPhoneNumberV2", "listCountries", "listStates", "listSites",
            "listUserRoles", "listAssignedRoles", "listUserAssignedRoles", "updateUserAssignedRoles", "listCostCenters", "readAccountServiceInfo",
            "readAuthorizationProfile", "extensionBulkUpdate", "getExtensionBulkUpdateTask", "bulkDeleteUsersV2", "postBatchProvisionUsers"])
        {
            Assert.True(simulator.RequestLog.Count(operation) > 0, $"{operation} was not called");
        }

        // And whatever address the client has learned since.
        HashSet<string> called = [.. simulator.RequestLog.Entries.Select(entry => RingCentralSimulator.Operations.FirstOrDefault(operation => operation.Name == entry.Operation)?.Path).OfType<string>().Select(Plain)];
        Assert.Empty(Routes().Select(Plain).Distinct().Except(called));
    }

    /// <summary>The addresses in the client's source.</summary>
    private static IEnumerable<string> Routes()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent!;
        }

        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", "RingCentralAD.Core", "RingCentral"), "*.cs")
            .SelectMany(file => Addresses().Matches(File.ReadAllText(file))).Select(match => match.Groups["address"].Value);
    }

    /// <summary>Without the names of its variable parts, which differ.</summary>
    private static string Plain(string address) => Variables().Replace(address.Trim('/'), "*");

    [GeneratedRegex("\"(?<address>/?restapi/[^\"]+)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"~|\{[^}]*\}")]
    private static partial Regex Variables();

    private static async Task TourAsync(RingCentralAccount account, RingCentralSimulator simulator)
    {
        string made = (await account.CreateExtensionAsync(
            """{"type":"User","contact":{"firstName":"Ann","lastName":"Lee","email":"ann.lee@example.com","businessAddress":{"country":"United States","state":"CA"}},"references":[{"ref":"hub-1","type":"CustomerDirectoryId"}]}""", Stop)).Extension.Id;
        await account.UpdateExtensionAsync(made, """{"contact":{"department":"Sales"}}""", Stop);
        await Assert.ThrowsAsync<Core.Model.AccountException>(() => account.UpdateExtensionAsync(made, """{"contact":{"businessAddress":{"state":"N/A","country":"United States"}}}""", Stop));
        Assert.Null(await account.FindExtensionAsync("99999999", Stop));
        await account.FindExtensionsByMailAsync("ann.lee@example.com", Stop);
        Assert.Equal(simulator.State.Account.Extensions.Count, await CountAsync(account.ReadExtensionsAsync(Stop)));
        Assert.Equal(2, await CountAsync(account.ReadUnassignedAsync(Stop)));
        Assert.True(await CountAsync(account.ReadNumbersAsync(Stop)) > 0);
        Core.Model.PhoneNumber? stock = null;
        await foreach (Core.Model.PhoneNumber number in account.ReadStockAsync(cancellationToken: Stop))
        {
            stock ??= number;
        }

        await account.AssignNumberAsync(stock!.Id, made, Stop);
        Assert.Contains(await account.ReadNumbersAsync(made, Stop), number => number.Number == stock.Number);
        Assert.Contains((await account.ReadDictionariesAsync(Stop)).States, state => state.Name == "California");
        Assert.NotEmpty(await account.ListTimezonesAsync(Stop));
        Assert.NotEmpty(await account.ListLanguagesAsync(Stop));
        await account.ReadSitesAsync(Stop);
        string role = (await account.ReadRolesAsync(Stop))[^1].Id;
        await CountAsync(account.ReadAssignedRolesAsync(Stop));
        await account.AssignRolesAsync(made, [role], Stop);
        await account.ReadRolesAsync(made, Stop);
        await account.ReadCostCentersAsync(Stop);
        await account.ReadServiceInfoAsync(Stop);
        await account.ReadPermissionsAsync(Stop);
        BulkTask task = await account.StartBulkUpdateAsync($$"""{"records":[{"id":"{{made}}","contact":{"department":"Bulk"} }]}""", Stop);
        Assert.True((await account.WaitForBulkUpdateAsync(task.Id, TimeSpan.FromMinutes(1), Stop)).Items[0].Successful);
        IReadOnlyList<Core.Model.BatchResult> batch = await account.ProvisionBatchAsync(
            """{"records":[{"status":"Enabled","contact":{"firstName":"Eve","lastName":"Ng","email":"eve@example.com"}}]}""", Stop);
        string bob = simulator.State.Account.Extensions.First(one => one.Id != SeedRequest.DefaultAccountId && one.Status == "Enabled").Id.ToString(CultureInfo.InvariantCulture);
        Assert.All(await account.DeleteExtensionsAsync([batch[0].ExtensionId!, bob], Stop), item => Assert.True(item.Successful));
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> list)
    {
        int count = 0;
        await foreach (T one in list)
        {
            count++;
        }

        return count;
    }
}

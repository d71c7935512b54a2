using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// Batches, bulk updates and numbers whose answers are lost: each person's operation is settled by itself, nobody is made twice, and no
/// number of the inventory is spent for nothing.
/// </summary>
public sealed class LostBatchTests
{
    private static readonly string[] s_writes = ["postBatchProvisionUsers", "extensionBulkUpdate", "assignPhoneNumberV2", "createExtension"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 200 : 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_is_lost_everybody_has_one_extension_and_one_number(int seed)
    {
        Random random = new(seed);
        Company company = Company.Of(36);
        await using Cycle cycle = await StartAsync(company, lines: random.Next(2) == 0);
        Break(cycle, random);
        await UntilQuietAsync(cycle, company, $"seed {seed}, joining");

        foreach (Person person in company.People.Where((_, at) => at % 3 != 0).ToArray())
        {
            company.Change(person.Sam, before => before with { Department = "Legal", State = "CO" });
        }

        company.Change("p009", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Break(cycle, random);
        await UntilQuietAsync(cycle, company, $"seed {seed}, changing");
    }

    [Theory]
    [InlineData("postBatchProvisionUsers", FaultStage.After)]
    [InlineData("postBatchProvisionUsers", FaultStage.Before)]
    [InlineData("extensionBulkUpdate", FaultStage.After)]
    [InlineData("extensionBulkUpdate", FaultStage.Before)]
    public async Task One_lost_answer_of_many_people_is_settled_in_the_same_run(string operation, FaultStage stage)
    {
        Company company = Company.Of(36);
        await using Cycle cycle = await StartAsync(company, lines: true);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = stage, Operation = operation, Count = 1 });
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Contains(cycle.Simulator.RequestLog.Entries, entry => entry.Operation == operation && entry.Faults.Count > 0);
        await UntilQuietAsync(cycle, company, operation);
    }

    /// <summary>What the chaos found: a list that new extensions push along, while an answer about many people is lost, ended the run.</summary>
    [Theory]
    [InlineData(FaultStage.After)]
    [InlineData(FaultStage.Before)]
    public async Task A_list_that_does_not_come_whole_meanwhile_ends_no_run(FaultStage stage)
    {
        Company company = Company.Of(36);
        await using Cycle cycle = await StartAsync(company, lines: false, unassigned: 1_000);
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        foreach (Person person in company.People.ToArray())
        {
            company.Change(person.Sam, before => before with { Department = "Legal" });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        cycle.Simulator.RequestLog.Clear();
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = stage, Operation = "extensionBulkUpdate", Count = 1 });

        // The run begins by reading two pages; after that the second one leaves out ten, some of whom are looked for.
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.PagingShift, Shift = 10, Operation = "listExtensions", Skip = 2 });
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(36, records.Count);
        Assert.All(records, record => Assert.Equal((OperationKind.Update, OperationState.Done), (record.Action, record.State)));
        Assert.Equal(stage == FaultStage.After ? 1 : 2, cycle.Simulator.RequestLog.Writes.Count);
        Assert.InRange(cycle.Simulator.RequestLog.Entries.Count(entry => entry.Operation == "readExtension"), 1, 10);
        cycle.Simulator.Faults.Clear();
        await UntilQuietAsync(cycle, company, stage.ToString());
    }

    [Fact]
    public async Task People_whom_a_bulk_update_refuses_go_on_without_the_value()
    {
        Company company = Company.Of(36);
        await using Cycle cycle = await StartAsync(company, lines: false);
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        foreach (Person person in company.People.ToArray())
        {
            // Toll-free numbers are no mobile phones to RingCentral, which no check of ours knows.
            company.Change(person.Sam, before => before with { Department = "Legal", Mobile = person.Sam == "p003" ? "+18005550100" : null });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.All(records, record => Assert.Equal((OperationKind.Update, OperationState.Done), (record.Action, record.State)));
        Assert.Equal(["extensionBulkUpdate", "updateExtension"], cycle.Simulator.RequestLog.Writes.Select(write => write.Operation));
        Assert.All(company.People, person => Assert.Equal("Legal", cycle.ExtensionOf(person.Sam).Contact.Department));
        Assert.Single(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Attribute, "contact.mobilePhone"), TestContext.Current.CancellationToken));
    }

    internal static async Task<Cycle> StartAsync(Company company, bool lines, int unassigned = 0)
    {
        SimulatorClock brisk = new(400);
        RateLimitOptions limits = new() { Medium = new RateLimit { Limit = 12 }, Light = new RateLimit { Limit = 200 }, Heavy = new RateLimit { Limit = 30 }, Auth = new RateLimit { Limit = 100 } };
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Inventory = company.People.Count + 4, UnassignedWithoutNumber = unassigned }, brisk, brisk, limits: limits);
        await cycle.OptionsAsync(options => options with
        {
            CreateMode = CreateMode.Create,
            BatchCreate = true,
            AssignNumbers = true,
            EmergencyLocation = lines ? cycle.Simulator.State.Account.EmergencyLocations[0].Id : null,
        });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        return cycle;
    }

    private static void Break(Cycle cycle, Random random)
    {
        foreach (string operation in s_writes)
        {
            Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = FaultStage.After, Operation = operation });
            Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = FaultStage.Before, Operation = operation });
            Add(new FaultRule { Kind = FaultKind.ServerError, Status = 503, Stage = (FaultStage)random.Next(2), Operation = operation });
            Add(new FaultRule { Kind = FaultKind.TruncatedJson, Operation = operation });
            Add(new FaultRule { Kind = FaultKind.EmptyBody, Operation = operation });
        }

        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 503, Operation = "getExtensionBulkUpdateTask" });
        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 503, Method = "GET" });

        void Add(FaultRule rule) => cycle.Simulator.Faults.Add(rule with { Probability = 0.15, Seed = random.Next(), Count = 3 });
    }

    /// <summary>Runs until nothing is left to do, the faults over; then holds account, directory and hub against each other.</summary>
    internal static async Task UntilQuietAsync(Cycle cycle, Company company, string what)
    {
        for (int run = 0; ; run++)
        {
            Assert.True(run < 12, $"{what}: still at it");
            try
            {
                if ((await cycle.ProvisionAsync(accept: true)).Count == 0)
                {
                    break;
                }
            }
            catch (AccountException error)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {error.Message}");
            }

            cycle.Simulator.Faults.Clear();
            ((SimulatorClock)cycle.Time).Advance(TimeSpan.FromHours(25));
        }

        await LostAnswerTests.CheckAsync(cycle, company, what);
        CheckNumbers(cycle, company, what);
    }

    /// <summary>Everybody has one number, the hub says the same, and the rest of the inventory is untouched.</summary>
    internal static void CheckNumbers(Cycle cycle, Company company, string what)
    {
        Account account = cycle.Simulator.State.Account;
        foreach (Person person in company.People)
        {
            Assert.True(account.NumbersOf(cycle.ExtensionOf(person.Sam).Id).Count == 1, $"{what}: {person.Sam} has {account.NumbersOf(cycle.ExtensionOf(person.Sam).Id).Count} numbers");
        }

        Assert.Equal((what, 4), (what, account.Numbers.Count(number => number.UsageType == "Inventory")));
        Assert.Equal((what, 0), (what, account.NumbersBought));
    }
}

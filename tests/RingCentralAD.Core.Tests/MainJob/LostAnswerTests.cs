using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Answers that are lost, late or refused for their rate: everybody has exactly one extension in the end, with the mapped values.</summary>
public sealed class LostAnswerTests
{
    private static readonly string[] s_writes = ["createExtension", "updateExtension"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 400 : 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_is_lost_everybody_has_one_extension(int seed)
    {
        Random random = new(seed);
        CreateMode mode = (CreateMode)random.Next(3);
        Company company = Company.Of(12);
        await using Cycle cycle = await StartAsync(company, mode == CreateMode.FillThenCreate ? 5 : 20);
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        Break(cycle, random);
        await UntilQuietAsync(cycle, company, $"seed {seed}, {mode}, joining");

        foreach (string sam in (string[])["p001", "p004", "p007"])
        {
            company.Change(sam, person => person with { Department = $"Department {random.Next()}", State = "Colorado" });
        }

        company.Change("p002", person => person with { State = "NY" });
        company.Change("p009", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Break(cycle, random);
        await UntilQuietAsync(cycle, company, $"seed {seed}, {mode}, changing");
    }

    [Theory]
    [InlineData(CreateMode.Create)]
    [InlineData(CreateMode.FillUnassigned)]
    public async Task An_answer_lost_after_the_write_is_found_by_looking(CreateMode mode)
    {
        Company company = Company.Of(5);
        await using Cycle cycle = await StartAsync(company, 10);
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        foreach (string operation in s_writes)
        {
            cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = FaultStage.After, Operation = operation });
        }

        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Equal(5, cycle.Simulator.RequestLog.Writes.Count);
        await UntilQuietAsync(cycle, company, mode.ToString());
    }

    [Fact]
    public async Task An_update_of_the_address_alone_that_never_arrived_is_sent_again()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await StartAsync(company, 5);
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        company.Change("p001", person => person with { State = "CO" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = FaultStage.Before, Operation = "updateExtension", Count = 1 });
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal("CO", cycle.ExtensionOf("p001").Contact.BusinessAddress!.State);
    }

    [Theory]
    [InlineData(CreateMode.Create)]
    [InlineData(CreateMode.FillUnassigned)]
    public async Task Numbers_that_cannot_be_read_send_nothing_twice(CreateMode mode)
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await StartAsync(company, 10);
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        cycle.Simulator.Options.Behaviour.UniqueEmail = false;
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 503, Operation = "listExtensionPhoneNumbers" });
        try
        {
            await cycle.ProvisionAsync();
        }
        catch (RingCentralAdException error)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        }

        await UntilQuietAsync(cycle, company, mode.ToString());
        Assert.Equal(4, cycle.Simulator.RequestLog.Writes.Count);
    }

    private static Task<Cycle> StartAsync(Company company, int unassigned)
    {
        SimulatorClock brisk = new(100);
        return Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = unassigned, UnassignedWithoutNumber = 0 }, brisk, brisk);
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

        Add(new FaultRule { Kind = FaultKind.RateLimited, RetryAfterSeconds = random.Next(1, 3) });
        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 503, Method = "GET" });
        Add(new FaultRule { Kind = FaultKind.TokenExpired });

        void Add(FaultRule rule) => cycle.Simulator.Faults.Add(rule with { Probability = 0.12, Seed = random.Next(), Count = 4 });
    }

    /// <summary>Runs until nothing is left to do, the faults over; then holds account, directory and hub against each other.</summary>
    private static async Task UntilQuietAsync(Cycle cycle, Company company, string what)
    {
        for (int run = 0; ; run++)
        {
            Assert.True(run < 8, $"{what}: still at it");
            try
            {
                List<ProvisioningRecord> records = await cycle.ProvisionAsync();
                Assert.Empty(records.Where(record => record.State is OperationState.Failed or OperationState.Blocked or OperationState.Held).Select(record => $"{record}: {record.Reason}"));
                if (records.Count == 0)
                {
                    break;
                }
            }
            catch (AccountException error)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {error.Message}");
            }

            cycle.Simulator.Faults.Clear();
        }

        await CheckAsync(cycle, company, what);
    }

    internal static async Task CheckAsync(Cycle cycle, Company company, string what)
    {
        Account account = cycle.Simulator.State.Account;
        Assert.Equal(company.People.Count, account.Extensions.Count(extension => extension.Status != "Unassigned" && extension.Id != account.Id));
        foreach (Person person in company.People)
        {
            IReadOnlyList<Simulator.Extension> mine = account.FindByEmail(person.Mail!);
            Assert.True(mine.Count == 1, $"{what}: {person.Sam} has {mine.Count} extensions");
            Contact contact = mine[0].Contact;
            Assert.Contains(mine[0].Status, person.Disabled ? ["Disabled"] : (string[])["NotActivated", "Enabled"]);
            if (!person.Disabled)
            {
                Assert.Equal((what, person.First, person.Last, person.Department), (what, contact.FirstName, contact.LastName, contact.Department));
                Assert.Equal((what, person.State == "Colorado" ? "CO" : person.State), (what, contact.BusinessAddress!.State));
            }

            HubUser user = await cycle.UserAsync(person.Sam);
            AppUser link = Assert.Single(await cycle.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, user.Id), TestContext.Current.CancellationToken));
            Assert.Equal(mine[0].Id.ToString(System.Globalization.CultureInfo.InvariantCulture), link.Key);
            Assert.Equal((what, mine[0].ExtensionNumber, mine[0].Status), (what, link.Attributes.Text("extensionNumber"), link.Attributes.Text("status")));
        }

        Assert.Empty(await cycle.Hub.ListAsync(
            new Filter<Core.Model.Operation>().In(row => row.State, [OperationState.Sent, OperationState.Unknown, OperationState.Planned]), TestContext.Current.CancellationToken));
    }
}

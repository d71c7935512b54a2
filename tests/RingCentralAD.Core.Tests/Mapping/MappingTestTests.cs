using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>What a trial of mappings says is what the runs then do.</summary>
public sealed class MappingTestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_everything_is_done_nothing_would_change()
    {
        await using Cycle cycle = await DoneAsync();

        IReadOnlyList<MappingTestSummary> sums = await SumAsync(cycle, null);

        Assert.Equal(4, sums.Select(sum => sum.Direction).Distinct().Count());
        Assert.All(sums, sum => Assert.Equal((12, 0, 0, 0, 0), (sum.People, sum.Changed, sum.New, sum.Failed, sum.Colliding)));
    }

    [Theory]
    [InlineData(MappingDirection.HubToRc, "department", "user.lastName == \"Familyp003\" ? null : String.toUpperCase(user.department)", 11)]
    [InlineData(MappingDirection.HubToRc, "city", "user.lastName == \"Familyp003\" ? \"Bonn\" : user.city", 1)]
    [InlineData(MappingDirection.HubToRc, "state", "State.toName(user.state, user.countryCode)", 0)]
    [InlineData(MappingDirection.HubToRc, "state", "\"Nevada\"", 12)]
    [InlineData(MappingDirection.HubToRc, "mobilePhone", "\"(650) 253-0000\"", 12)]
    public async Task The_plan_changes_whom_the_trial_named(MappingDirection direction, string target, string expression, int changed)
    {
        await using Cycle cycle = await DoneAsync();
        AttributeMapping mapping = new() { Direction = direction, Target = target, Expression = expression };
        MappingTest test = await MappingTest.LoadAsync(cycle.Hub, mapping, direction, name => name == target, Stop);
        List<MappingTestRecord> records = await test.TestEverybodyAsync(null, Stop).ToListAsync(Stop);
        string[] named = [.. records.Where(record => record.Outcome is not MappingOutcome.Same).Select(record => $"{record.Person}: {record.After}").Order(StringComparer.Ordinal)];
        Assert.Equal(changed, named.Length);

        await new MappingEditor(cycle.Hub).SaveAsync([mapping], cancellationToken: Stop);
        List<ProvisioningRecord> done = await cycle.ProvisionAsync(trial: true);

        Assert.Equal(named.Select(name => name.Split(':')[0]), done.Select(record => record.Person).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_write_back_writes_what_the_trial_said()
    {
        await using Cycle cycle = await DoneAsync();
        AttributeMapping mapping = new() { Direction = MappingDirection.HubToAd, Target = "pager", Expression = "String.substringAfter(user.primaryPhone, \"#\")" };
        MappingTest test = await MappingTest.LoadAsync(cycle.Hub, mapping, MappingDirection.HubToAd, name => name == "pager", Stop);
        List<MappingTestRecord> records = await test.TestEverybodyAsync(null, Stop).ToListAsync(Stop);
        Assert.All(records, record => Assert.Equal(MappingOutcome.Set, record.Outcome));

        await new MappingEditor(cycle.Hub).SaveAsync([mapping], cancellationToken: Stop);
        List<WriteBackRecord> written = await cycle.WriteBackAsync(trial: true);

        Assert.Equal(12, written.Count);
        Assert.Equal(records.Select(record => $"{record.Person} {record.After}").Order(), written.Select(record => $"{record.Person} {record.After}").Order());
    }

    [Fact]
    public async Task The_import_takes_over_what_the_trial_said()
    {
        await using Cycle cycle = await DoneAsync();
        AttributeMapping mapping = new() { Direction = MappingDirection.AdToHub, Target = "department", Expression = "appuser.lastName == \"Familyp003\" ? Convert.toInt(\"x\") + \"\" : appuser.department + \"!\"" };
        MappingTest test = await MappingTest.LoadAsync(cycle.Hub, mapping, MappingDirection.AdToHub, name => name == "department", Stop);
        List<MappingTestRecord> records = await test.TestEverybodyAsync(null, Stop).ToListAsync(Stop);
        Assert.Equal(11, records.Count(record => record.Outcome == MappingOutcome.Changed));
        MappingTestRecord failed = Assert.Single(records, record => record.Outcome == MappingOutcome.Failed);
        Assert.Equal(("Sales", "Sales", "ExpressionType"), (failed.Before, failed.After, failed.ErrorId));

        await new MappingEditor(cycle.Hub).SaveAsync([mapping], cancellationToken: Stop);
        await cycle.ImportAsync();

        foreach (MappingTestRecord record in records)
        {
            HubUser user = (await cycle.Hub.ListAsync(new Filter<HubUser>().Equal(row => row.Id, record.HubUserId), Stop)).Single();
            Assert.Equal(record.After, user.Department);
        }
    }

    [Fact]
    public async Task Values_that_several_people_would_have_are_named()
    {
        await using Cycle cycle = await DoneAsync();
        AttributeMapping mapping = new() { Direction = MappingDirection.HubToRc, Target = "email", Expression = "user.lastName == \"Familyp003\" or user.lastName == \"Familyp004\" ? \"Two@example.com\" : user.email" };

        MappingTestSummary sum = Assert.Single(await SumAsync(cycle, mapping), sum => sum is { Direction: MappingDirection.HubToRc, Target: "email" });

        Assert.Equal((2, 2), (sum.Changed, sum.Colliding));
        MappingCollision collision = Assert.Single(sum.Collisions);
        Assert.Equal(("two@example.com", 2), (collision.Value, collision.People.Count));
    }

    private static async Task<IReadOnlyList<MappingTestSummary>> SumAsync(Cycle cycle, AttributeMapping? candidate)
    {
        MappingTest test = await MappingTest.LoadAsync(cycle.Hub, candidate, null, _ => true, Stop);
        return await test.SumAsync(null, Stop);
    }

    /// <summary>Twelve people all the way: imported, provisioned, numbers read back, written back, imported again.</summary>
    private static async Task<Cycle> DoneAsync()
    {
        Cycle cycle = await Cycle.ProvisionedAsync(Company.Of(12), new SeedRequest { Unassigned = 20 });
        await cycle.ImportAccountAsync();
        await cycle.WriteBackAsync();
        await cycle.ImportAsync();
        return cycle;
    }
}

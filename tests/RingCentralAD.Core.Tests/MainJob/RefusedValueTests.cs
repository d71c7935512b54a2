using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.Core.Tests.Whole;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A write-back of several attributes, one of which the directory refuses: the others are written, and the refused one is told of.</summary>
public sealed class RefusedValueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_other_values_are_written_and_undone_each_by_itself()
    {
        ModelDomain domain = new();
        ModelPerson ann = domain.Person("ann");
        ann.Values["telephoneNumber"] = "before";
        await using WholeSystem system = await WholeSystem.StartAsync(domain, domain.Staff, new SeedRequest
        {
            Extensions = [new SeedExtension { ExtensionNumber = "205", FirstName = "Ann", Email = "ann@example.com", DirectNumber = "+16505550100" }],
        });
        await system.SaveAsync(
            new AttributeMapping { Direction = MappingDirection.HubToAd, Target = "noSuchPhone", Expression = "user.primaryPhone" },
            new AttributeMapping { Direction = MappingDirection.HubToAd, Target = "ipPhone", Expression = "user.primaryPhone" });
        system.Source.RefusesAttribute = "noSuchPhone";
        await system.ImportAsync();
        await system.ReadAccountAsync(numbersOnly: false);

        IReadOnlyList<WriteBackRecord> records = await system.WriteBackAsync();
        Assert.Equal(
            [("ipPhone", WriteBackAction.Written, null), ("noSuchPhone", WriteBackAction.Failed, "AdValueRefused"), ("telephoneNumber", WriteBackAction.Written, null)],
            records.Select(record => (record.Attribute, record.Action, record.ErrorId)).OrderBy(record => record.Attribute));
        Assert.NotNull(records.Single(record => record.Action == WriteBackAction.Failed).Remedy);
        Assert.Equal(("+16505550100#205", "+16505550100#205"), (ann.Values["telephoneNumber"], ann.Values["ipPhone"]));
        Assert.Equal(WriteBackAction.Failed, Assert.Single(await system.WriteBackAsync()).Action);
        Assert.Empty(await system.Hub.ListAsync(new Filter<Core.Model.Operation>().In(row => row.State, [OperationState.Sent, OperationState.Unknown, OperationState.Planned]), Stop));

        // Each value was an operation of its own: an undo gives each back once.
        Run first = (await system.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.WriteBack).OrderBy(row => row.StartedAt).Take(1), Stop)).Single();
        await using WriteBackRun undo = await WriteBackRun.BeginAsync(system.Hub, await system.EntryAsync(), false, system.Time, Stop);
        WriteBackPlan plan = await undo.PlanUndoAsync(first, system.Source, null, Stop);
        List<WriteBackRecord> undone = await undo.ExecuteAsync(plan, system.Source, null, Stop).ToListAsync(Stop);
        Assert.Equal([("ipPhone", WriteBackAction.Restored), ("telephoneNumber", WriteBackAction.Restored)], undone.Select(record => (record.Attribute, record.Action)).Order());
        Assert.Equal(("before", null), (ann.Values["telephoneNumber"], ann.Values.GetValueOrDefault("ipPhone")));
    }
}

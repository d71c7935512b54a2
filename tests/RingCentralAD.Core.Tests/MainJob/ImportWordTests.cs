using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;
using OperationInfo = RingCentralAD.Core.Model.OperationInfo;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A word on what an import's guard holds goes on to RingCentral, for these people and for nobody else.</summary>
public sealed class ImportWordTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_approved_in_the_import_is_not_asked_about_again_in_provisioning()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await LeaveAsync(cycle, company, 0, 8);
        Assert.Equal(8, (await ApproveAsync(cycle)).Count);
        Assert.Equal(8, (await cycle.ProvisionAsync()).Count(record => record is { Action: OperationKind.Deactivate, State: OperationState.Done }));

        // The next one who leaves was approved by nobody: the day's guard holds them at RingCentral.
        await LeaveAsync(cycle, company, 8, 1);
        Assert.Equal(OperationState.Held, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal("NotActivated", cycle.ExtensionOf("p008").Status);
    }

    [Fact]
    public async Task A_word_from_before_somebody_came_back_does_not_count()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        Person[] leavers = [.. company.People.Take(8)];
        await LeaveAsync(cycle, company, 0, 8);
        await ApproveAsync(cycle);
        foreach (Person person in leavers)
        {
            company.Add(person);
        }

        await cycle.ReplaceAsync(company);
        Assert.Equal(8, (await cycle.ImportAsync()).Count(record => record.Action == ImportAction.Reactivated));
        await LeaveAsync(cycle, company, 0, 8);
        await cycle.ImportAsync(accept: true);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(8, records.Count);
        Assert.All(records, record => Assert.Equal(OperationState.Held, record.State));
    }

    [Fact]
    public async Task It_is_no_answer_to_the_first_runs_question()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await LeaveAsync(cycle, company, 0, 8);
        await ApproveAsync(cycle);
        int writes = cycle.Simulator.RequestLog.Writes.Count;

        // Twice: what the first run held is not taken for a word by the second.
        for (int i = 0; i < 2; i++)
        {
            SyncStage stage = (await cycle.SyncAsync(new SyncRequest())).Stages[1];
            Assert.Equal((SyncStageState.Stopped, "QuestionUnanswered", 8), (stage.State, stage.ErrorId, stage.Counts["Held"]));
            Assert.Equal(writes, cycle.Simulator.RequestLog.Writes.Count);
        }

        await cycle.SyncAsync(new SyncRequest(), new CycleHost(cycle) { Answer = false });
        Assert.Equal(writes, cycle.Simulator.RequestLog.Writes.Count);

        // Whose very operation somebody approves is carried out; the others wait on.
        await cycle.SyncAsync(new SyncRequest());
        HeldOperations held = new(cycle.Hub, cycle.Time);
        Operation one = await cycle.Hub.FindAsync(new Filter<Operation>().Equal(row => row.State, OperationState.Held).Equal(row => row.ErrorId, "RunNotConfirmed"), Stop) ?? throw new InvalidOperationException("Nothing is held.");
        await held.ApproveAsync(one.Id, Stop);
        Assert.Equal((1L, 7L), Counts((await cycle.SyncAsync(new SyncRequest())).Stages[1]));
        Assert.Equal(1, cycle.Simulator.RequestLog.Writes.Count - writes);

        Assert.Equal(7, (await cycle.SyncAsync(new SyncRequest { ConfirmFirstRun = true })).Stages[1].Counts["Deactivate"]);
        Assert.All(Enumerable.Range(0, 8), index => Assert.NotEqual("Enabled", cycle.ExtensionOf($"p{index:000}").Status));

        static (long, long) Counts(SyncStage stage) => (stage.Counts["Deactivate"], stage.Counts["Held"]);
    }

    [Fact]
    public async Task The_write_back_leaves_the_words_of_imports_alone()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        DirectoryEntry entry = await cycle.EntryAsync();
        await cycle.SaveAsync(entry with { Settings = entry.Settings with { WriteBack = true } });
        await LeaveAsync(cycle, company, 0, 8);
        await cycle.WriteBackAsync();
        Assert.Equal(8, (await ApproveAsync(cycle)).Count);
    }

    private static async Task LeaveAsync(Cycle cycle, Company company, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            company.Remove($"p{i:000}");
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
    }

    private static async Task<List<OperationInfo>> ApproveAsync(Cycle cycle)
    {
        DirectoryEntry entry = await cycle.EntryAsync();
        HeldOperations held = new(cycle.Hub, cycle.Time);
        List<Operation> looked = [];
        foreach (OperationInfo operation in await held.OfPlanAsync((await HeldOperations.OfImportAsync(cycle.Hub, entry.Id, Stop))!, Stop))
        {
            looked.Add((await held.OfImportAsync(operation.Id, Stop))!);
        }

        return await held.DecideImportAsync(looked, approve: true, error => Assert.Fail(error.Message), Stop).ToListAsync(Stop);
    }
}

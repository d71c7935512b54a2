using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>What a write-back wrote is given back: the value before our first write, and only where it still stands.</summary>
public sealed class UndoTests
{
    private const string Attribute = "telephoneNumber";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_value_before_our_first_write_comes_back_and_stays()
    {
        Company company = new Company().Add(new Person("p000") { Phone = "+1 415 555 0100" }).Add(new Person("p001"));
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.WriteBackAsync();
        await MapAsync(cycle, "'x' + user.primaryPhone");
        await cycle.WriteBackAsync();
        Run second = await LastAsync(cycle);

        List<WriteBackRecord> planned = await UndoAsync(cycle, second, trial: true);
        Assert.All(planned, record => Assert.Equal(WriteBackAction.Restore, record.Action));
        List<WriteBackRecord> done = await UndoAsync(cycle, second);
        Assert.Equal(planned.Select(record => (record.Login, record.Before, record.After)), done.Select(record => (record.Login, record.Before, record.After)));
        Assert.All(done, record => Assert.Equal(WriteBackAction.Restored, record.Action));
        Dictionary<string, string?> holds = LdifText.Applied(cycle.Changes, Attribute);
        Assert.Equal(("+1 415 555 0100", null), (holds[company.Find("p000").Dn], holds[company.Find("p001").Dn]));

        Assert.All(await cycle.WriteBackAsync(), record => Assert.Equal(WriteBackAction.Held, record.Action));
        SuspensionChange change = new(cycle.Hub, "ann", cycle.Time);
        await change.ResumeAsync(change.Of(await cycle.UserAsync("p000")), Stop);
        Assert.Equal(WriteBackAction.Written, Assert.Single(await cycle.WriteBackAsync(), record => record.Login == "p000@example.com").Action);
        Assert.Equal("+1 415 555 0100", Assert.Single(await UndoAsync(cycle, await LastAsync(cycle)), record => record.Login == "p000@example.com").After);
    }

    [Fact]
    public async Task What_somebody_else_or_a_later_run_wrote_is_named_and_left()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.WriteBackAsync();
        Run first = await LastAsync(cycle);
        IDirectory directory = await cycle.DirectoryAsync();
        await WriteAsync(directory, cycle, "p000", "by hand");
        await MapAsync(cycle, "user.login == 'p001@example.com' ? 'again' : user.primaryPhone");
        await cycle.ImportAsync();
        await MapAsync(cycle, "user.login == 'p000@example.com' ? 'by hand' : user.login == 'p001@example.com' ? 'again' : user.primaryPhone");
        await cycle.WriteBackAsync();
        Run second = await LastAsync(cycle);

        Dictionary<string, WriteBackRecord> undone = (await UndoAsync(cycle, first)).ToDictionary(record => record.Login![..4]);
        Assert.Equal((WriteBackAction.Left, $"it holds 'by hand', which is not what run {first.Number} wrote"), (undone["p000"].Action, undone["p000"].Detail));
        Assert.Equal((WriteBackAction.Left, $"run {second.Number} wrote it again: undo that one"), (undone["p001"].Action, undone["p001"].Detail));
        Assert.Equal(WriteBackAction.Restored, undone["p002"].Action);
        Assert.Equal(["p002@example.com"], await SuspendedAsync(cycle));
    }

    [Fact]
    public async Task A_value_that_somebody_wrote_in_between_is_what_comes_back()
    {
        Company company = Company.Of(1);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.WriteBackAsync();
        await WriteAsync(await cycle.DirectoryAsync(), cycle, "p000", "by hand");
        await cycle.ImportAsync();
        await cycle.WriteBackAsync();
        Assert.Equal("by hand", Assert.Single(await UndoAsync(cycle, await LastAsync(cycle))).After);
        Assert.Equal("by hand", LdifText.Applied(cycle.Changes, Attribute)[company.Find("p000").Dn]);
    }

    private static async Task MapAsync(Cycle cycle, string expression) => await cycle.SaveAsync(
        new AttributeMapping { Direction = MappingDirection.HubToAd, Target = Attribute, Expression = expression });

    private static async Task<Run> LastAsync(Cycle cycle) => (await cycle.Hub.ListAsync(
        new Filter<Run>().Equal(row => row.Kind, RunKind.WriteBack).NotNull(row => row.Number).OrderBy(row => row.Number, descending: true).Take(1), Stop)).Single();

    private static async Task<IEnumerable<string>> SuspendedAsync(Cycle cycle)
    {
        List<string> logins = [];
        foreach (WriteBackSuspension suspension in await cycle.Hub.ListAsync<WriteBackSuspension>(cancellationToken: Stop))
        {
            logins.Add((await cycle.Hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, suspension.Target), Stop))!.Login!);
        }

        return logins;
    }

    private static async Task WriteAsync(IDirectory directory, Cycle cycle, string sam, string value)
    {
        HubUser user = await cycle.UserAsync(sam);
        AppUser entry = (await cycle.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, user.Id), Stop)).Single(app => app.SystemId != Ids.RingCentral);
        AppUser now = (await directory.FindUserAsync(entry.Key, [Attribute], Stop))!;
        await directory.WriteAsync(entry.Key, [new AttributeChange(Attribute, now.Attributes.Text(Attribute), value)], Stop);
    }

    private static async Task<List<WriteBackRecord>> UndoAsync(Cycle cycle, Run undone, bool trial = false)
    {
        await using IHubStore? what = trial ? await cycle.Hub.BeginTrialAsync(Stop) : null;
        await using WriteBackRun run = await WriteBackRun.BeginAsync(what ?? cycle.Hub, await cycle.EntryAsync(), trial, cycle.Time, Stop);
        IDirectory directory = await cycle.DirectoryAsync();
        WriteBackPlan plan = await run.PlanUndoAsync(undone, directory, null, Stop);
        if (trial)
        {
            return [.. plan.Records];
        }

        List<WriteBackRecord> records = await run.ExecuteAsync(plan, directory, null, Stop).ToListAsync(Stop);
        await run.EndAsync();
        return records;
    }
}

using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A person's word on the people whom the guard of an import holds.</summary>
public sealed class LeaverWordTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_approved_goes_at_once_who_is_refused_stays_and_the_guard_holds_the_others()
    {
        await using Held held = await Held.StartAsync(20, 12);
        IReadOnlyList<OperationInfo> waiting = await held.WaitingAsync();
        Assert.Equal(12, waiting.Count);
        Assert.All(waiting, operation => Assert.Equal((OperationKind.Deactivate, "example.com", "GuardTripped"), (operation.Kind, operation.System, operation.ErrorId)));
        Assert.Contains("is no longer in the directory. 12 people of 20 would be taken away", waiting[0].Reason, StringComparison.Ordinal);

        Assert.Equal(2, (await held.DecideAsync(true, 0, 1)).Count);
        Assert.Equal((HubUserStatus.Deactivated, "Gone"), ((await held.Hub.UserAsync(held.People[0])).Status, (await held.Hub.UserAsync(held.People[0])).DeactivatedBy));
        Assert.Equal(AppUserState.Gone, (await held.Hub.RowAsync(held.People[0])).State);
        Assert.Equal(18, (await held.Hub.MembersAsync(held.Team)).Count);
        Assert.Equal(2, await held.Hub.Hub.CountAsync(new Filter<TouchedMark>().In(row => row.UserId, [held.Ids[0], held.Ids[1]]), Stop));
        Assert.Equal(2, (await held.DecideAsync(false, 2, 3)).Count);

        // The rest is stopped again, on the same rows; who was refused is not asked about.
        Assert.Equal(8, (await held.Hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
        Assert.NotNull(held.Hub.Stopped);
        IReadOnlyList<OperationInfo> again = await held.WaitingAsync();
        Assert.Equal(waiting.Select(operation => operation.Id).Except(again.Select(operation => operation.Id)).Order(), new[] { held.OperationOf(waiting, 0), held.OperationOf(waiting, 1) }.Order());
        Assert.Equal(2, again.Count(operation => operation.ErrorId == Word.Denied));
        Assert.Equal(18, (await held.Hub.MembersAsync(held.Team)).Count);
        Assert.Equal(AppUserState.Missing, (await held.Hub.RowAsync(held.People[2])).State);

        // Five are too few for the guard: they go, and who was refused is still there.
        Array.ForEach(held.People[4..7], held.Hub.Domain.Restore);
        Assert.Equal(5, (await held.Hub.UpdateAsync()).Count(record => record.Action == ImportAction.Deactivated));
        Assert.Equal(HubUserStatus.Active, (await held.Hub.UserAsync(held.People[2])).Status);
        Assert.Equal(2, (await held.WaitingAsync()).Count);
        Assert.Empty(await held.Hub.UpdateAsync());

        // A person may change their mind.
        Assert.Single(await held.DecideAsync(true, 2));
        Assert.Equal(HubUserStatus.Deactivated, (await held.Hub.UserAsync(held.People[2])).Status);
    }

    [Fact]
    public async Task A_refusal_ends_with_its_reason()
    {
        await using Held held = await Held.StartAsync(20, 8, disable: true);
        await held.DecideAsync(false, 0, 1, 2, 3, 4, 5, 6, 7);
        Assert.Empty(await held.Hub.UpdateAsync());
        Assert.Null(held.Hub.Stopped);

        // Disabled, then deleted: another question, under the guard again.
        Array.ForEach(held.People[..7], held.Hub.Domain.Delete);
        Assert.Equal(7, (await held.Hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
        Assert.Equal((7, 1), ((await held.WaitingAsync()).Count(operation => operation.ErrorId == "GuardTripped"), (await held.WaitingAsync()).Count(operation => operation.ErrorId == Word.Denied)));

        // Enabled again, and disabled again: a new question too.
        held.Hub.Domain.Change(held.People[7], person => person.Disabled = false);
        await held.Hub.UpdateAsync(accept: true);
        Assert.Empty(await held.WaitingAsync());
        held.Hub.Domain.Change(held.People[7], person => person.Disabled = true);
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await held.Hub.UpdateAsync()).Action);
    }

    [Fact]
    public async Task A_word_is_bound_to_what_was_looked_at()
    {
        await using Held held = await Held.StartAsync(20, 8);
        HeldOperations operations = new(held.Hub.Hub, held.Hub.Time);
        string looked = (await HeldOperations.OfImportAsync(held.Hub.Hub, ModelHub.System, Stop))!;
        Assert.Equal(8, (await operations.OfPlanAsync(looked, Stop)).Count);

        // One more goes meanwhile: the set is another one.
        held.Hub.Domain.Delete(held.People[8]);
        await held.Hub.UpdateAsync();
        Assert.Equal("PlanChanged", (await Assert.ThrowsAsync<RingCentralAdException>(() => operations.OfPlanAsync(looked, Stop))).ErrorId);

        // Restored and seen by an import that did not come to its end: the row still stands, the reason does not.
        OperationInfo[] waiting = [.. await held.WaitingAsync()];
        AppUser row = await held.Hub.RowAsync(held.People[0]);
        await held.Hub.SaveAsync(row with { State = AppUserState.Present });
        List<RingCentralAdException> refused = [];
        Assert.Empty(await held.DecideAsync(true, refused.Add, 0));
        Assert.Equal("OperationNotHeld", Assert.Single(refused).ErrorId);
        Assert.Equal(HubUserStatus.Active, (await held.Hub.UserAsync(held.People[0])).Status);
        Assert.Equal(waiting.Length, (await held.WaitingAsync()).Count);
    }

    [Fact]
    public async Task Who_was_approved_does_not_count_in_the_day()
    {
        await using Held held = await Held.StartAsync(40, 10);
        await held.DecideAsync(true, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Run run = (await held.Hub.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Import), Stop)).Single(row => row.Counts.ContainsKey(LeaverWord.Accepted));
        Assert.Equal((10L, 10L, 0L), (run.Counts[LeaverWord.Accepted], run.Counts["Deactivated"], run.Counts.GetValueOrDefault(Guard.Taken)));
        Array.ForEach(held.People[10..15], held.Hub.Domain.Delete);
        Assert.Equal(5, (await held.Hub.UpdateAsync()).Count(record => record.Action == ImportAction.Deactivated));

        // But these five do.
        Array.ForEach(held.People[15..17], held.Hub.Domain.Delete);
        Assert.Equal(2, (await held.Hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
    }

    [Fact]
    public async Task An_import_of_some_people_leaves_the_words_about_others_alone()
    {
        await using Held held = await Held.StartAsync(20, 8);
        await held.Hub.ImportAsync(new ImportRequest { People = [held.People[12].Values["mail"]] });
        Assert.Equal(8, (await held.WaitingAsync()).Count);
    }

    [Fact]
    public async Task The_guard_is_set_by_floor_share_and_cap_for_imports_and_provisioning_apart()
    {
        await using Held held = await Held.StartAsync(20, 0);
        await held.Hub.OptionsAsync<ProvisioningOptions>(options => options with { Guard = new GuardOptions { Floor = 0, Share = 0 } });
        held.Hub.Domain.Delete(held.People[0]);
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await held.Hub.UpdateAsync()).Action);
        await held.Hub.OptionsAsync<ImportRules>(rules => rules with { Guard = new GuardOptions { Floor = 1, Share = 0.1 } });
        held.Hub.Domain.Delete(held.People[1]);
        await held.Hub.UpdateAsync();
        Assert.Null(held.Hub.Stopped);
        held.Hub.Domain.Delete(held.People[2]);
        await held.Hub.UpdateAsync();
        Assert.Contains("the guard lets 1 through, or 10", held.Hub.Stopped, StringComparison.Ordinal);
        await held.Hub.OptionsAsync<ImportRules>(rules => rules with { Guard = new GuardOptions { Floor = 1, Share = 1, Cap = 2 } });
        await held.Hub.UpdateAsync();
        Assert.NotNull(held.Hub.Stopped);
        await held.Hub.OptionsAsync<ImportRules>(rules => rules with { Guard = new GuardOptions { Floor = 1, Share = 1, Cap = 3 } });
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await held.Hub.UpdateAsync()).Action);
    }

    /// <summary>A hub of people who all hold RingCentral, some of whom an import wants to take away.</summary>
    private sealed class Held(ModelHub hub, ModelPerson[] people, ModelGroup team) : IAsyncDisposable
    {
        public ModelHub Hub => hub;

        public ModelPerson[] People => people;

        public ModelGroup Team => team;

        public string[] Ids { get; private set; } = [];

        public static async Task<Held> StartAsync(int people, int leaving, bool disable = false)
        {
            ModelDomain domain = new();
            ModelPerson[] all = [.. Enumerable.Range(0, people).Select(i => domain.Person($"p{i:000}"))];
            Held held = new(await ModelHub.StartAsync(domain), all, domain.Group("Team", all));
            await held.Hub.ImportAsync();
            await held.Hub.HoldAsync();
            held.Ids = [.. (await Task.WhenAll(all.Select(person => held.Hub.UserAsync(person)))).Select(user => user.Id)];
            foreach (ModelPerson person in all[..leaving])
            {
                if (disable)
                {
                    domain.Change(person, leaver => leaver.Disabled = true);
                }
                else
                {
                    domain.Delete(person);
                }
            }

            Assert.Equal(leaving, (await held.Hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
            return held;
        }

        public async Task<IReadOnlyList<OperationInfo>> WaitingAsync() =>
            await new HeldOperations(hub.Hub, hub.Time).ListAsync(new Filter<Operation>().Equal(row => row.State, OperationState.Held), Stop).ToListAsync(Stop);

        public string OperationOf(IEnumerable<OperationInfo> operations, int person) => operations.Single(operation => operation.HubUserId == Ids[person]).Id;

        public Task<List<OperationInfo>> DecideAsync(bool approve, params int[] people) => DecideAsync(approve, error => Assert.Fail(error.Message), people);

        public async Task<List<OperationInfo>> DecideAsync(bool approve, Action<RingCentralAdException> refused, params int[] people)
        {
            IReadOnlyList<OperationInfo> waiting = await WaitingAsync();
            HeldOperations operations = new(hub.Hub, hub.Time);
            List<Operation> looked = [];
            foreach (int person in people)
            {
                looked.Add((await operations.OfImportAsync(OperationOf(waiting, person), Stop))!);
            }

            return await operations.DecideImportAsync(looked, approve, refused, Stop).ToListAsync(Stop);
        }

        public ValueTask DisposeAsync() => hub.DisposeAsync();
    }
}

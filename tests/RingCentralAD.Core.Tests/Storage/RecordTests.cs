using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>What the record tells, of whom, and in which order.</summary>
public abstract class RecordTests(IHubPlace place) : RecordSuite(place)
{
    [Fact]
    public async Task Who_comes_changes_and_goes_is_told_with_values_before_and_after()
    {
        HubUser ann = Person("u1", Ann);
        await SaveAsync(new DirectoryEntry { Id = "d1", Name = "contoso.com", Kind = DirectoryKind.Ldap, DomainKey = "k", Settings = new DirectorySettings() });
        await SaveAsync(new AppUser { SystemId = "d1", Key = "k1", Place = "CN=Ann", Attributes = AttributeSet.Empty, Hash = "h" });
        await WriteAsync(async transaction =>
        {
            await transaction.SaveAsync([ann], Token);
            await transaction.SaveAsync([new AppUserOwner("d1", "k1", "u1")], Token);
        });
        HubUser moved = ann with { Profile = ann.Profile.With([new("department", "Support")]) };
        await SaveAsync(moved);
        await SaveAsync(moved);
        await SaveAsync(moved with { Status = HubUserStatus.Deactivated, DeactivatedBy = "Gone" });
        await SaveAsync(new AppUserOwner("d1", "k1", null));
        List<SyncChangeInfo> changes = await ChangesAsync(new ChangeQuestion { UserIds = ["u1"] });
        Assert.Equal(
            [
                (ChangeKind.PersonCreated, "ann@contoso.com", null, null, null, null),
                (ChangeKind.PersonChanged, "ann@contoso.com", "department", "Sales", "Support", null),
                (ChangeKind.StatusChanged, "ann@contoso.com", "(status)", "Active", "Deactivated", null),
                (ChangeKind.StatusChanged, "ann@contoso.com", "(deactivated by)", null, "Gone", null),
                (ChangeKind.Unlinked, "ann@contoso.com", "(entry)", "CN=Ann", null, "k1"),
            ],
            changes.Select(static change => (change.Kind, change.Subject, change.Attribute, change.Before, change.After, change.Key)));
        Assert.All(changes, static change => Assert.Equal(("u1", null, null), (change.HubUserId, change.Run, change.Cause)));
        Assert.All(changes, static change => Assert.Equal(
            ($@"{Environment.UserDomainName}\{Environment.UserName}", Environment.MachineName, "0.1.0"), (change.Actor, change.Host, change.Program)));
        Assert.Equal([2L, 3, 4, 4, 5], changes.Select(static change => change.Line));
        Assert.Equal(("contoso.com", "contoso.com"), (changes[0].System, changes[^1].System));
    }

    [Fact]
    public async Task Many_who_come_at_once_are_one_line_and_each_is_found()
    {
        string[] ids = [.. Enumerable.Range(0, 1_500).Select(static i => $"u{i}")];
        await SaveAsync([.. ids.Select(static id => new AppUser { SystemId = "d1", Key = id, Place = id, Attributes = AttributeSet.Empty, Hash = "h" })]);
        await WriteAsync(async transaction =>
        {
            await transaction.SaveAsync([.. ids.Select(static id => Person(id, new([new("login", $"{id}@contoso.com")])))], Token);
            await transaction.SaveAsync([.. ids.Select(static id => new AppUserOwner("d1", id, id))], Token);
        });
        await SaveAsync(Person("u7", new([new("login", "seven@contoso.com")])));
        await WriteAsync(transaction => transaction.RemoveAsync(new Filter<HubUser>().Equal(static row => row.Id, "u8"), Token));
        Assert.Equal(4, await Store.CountAsync<RecordedChange>(cancellationToken: Token));
        List<SyncChangeInfo> all = await ChangesAsync(), some = await ChangesAsync(new ChangeQuestion { UserIds = ["u8", "u7", "u1400"] });
        Assert.Equal(ids, all.Where(static change => change.Kind == ChangeKind.PersonCreated).Select(static change => change.HubUserId));
        Assert.Equal(
            [
                ("u7", ChangeKind.PersonCreated, "seven@contoso.com", false), ("u8", ChangeKind.PersonCreated, null, true), ("u1400", ChangeKind.PersonCreated, "u1400@contoso.com", false),
                ("u7", ChangeKind.PersonChanged, "seven@contoso.com", false), ("u8", ChangeKind.PersonRemoved, null, false),
            ],
            some.Select(static change => (change.HubUserId, change.Kind, change.Subject, change.Erased)));
        Assert.Single(await ChangesAsync(new ChangeQuestion { UserIds = ["u7"], Kinds = [ChangeKind.PersonChanged] }));
        Assert.Empty(await ChangesAsync(new ChangeQuestion { UserIds = ["u7"], Until = Clock.GetUtcNow() }));
        Assert.Equal(2, (await ChangesAsync(new ChangeQuestion { UserIds = ["u7"], Since = Clock.GetUtcNow(), Until = Clock.GetUtcNow().AddSeconds(1) })).Count);
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    [Fact]
    public async Task An_entry_that_passes_to_somebody_new_leaves_the_one_who_had_it()
    {
        await SaveAsync(new AppUser { SystemId = "d1", Key = "k1", UserId = "u1", Place = "CN=Ann", Attributes = AttributeSet.Empty, Hash = "h" });
        await WriteAsync(async transaction =>
        {
            await transaction.SaveAsync([Person("u2", Ann)], Token);
            await transaction.SaveAsync([new AppUserOwner("d1", "k1", "u2")], Token);
        });
        await SaveAsync(new AppUser { SystemId = "d1", Key = "k1", Place = "CN=Ann", Attributes = AttributeSet.Empty, Hash = "h" });
        Assert.Equal(
            [(ChangeKind.Linked, "u1"), (ChangeKind.PersonCreated, "u2"), (ChangeKind.Unlinked, "u1"), (ChangeKind.Unlinked, "u2")],
            (await ChangesAsync()).Select(static change => (change.Kind, change.HubUserId!)));
    }

    [Fact]
    public async Task What_is_done_with_a_runs_lease_is_the_runs()
    {
        await SaveAsync(new Run { Id = "r1", Kind = RunKind.Provisioning, SystemId = Ids.RingCentral, State = RunState.Running, Number = 7 });
        Lease lease = await Store.AcquireLeaseAsync("Provisioning", "host", TimeSpan.FromMinutes(1), Token) with { RunId = "r1" };
        Operation sent = new()
        {
            Id = "o1", RunId = "r1", SystemId = Ids.RingCentral, UserId = "u1", Kind = OperationKind.Update, TargetKey = "4711", State = OperationState.Sent, Changes = [new("email", "a@b.c", "d@e.f")],
        };
        await Store.WriteAsync(transaction => transaction.SaveAsync([sent], Token), lease, Token);
        lease = await Store.RenewLeaseAsync(lease, TimeSpan.FromMinutes(1), Token);
        await Store.WriteAsync(transaction => transaction.SaveAsync([sent with { State = OperationState.Done, RequestId = "req-9" }], Token), lease, Token);
        await Store.WriteAsync(
            transaction => transaction.SaveAsync([new Run { Id = "r1", Kind = RunKind.Provisioning, SystemId = Ids.RingCentral, State = RunState.Completed, Number = 7, Counts = new Dictionary<string, long> { ["Update"] = 1 }, Configuration = "c0ffee" }], Token), lease, Token);

        List<SyncChangeInfo> changes = await ChangesAsync(new ChangeQuestion { RunId = "r1" });
        Assert.Equal((ChangeKind.OperationDone, "Update", "email", "a@b.c", "d@e.f", "req-9", "4711", "RingCentral", 7L), (changes[0].Kind, changes[0].Action, changes[0].Attribute, changes[0].Before, changes[0].After, changes[0].RequestId, changes[0].Key, changes[0].System, changes[0].Run));
        Assert.Equal(("Provisioning of RingCentral", "c0ffee"), (changes[0].Cause, changes[0].Configuration));
        Assert.Equal((ChangeKind.RunEnded, "Provisioning Completed", "1 Update"), (changes[1].Kind, changes[1].Action, changes[1].Subject));
        Assert.Equal(2, changes.Count);
        SyncRunInfo run = Assert.Single(await SyncRecord.RunsAsync(Store, new Filter<Run>(), Token).ToListAsync(Token));
        Assert.Equal((7, 2, "c0ffee"), (run.Number, run.Lines, run.Configuration));
    }

    [Fact]
    public async Task A_run_that_died_and_is_ended_by_another_keeps_its_own_line()
    {
        Run dead = new() { Id = "r1", Kind = RunKind.Provisioning, SystemId = Ids.RingCentral, State = RunState.Running, Number = 1, Host = "sync1" };
        await SaveAsync(dead);
        Lease lease = await Store.AcquireLeaseAsync("Provisioning", "host", TimeSpan.FromMinutes(1), Token) with { RunId = "r2" };
        await Store.WriteAsync(transaction => transaction.SaveAsync([dead with { State = RunState.Interrupted, Message = "its process died" }], Token), lease, Token);
        Assert.Equal((1L, "its process died"), ((await ChangesAsync())[0].Run, (await ChangesAsync())[0].Subject));
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    [Fact]
    public async Task Options_mappings_and_directories_are_told_value_by_value_and_what_the_hub_keeps_for_itself_is_not()
    {
        await WriteAsync(async transaction =>
        {
            await transaction.SetAsync(new ProvisioningOptions { CreateUsers = true }, Token);
            await transaction.SaveAsync([new Setting("PlanBasis", "{}")], Token);
            await transaction.SaveAsync([new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "department", Expression = "user.department" }], Token);
            await transaction.SaveAsync([new DirectoryEntry { Id = "d1", Name = "contoso.com", Kind = DirectoryKind.Ldap, DomainKey = "k", Settings = new DirectorySettings { Servers = ["dc1"] } }], Token);
        });
        await WriteAsync(async transaction =>
        {
            await transaction.SetAsync(new ProvisioningOptions { CreateUsers = true, DeactivateUsers = true }, Token);
            await transaction.SaveAsync([new DirectoryEntry { Id = "d1", Name = "contoso.com", Kind = DirectoryKind.Ldap, DomainKey = "k", Settings = new DirectorySettings { Servers = ["dc1"] }, Cursor = "moved on" }], Token);
            await transaction.RemoveAsync(new Filter<AttributeMapping>(), Token);
        });
        List<SyncChangeInfo> changes = await ChangesAsync();
        Assert.DoesNotContain(changes, static change => change.Subject == "PlanBasis");
        Assert.Equal(("Added", "ProvisioningOptions"), (changes[0].Action, changes[0].Subject));
        SyncChangeInfo changed = Assert.Single(changes, static change => change.Action == "Changed");
        Assert.Equal((ChangeKind.OptionChanged, "DeactivateUsers", "False", "True"), (changed.Kind, changed.Attribute, changed.Before, changed.After));
        Assert.Contains(changes, static change => change is { Kind: ChangeKind.MappingChanged, Action: "Removed", Subject: "HubToRc department", Attribute: "Expression", Before: "user.department", After: null });
        Assert.Single(changes, static change => change is { Kind: ChangeKind.DirectoryChanged, Attribute: "Servers" });
        Assert.All(changes.Where(static change => change.Kind == ChangeKind.DirectoryChanged), static change => Assert.Equal("Added", change.Action));
    }

    [Fact]
    public async Task What_was_not_committed_or_was_refused_is_not_told()
    {
        await SaveAsync(Person("u1", Ann));
        await using (IHubTransaction dropped = await Store.BeginAsync(cancellationToken: Token))
        {
            await dropped.SaveAsync([Person("u2", new([new("login", "ben@contoso.com")]))], Token);
        }

        await WriteAsync(async transaction =>
        {
            await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.SaveAsync([Person("u3", Ann)], Token));
            await transaction.SaveAsync([Person("u4", new([new("login", "dan@contoso.com")]))], Token);
        });
        Assert.Equal(["u1", "u4"], (await ChangesAsync()).Select(static change => change.HubUserId));
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        await trial.WriteAsync(transaction => transaction.SaveAsync([Person("u5", new([new("login", "eve@contoso.com")]))], Token), null, Token);
        Assert.Equal(2, await Store.CountAsync<RecordedChange>(cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(transaction => transaction.RemoveAsync(new Filter<RecordedChange>(), Token)));
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_turn_the_order_around()
    {
        await SaveAsync(Person("u1", Ann));
        await using IHubStore behind = await HubStore.OpenAsync(Location, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Clock.GetUtcNow().AddHours(-1)), Token);
        await SaveAsync(behind, Person("u2", new([new("login", "ben@contoso.com")])));
        List<RecordedChange> lines = await ListAsync(new Filter<RecordedChange>().OrderBy(static row => row.Number));
        Assert.Equal(lines[0].At, lines[1].At);
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    [Fact]
    public async Task Several_who_write_at_once_make_one_chain()
    {
        IHubStore other = await OpenAgainAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => SaveAsync(i % 2 == 0 ? Store : other, Person($"u{i}", new([new("login", $"p{i}@contoso.com")]))), Token)));
        RecordState state = await RecordCheck.RunAsync(Store, null, Token);
        Assert.Equal((40L, null), (state.Lines, state.BrokenAt));
    }
}

public sealed class SqliteRecordTests() : RecordTests(new SqlitePlace());

public sealed class PostgresRecordTests() : RecordTests(new PostgresPlace());

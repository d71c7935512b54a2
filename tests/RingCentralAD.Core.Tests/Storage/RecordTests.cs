using System.Globalization;
using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>The record: what it tells, that tampering shows, what is erased, and how long it is kept.</summary>
public abstract class RecordTests(IHubPlace place) : StoreSuite(place)
{
    private static readonly AttributeSet s_ann = new([new("login", "ann@contoso.com"), new("department", "Sales")]);

    [Fact]
    public async Task Who_comes_changes_and_goes_is_told_with_values_before_and_after()
    {
        HubUser ann = Person("u1", s_ann);
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
                (ChangeKind.Unlinked, null, null, null, null, "k1"),
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
            await transaction.SaveAsync([Person("u2", s_ann)], Token);
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
        Assert.Equal((7, 2, "c0ffee"), (run.Number, run.Changes, run.Configuration));
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
        await SaveAsync(Person("u1", s_ann));
        await using (IHubTransaction dropped = await Store.BeginAsync(cancellationToken: Token))
        {
            await dropped.SaveAsync([Person("u2", new([new("login", "ben@contoso.com")]))], Token);
        }

        await WriteAsync(async transaction =>
        {
            await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.SaveAsync([Person("u3", s_ann)], Token));
            await transaction.SaveAsync([Person("u4", new([new("login", "dan@contoso.com")]))], Token);
        });
        Assert.Equal(["u1", "u4"], (await ChangesAsync()).Select(static change => change.HubUserId));
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        await trial.WriteAsync(transaction => transaction.SaveAsync([Person("u5", new([new("login", "eve@contoso.com")]))], Token), null, Token);
        Assert.Equal(2, await Store.CountAsync<RecordedChange>(cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(transaction => transaction.RemoveAsync(new Filter<RecordedChange>(), Token)));
    }

    [Fact]
    public async Task Every_line_is_hashed_over_the_one_before_it_as_anybody_can_reckon()
    {
        await SaveAsync(Person("u1", s_ann));
        await SaveAsync(Person("u1", s_ann.With([new("department", "Zoë 😀")])));
        string hash = "";
        foreach (RecordedChange line in await ListAsync(new Filter<RecordedChange>().OrderBy(static row => row.Number)))
        {
            Assert.Equal(Sha(line.Salt + "\u001F" + line.Content), line.Digest);
            long at = (line.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;
            hash = Sha(string.Join('\u001F', hash, line.Number.ToString(CultureInfo.InvariantCulture), at.ToString(CultureInfo.InvariantCulture), line.RunId, line.Actor, line.Host, line.Program, line.Kind, line.UserId, line.Facts, line.Digest));
            Assert.Equal(hash, line.Hash);
        }

        static string Sha(string text) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("UPDATE recorded_change SET content = replace(content, 'Support3', 'Sales') WHERE number = 4", 4)]
    [InlineData("UPDATE recorded_change SET facts = replace(facts, 'department', 'division') WHERE number = 3", 3)]
    [InlineData("UPDATE recorded_change SET actor = 'somebody else' WHERE number = 6", 6)]
    [InlineData("UPDATE recorded_change SET at = at + 1 WHERE number = 1", 1)]
    [InlineData("UPDATE recorded_change SET kind = 'Linked' WHERE number = 2", 2)]
    [InlineData("UPDATE recorded_change SET user_id = 'u2' WHERE number = 5", 5)]
    [InlineData("DELETE FROM recorded_change WHERE number = 4", 5)]
    [InlineData("DELETE FROM recorded_change WHERE number < 3", 3)]
    [InlineData("UPDATE recorded_change SET number = 99 WHERE number = 8", 99)]
    [InlineData("UPDATE recorded_change SET hash = digest WHERE number = 7", 7)]
    [InlineData("UPDATE recorded_change SET host = 'another' WHERE number = 3", 3)]
    [InlineData("UPDATE recorded_change SET program = '9.9.9' WHERE number = 3", 3)]
    [InlineData("UPDATE recorded_change SET run_id = 'another' WHERE number = 3", 3)]
    [InlineData("INSERT INTO recorded_change (number, at, actor, host, program, kind, facts, digest, hash) SELECT 9, at, actor, host, program, kind, facts, digest, hash FROM recorded_change WHERE number = 8", 9)]
    [InlineData("UPDATE recorded_change SET number = 0 WHERE number = 3; UPDATE recorded_change SET number = 3 WHERE number = 6; UPDATE recorded_change SET number = 6 WHERE number = 0", 3)]
    [InlineData("DELETE FROM recorded_change WHERE number > 6", 7)]
    [InlineData("DELETE FROM recorded_change", 1)]
    [InlineData("DELETE FROM record_head", 8)]
    [InlineData("UPDATE record_head SET number = 6, hash = (SELECT hash FROM recorded_change WHERE number = 6)", 7)]
    [InlineData("UPDATE record_head SET hash = 'x'", 8)]
    public async Task Whatever_is_tampered_with_the_first_broken_line_is_named(string sql, long line)
    {
        await FillAsync();
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync(sql);
        RecordState state = await RecordCheck.RunAsync(Store, null, Token);
        Assert.Equal(line, state.BrokenAt);
        HubCheck check = (await HubTest.RunAsync(Store, null, Token).ToListAsync(Token))[1];
        Assert.Equal((false, line), (check.Passed, check.BrokenLine));
        Assert.Contains($"Line {line} ", check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE run SET counts = '{\"Create\":1}' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET requests = '{}' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET started_at = started_at - 1 WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET state = 'Completed' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET message = 'all went well' WHERE id = 'r1'", 2, "run 1 is no longer")]
    [InlineData("UPDATE run SET host = 'another' WHERE id = 'r2'", 3, "run 2 is no longer")]
    [InlineData("DELETE FROM run WHERE id = 'r2'", 3, "is missing")]
    [InlineData("UPDATE run SET number = 3, id = 'r3' WHERE id = 'r2'", 3, "is missing")]
    [InlineData("INSERT INTO run (id, kind, system_id, state, started_at, ended_at, host, counts, number) SELECT 'r3', kind, system_id, state, started_at, ended_at, host, counts, 3 FROM run WHERE id = 'r2'", 3, "run 3 ended, and no line tells of it")]
    public async Task A_run_that_is_changed_removed_or_made_up_is_seen(string sql, long line, string words)
    {
        await SaveAsync(Person("u1", s_ann));
        Run first = new()
        {
            Id = "r1", Kind = RunKind.Import, SystemId = "d1", State = RunState.Interrupted, Number = 1, StartedAt = Clock.GetUtcNow(), EndedAt = Clock.GetUtcNow(), Host = "sync1", Message = "its \"process\" died",
            Counts = new Dictionary<string, long> { ["Updated"] = 3, ["Created"] = 2 }, Requests = new Dictionary<string, long> { ["Light"] = 4 }, Read = 5,
        };
        await SaveAsync(first with { State = RunState.Running });
        await SaveAsync(first);
        await SaveAsync(first with { Id = "r2", Number = 2, State = RunState.Completed, Message = null });
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync(sql);
        RecordState state = await RecordCheck.RunAsync(Store, null, Token);
        Assert.Equal(line, state.BrokenAt);
        Assert.Contains(words, state.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_tampered_with_keeps_nobody_from_working_and_goes_on_showing()
    {
        await FillAsync();
        await TamperAsync("DELETE FROM recorded_change WHERE number > 6");
        await SaveAsync(Person("u2", new([new("login", "ben@contoso.com")])));
        Assert.Equal(9, (await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync("UPDATE record_head SET number = 3");
        await SaveAsync(Person("u3", new([new("login", "cleo@contoso.com")])));
        Assert.Equal(9, (await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync("DELETE FROM record_head");
        await SaveAsync(Person("u4", new([new("login", "dan@contoso.com")])));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 9, 10, 11], (await ListAsync<RecordedChange>()).Select(static row => row.Number).Order());
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
    public async Task A_record_that_was_cut_off_or_written_anew_is_seen_by_a_head_that_was_noted()
    {
        await FillAsync();
        string head = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        await SaveAsync(Person("u9", new([new("login", "zoe@contoso.com")])));
        Assert.Null((await RecordCheck.RunAsync(Store, head, Token)).BrokenAt);
        Assert.NotNull((await RecordCheck.RunAsync(Store, "8:" + head.Split(':')[1][1..] + "=", Token)).BrokenAt);
        await TamperAsync("DELETE FROM recorded_change WHERE number >= 7; UPDATE record_head SET number = 6, hash = (SELECT hash FROM recorded_change WHERE number = 6)");
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        Assert.Equal(7, (await RecordCheck.RunAsync(Store, head, Token)).BrokenAt);
    }

    [Fact]
    public async Task Who_is_removed_is_erased_and_the_chain_holds()
    {
        await FillAsync();
        string head = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        await SaveAsync(Person("u2", new([new("login", "ben@contoso.com")])));
        await SaveAsync(Person("u2", new([new("login", "benjamin@contoso.com")])));
        await SaveAsync(new AppUser { SystemId = "RingCentral", Key = "4711", UserId = "u1", Place = "Ann", Attributes = AttributeSet.Empty, Hash = "h" });
        await WriteAsync(async transaction =>
        {
            await transaction.SaveAsync([new AppUserOwner("RingCentral", "4711", null)], Token);
            await transaction.RemoveAsync(new Filter<HubUser>().Equal(static row => row.Id, "u1"), Token);
        });
        RecordState state = await RecordCheck.RunAsync(Store, head, Token);
        Assert.Null(state.BrokenAt);
        List<RecordedChange> lines = await ListAsync<RecordedChange>();
        Assert.All(lines.Where(static line => line.UserId == "u1"), static line => Assert.Equal((null, null), (line.Content, line.Salt)));
        Assert.NotNull(lines.Single(static line => line.UserId == "u2").Content);
        Assert.Equal(13, lines.Count);
        Assert.DoesNotContain("ann@", JsonSerializer.Serialize(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", JsonSerializer.Serialize(lines), StringComparison.Ordinal);
        List<SyncChangeInfo> changes = await ChangesAsync(new ChangeQuestion { UserIds = ["u1"] });
        Assert.Contains(changes, static change => change is { Kind: ChangeKind.PersonChanged, Erased: true, Attribute: "department", Before: null, After: null, Subject: null });
        Assert.Equal(ChangeKind.PersonRemoved, changes[^1].Kind);
    }

    [Fact]
    public async Task What_is_older_than_it_is_kept_goes_and_the_rest_stays_provable()
    {
        await WriteAsync(transaction => transaction.SetAsync(new RecordOptions { KeepDays = 30 }, Token));
        await FillAsync();
        string old = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        await EndRunAsync("r1");
        Clock.Advance(TimeSpan.FromDays(20));
        await SaveAsync(Person("u2", new([new("login", "ben@contoso.com")])));
        string head = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        Clock.Advance(TimeSpan.FromDays(15));
        await EndRunAsync("r2");
        RecordState state = await RecordCheck.RunAsync(Store, head, Token);
        Assert.Null(state.BrokenAt);
        Assert.Equal((11, 3), (state.First, state.Lines));
        Assert.Equal(["r2"], (await ListAsync<Run>()).Select(static run => run.Id));
        Assert.Null((await RecordCheck.RunAsync(Store, old, Token)).BrokenAt);

        // Again, and the newest line about it is the one that counts.
        Clock.Advance(TimeSpan.FromDays(40));
        await EndRunAsync("r3");
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync("DELETE FROM recorded_change WHERE number = (SELECT MIN(number) FROM recorded_change)");
        Assert.NotNull((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_turn_the_order_around()
    {
        await SaveAsync(Person("u1", s_ann));
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carried_elsewhere_it_is_the_same_chain_and_goes_on(bool file)
    {
        await FillAsync();
        await EndRunAsync("r1");
        await WriteAsync(transaction => transaction.RemoveAsync(new Filter<HubUser>(), Token));
        RecordState here = await RecordCheck.RunAsync(Store, null, Token);
        await using IHubPlace elsewhere = file ? new SqlitePlace() : new PostgresPlace();
        HubLocation target = elsewhere.New();
        await HubCopying.CopyAsync(Store, target, Clock, null, Token);
        await using IHubStore carried = await HubStore.OpenAsync(target, Clock, Token);
        Assert.Equal(here, await RecordCheck.RunAsync(carried, here.Head, Token));
        await SaveAsync(carried, Person("u2", new([new("login", "ben@contoso.com")])));
        RecordState there = await RecordCheck.RunAsync(carried, here.Head, Token);
        Assert.Equal((null, here.Lines + 1), (there.BrokenAt, there.Lines));
    }

    /// <summary>Changes the tables by a tool that is not ours.</summary>
    protected abstract Task TamperAsync(string sql);

    protected static HubUser Person(string id, AttributeSet profile) => new() { Id = id, Status = HubUserStatus.Active, Profile = profile };

    private Task WriteAsync(Func<IHubTransaction, Task> work) => Store.WriteAsync(work, null, Token);

    // Eight lines about u1.
    private async Task FillAsync()
    {
        await SaveAsync(Person("u1", s_ann));
        for (int i = 1; i < 8; i++)
        {
            await SaveAsync(Person("u1", s_ann.With([new("department", $"Support{i}")])));
        }
    }

    private async Task EndRunAsync(string id)
    {
        Run run = new() { Id = id, Kind = RunKind.Import, SystemId = "d1", State = RunState.Running, StartedAt = Clock.GetUtcNow() };
        await SaveAsync(run);
        await SaveAsync(run with { State = RunState.Completed });
    }

    private Task<List<SyncChangeInfo>> ChangesAsync(ChangeQuestion? question = null) => SyncRecord.ChangesAsync(Store, question ?? new ChangeQuestion(), Token).ToListAsync(Token).AsTask();
}

public sealed class SqliteRecordTests() : RecordTests(new SqlitePlace())
{
    [Fact]
    public async Task Who_is_removed_is_in_none_of_the_bytes()
    {
        HubUser person = Person("u1", new([new("login", "vanishing@contoso.com"), new("department", "Unmistakable")]));
        await SaveAsync(person);
        for (int i = 0; i < 300; i++)
        {
            await SaveAsync(person with { Profile = person.Profile.With([new("department", $"Unmistakable{i} {new string('x', i * 10)}")]) });
        }

        await Store.WriteAsync(transaction => transaction.RemoveAsync(new Filter<HubUser>(), Token), null, Token);
        await Store.DisposeAsync();
        string folder = Path.GetDirectoryName(Location.Path!)!;
        byte[] all = [.. Directory.GetFiles(folder).SelectMany(File.ReadAllBytes)];
        Assert.True(all.AsSpan().IndexOf("PersonRemoved"u8) > 0);
        Assert.Equal((-1, -1), (all.AsSpan().IndexOf("vanishing"u8), all.AsSpan().IndexOf("Unmistakable"u8)));
    }

    protected override async Task TamperAsync(string sql) =>
        (await TestServers.ServerTools.RunAsync("sqlite3", [Location.Path!, sql], cancellationToken: Token)).Success("sqlite3");
}

public sealed class PostgresRecordTests() : RecordTests(new PostgresPlace())
{
    protected override async Task TamperAsync(string sql) => await (await SharedPostgres.Server).PsqlAsync($"SET search_path TO {Location.Schema}; {sql}", cancellationToken: Token);
}

using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Whom each change is about, and who asked for it.</summary>
public abstract class RecordSubjectTests(IHubPlace place) : RecordSuite(place)
{
    private static readonly Operation s_done = new()
    {
        Id = "o1", RunId = "r1", SystemId = Ids.RingCentral, UserId = "u1", Kind = OperationKind.Update, TargetKey = "4711", State = OperationState.Done, Changes = [new("email", "a@b.c", "d@e.f")],
    };

    [Fact]
    public async Task Every_change_says_whom_it_is_about_and_what_was_linked_or_joined()
    {
        await FillAsync();
        await ActAsync();
        Assert.Equal(
            [
                (ChangeKind.Linked, "ann@contoso.com", "(extension)", null, "101 Ann Lee"),
                (ChangeKind.OperationDone, "ann@contoso.com", "email", "a@b.c", "d@e.f"),
                (ChangeKind.GroupJoined, "ann@contoso.com", "(group)", null, "Pilot"),
                (ChangeKind.Assigned, "Pilot", null, null, null),
                (ChangeKind.Assigned, "ann@contoso.com", null, null, null),
                (ChangeKind.DriftAnswered, "ann@contoso.com", "jobTitle Choice", null, "Leave"),
                (ChangeKind.OperationAnswered, "ann@contoso.com", "(reason)", null, "not before Monday"),
                (ChangeKind.OperationAnswered, "ann@contoso.com", "email", "a@b.c", "d@e.f"),
                (ChangeKind.GroupLeft, "ann@contoso.com", "(group)", "Pilot", null),
            ],
            (await ChangesAsync()).Where(static change => change.Kind is not (ChangeKind.PersonCreated or ChangeKind.PersonChanged or ChangeKind.GroupChanged) && (change.Kind != ChangeKind.DriftAnswered || change.After == "Leave"))
                .Select(static change => (change.Kind, change.Subject, change.Attribute, change.Before, change.After)));
    }

    [Fact]
    public async Task Of_somebody_who_was_removed_no_change_says_whom_it_was_about()
    {
        await FillAsync();
        await ActAsync();
        await WriteAsync(transaction => transaction.RemoveAsync(new Filter<HubUser>().Equal(static row => row.Id, "u1"), Token));
        List<SyncChangeInfo> changes = await ChangesAsync(new ChangeQuestion { UserIds = ["u1"] });
        Assert.Contains(changes, static change => change.Kind == ChangeKind.Linked);
        Assert.All(changes, static change => Assert.Equal((null, null, null, null), (change.Subject, change.Key, change.Before, change.After)));
        Assert.All(changes, static change => Assert.True(change.Erased || change.Kind == ChangeKind.PersonRemoved));
        Assert.DoesNotContain(await ListAsync(new Filter<RecordedChange>()), static line => (line.Content + line.Facts).Contains("Ann", StringComparison.OrdinalIgnoreCase));
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    [Fact]
    public async Task What_a_command_does_names_it_and_the_chain_holds()
    {
        await AsAsync("Set-AttributeMapping", () => SaveAsync(new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "department", Expression = "user.department" }));
        await AsAsync("Disable-HubUser", () => SaveAsync(Person("u1", Ann)));
        await SaveAsync(Person("u2", new([new("login", "ben@contoso.com")])));
        Lease lease = await Store.AcquireLeaseAsync("Import", "host", TimeSpan.FromMinutes(1), Token) with { RunId = "r1" };
        Run run = new() { Id = "r1", Kind = RunKind.Import, SystemId = "", State = RunState.Running, Number = 1, Read = 2 };
        await SaveAsync(run);
        await AsAsync("Set-HubGroup", () => Store.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([new HubGroup { Id = "g1", Name = "Sales", Kind = HubGroupKind.Local }], Token);
                await transaction.SaveAsync([Person("u1", Ann.With([new("department", "Support")]))], Token);
                await transaction.SaveAsync([run with { State = RunState.Completed }], Token);
            },
            lease,
            Token));
        List<SyncChangeInfo> changes = await ChangesAsync();
        Assert.Equal(
            [
                (ChangeKind.MappingChanged, "Set-AttributeMapping"), (ChangeKind.PersonCreated, "Disable-HubUser"), (ChangeKind.PersonCreated, null),
                (ChangeKind.GroupChanged, "Set-HubGroup"), (ChangeKind.PersonChanged, "Reckoning of the hub"), (ChangeKind.RunEnded, "Reckoning of the hub"),
            ],
            changes.DistinctBy(static change => change.Line).Select(static change => (change.Kind, change.Cause)));
        Assert.Equal("2 read", changes[^1].Subject);
        Assert.Equal("Hub", Assert.Single(await SyncRecord.RunsAsync(Store, new Filter<Run>(), Token).ToListAsync(Token)).System);
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    private async Task ActAsync()
    {
        await SaveAsync(new AppUser
        {
            SystemId = Ids.RingCentral, Key = "4711", UserId = "u1", Place = "Ann Lee", Attributes = new([new("extensionNumber", "101")]), Hash = "h",
        });
        await SaveAsync(s_done);
        await SaveAsync(new HubGroup { Id = "g1", Name = "Pilot", Kind = HubGroupKind.Local });
        await SaveAsync(new LocalMember("g1", "u1"));
        await SaveAsync(new Assignment { Id = "a1", GroupId = "g1" });
        await SaveAsync(new Assignment { Id = "a2", UserId = "u1" });
        await SaveAsync(new DriftChoice("u1", "jobTitle", DriftAnswer.Leave, "x", "y", "me", Clock.GetUtcNow()));
        await SaveAsync(s_done with { Id = "o2", State = OperationState.Superseded, ErrorId = "OperationDenied", Reason = "not before Monday" });
        await WriteAsync(transaction => transaction.RemoveAsync(new Filter<LocalMember>(), Token));
    }

    private static Task AsAsync(string command, Func<Task> work)
    {
        Task? task = null;
        ThisCommand.Run(command, () => task = work());
        return task!;
    }
}

public sealed class SqliteRecordSubjectTests() : RecordSubjectTests(new SqlitePlace());

public sealed class PostgresRecordSubjectTests() : RecordSubjectTests(new PostgresPlace());

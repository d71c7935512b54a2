using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>What is erased with its person, how long the record is kept, and that it goes along when a hub is carried elsewhere.</summary>
public abstract class RecordKeepingTests(IHubPlace place) : RecordSuite(place)
{
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
        await SaveAsync(Operation("o1", OperationState.Superseded));
        await SaveAsync(Operation("o2", OperationState.Done) with { RunId = "r0" });
        string old = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        await EndRunAsync("r1");
        Clock.Advance(TimeSpan.FromDays(20));
        await SaveAsync(Person("u2", new([new("login", "ben@contoso.com")])));
        string head = (await RecordCheck.RunAsync(Store, null, Token)).Head;
        Clock.Advance(TimeSpan.FromDays(15));
        await EndRunAsync("r2");
        RecordState state = await RecordCheck.RunAsync(Store, head, Token);
        Assert.Null(state.BrokenAt);
        Assert.Equal((12, 3), (state.First, state.Lines));
        Assert.Equal(["r2"], (await ListAsync<Run>()).Select(static run => run.Id));

        // What was planned and never done goes too; what was sent last is what differences are told from.
        Assert.Equal(["o2"], (await ListAsync<Operation>()).Select(static operation => operation.Id));
        Assert.Null((await RecordCheck.RunAsync(Store, old, Token)).BrokenAt);

        // Again, and the newest line about it is the one that counts.
        Clock.Advance(TimeSpan.FromDays(40));
        await EndRunAsync("r3");
        Assert.Null((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
        await TamperAsync("DELETE FROM recorded_change WHERE number = (SELECT MIN(number) FROM recorded_change)");
        Assert.NotNull((await RecordCheck.RunAsync(Store, null, Token)).BrokenAt);
    }

    private Operation Operation(string id, OperationState state) => new()
    {
        Id = id, RunId = "r1", SystemId = Ids.RingCentral, UserId = "u2", Kind = OperationKind.Update, State = state, CreatedAt = Clock.GetUtcNow(),
    };

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
}

public sealed class SqliteRecordKeepingTests() : RecordKeepingTests(new SqlitePlace())
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
}

public sealed class PostgresRecordKeepingTests() : RecordKeepingTests(new PostgresPlace());

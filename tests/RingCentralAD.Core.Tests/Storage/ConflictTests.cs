using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>What must be unique stays unique; what only looks like a conflict is stored.</summary>
public abstract class ConflictTests(IHubPlace place) : StoreSuite(place)
{
    [Fact]
    public async Task A_login_that_somebody_has_is_refused_with_both_names()
    {
        await SaveAsync(User("ann", "zoe@contoso.com"));
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(User("bob", "ZOE@contoso.com"), User("carl", "carl")));
        Assert.Equal("HubConflict", exception.ErrorId);
        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.All(["ann", "bob", "LoginKey", "zoe@contoso.com"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Equal("ann", Assert.Single(await ListAsync<HubUser>()).Id);
    }

    [Fact]
    public async Task Two_rows_of_one_call_with_the_same_login_are_refused()
    {
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(User("ann", "x"), User("bob", "X")));
        Assert.Equal("HubConflict", exception.ErrorId);
        Assert.Empty(await ListAsync<HubUser>());
    }

    [Fact]
    public async Task After_a_conflict_the_transaction_goes_on_without_the_refused_call()
    {
        await SaveAsync(User("ann", "x"));
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([User("carl", "c")], Token);
        await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.SaveAsync([User("dora", "d"), User("bob", "x")], Token));
        await transaction.SaveAsync([User("emil", "e")], Token);
        await transaction.CommitAsync(Token);
        Assert.Equal(["ann", "carl", "emil"], (await ListAsync<HubUser>()).Select(static user => user.Id));
    }

    [Fact]
    public async Task Rows_of_one_call_may_swap_a_unique_value()
    {
        await SaveAsync(User("ann", "a"), User("bob", "b"));
        await SaveAsync(User("ann", "b"), User("bob", "a"));
        Assert.Equal(["b", "a"], (await ListAsync<HubUser>()).Select(static user => user.Login));
    }

    [Fact]
    public async Task A_link_may_move_to_another_app_user_in_any_order()
    {
        await SaveAsync(App("old", "u1"));
        await SaveAsync([App("new", "u1"), .. Enumerable.Range(0, 2_500).Select(i => App($"x{i}", $"x{i}")), App("old", null)]);
        Assert.Equal("new", Assert.Single(await ListAsync(new Filter<AppUser>().Equal(static row => row.UserId, "u1"))).Key);
    }

    [Fact]
    public async Task One_person_has_at_most_one_app_user_in_a_system()
    {
        await SaveAsync(App("1", "u1"), App("2", null), App("3", null), App("1", "u1", "other"));
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(App("2", "u1")));
        Assert.All(["ad, 2", "ad, 1", "UserId", "u1"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_imported_groups_are_unique_by_key()
    {
        HubGroup Group(string id, HubGroupKind kind, string key) => new() { Id = id, Name = id, Kind = kind, SystemId = kind == HubGroupKind.Imported ? "ad" : "", Key = key };
        await SaveAsync(Group("1", HubGroupKind.Local, ""), Group("2", HubGroupKind.Rule, ""), Group("3", HubGroupKind.Imported, "k"));
        Assert.Equal("HubConflict", (await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(Group("4", HubGroupKind.Imported, "k")))).ErrorId);
    }

    [Fact]
    public async Task Directories_are_unique_by_name()
    {
        DirectoryEntry Entry(string id) => new() { Id = id, Name = "contoso.com", Kind = DirectoryKind.Ldif, DomainKey = "", Settings = new() };
        await SaveAsync(Entry("1"));
        Assert.Equal("HubConflict", (await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(Entry("2")))).ErrorId);
    }

    private static HubUser User(string id, string login) => new() { Id = id, Status = HubUserStatus.Active, Profile = new([new("login", login)]) };

    private static AppUser App(string key, string? user, string system = "ad") =>
        new() { SystemId = system, Key = key, UserId = user, Place = "", Attributes = AttributeSet.Empty, Hash = "" };
}

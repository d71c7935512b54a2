using System.Reflection;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Every row comes back as it went in.</summary>
public abstract class RowTests(IHubPlace place) : StoreSuite(place)
{
    // Some columns of another row type's table; and the record, which the store writes by itself (RecordTests).
    private static readonly Type[] s_views =
        [typeof(AppUserLink), typeof(AppUserPlace), typeof(AppUserStanding), typeof(AppUserOwner), typeof(AppUserMail), typeof(HubUserStanding), typeof(HubUserSigns),
         typeof(AssignmentPerson), typeof(AssignmentGroup), typeof(RecordedChange), typeof(RecordHead)];

    public static TheoryData<string> RowTypes => [.. SampleRows.All.Select(static sample => sample.Type.Name)];

    [Fact]
    public void Samples_cover_every_row_type_of_the_model()
    {
        IEnumerable<string> rows = typeof(IHubRow).Assembly.GetTypes()
            .Where(static type => type.IsPublic && type.IsAssignableTo(typeof(IHubRow)) && !type.IsAbstract && !s_views.Contains(type)).Select(static type => type.Name);
        Assert.Equal(rows.Order(), SampleRows.All.Select(static sample => sample.Type.Name).Order());
    }

    [Theory]
    [MemberData(nameof(RowTypes))]
    public Task Comes_back_as_it_went_in(string type) => Typed(nameof(RoundTripAsync), type);

    [Theory]
    [MemberData(nameof(RowTypes))]
    public Task Is_replaced_by_its_key_and_counted_once(string type) => Typed(nameof(ReplaceAsync), type);

    [Fact]
    public async Task Times_are_kept_to_the_microsecond_in_utc()
    {
        DateTimeOffset time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-8)).AddTicks(1_234_567);
        await SaveAsync(new Assignment { Id = "a", CreatedAt = time });
        DateTimeOffset stored = (await ListAsync<Assignment>())[0].CreatedAt;
        Assert.Equal(time.UtcDateTime.AddTicks(-7), stored.UtcDateTime);
        Assert.Equal(TimeSpan.Zero, stored.Offset);
    }

    [Fact]
    public async Task Text_that_no_database_takes_is_stored_with_replacement_characters()
    {
        await SaveAsync(new Setting("a\0b", "x\uD800y\0"));
        Setting stored = Assert.Single(await ListAsync(new Filter<Setting>().Equal(static row => row.Name, "a\0b")));
        Assert.Equal(new Setting("a\uFFFDb", "x\uFFFDy\uFFFD"), stored);
    }

    [Fact]
    public async Task Very_long_matching_keys_are_stored_and_found()
    {
        AttributeSet Profile(string login) => new([new("login", login)]);
        string longest = SampleRows.Megabyte;
        await SaveAsync(
            new HubUser { Id = "1", Status = HubUserStatus.Active, Profile = Profile(longest + "1") },
            new HubUser { Id = "2", Status = HubUserStatus.Active, Profile = Profile(longest + "2") });
        HubUser found = Assert.Single(await ListAsync(new Filter<HubUser>().Equal(static row => row.LoginKey, MatchKey.Of(longest + "2"))));
        Assert.Equal("2", found.Id);
    }

    [Fact]
    public async Task An_owner_is_saved_without_the_rest_and_makes_no_row()
    {
        AppUser one = new() { SystemId = "ad", Key = "1", Place = "CN=1", Attributes = new AttributeSet([new("mail", "a@b.c")]), Hash = "h", MailKey = "a@b.c" };
        await SaveAsync(one, one with { Key = "2" });
        await SaveAsync(new AppUserOwner("ad", "1", "u1"), new AppUserOwner("ad", "none", "u2"));
        Assert.Equal([one with { UserId = "u1" }, one with { Key = "2" }], await ListAsync<AppUser>());
        Assert.Equal("1", Assert.Single(await ListAsync(new Filter<AppUser>().In(static row => row.UserId, ["u1", "u2"]))).Key);
        await Assert.ThrowsAnyAsync<Exception>(() => SaveAsync(new AppUserOwner("ad", "2", "u1")));
        await SaveAsync(new AppUserOwner("ad", "1", null));
        Assert.All(await ListAsync<AppUser>(), static user => Assert.Null(user.UserId));
    }

    [Fact]
    public async Task Views_show_the_columns_of_their_rows()
    {
        await SaveAsync(new AppUser { SystemId = "ad", Key = "1", UserId = "u", Place = "CN=1", Attributes = AttributeSet.Empty, Hash = "h", MailKey = "a@b.c" });
        Assert.Equal([new AppUserMail("ad", "1", "u", AppUserState.Present, true, true, "CN=1", "a@b.c")], await ListAsync(new Filter<AppUserMail>().In<string?>(static row => row.MailKey, ["a@b.c"])));
        await SaveAsync(new HubUser { Id = "u", Status = HubUserStatus.Active, Profile = new AttributeSet([new("firstName", "Ann"), new("lastName", "Lee"), new("email", "a@b.c"), new("employeeNumber", "7"), new("login", "Ann@B.c")]) });
        Assert.Equal([new HubUserSigns("u", "ann lee", "a@b.c", "7", "ann@b.c")], await ListAsync<HubUserSigns>());
    }

    [Fact]
    public async Task Links_are_app_users_seen_through_fewer_columns()
    {
        AppUser user = (AppUser)SampleRows.All.Single(static sample => sample.Type == typeof(AppUser)).Rows[0];
        await SaveAsync(user, user with { Key = "k2", UserId = null, Attributes = AttributeSet.Empty });
        AppUserLink link = Assert.Single(await ListAsync(new Filter<AppUserLink>().Equal(static row => row.SystemId, "d1").NotNull(static row => row.UserId)));
        Assert.Equal(new AppUserLink("d1", "k1", "u1", AppUserState.Gone, false, false, "h", 513, "m"), link);
        Assert.Equal(1, await Store.CountAsync(new Filter<AppUserLink>().Equal(static row => row.PrimaryGroupId, 513L), Token));
        Assert.Equal("k1", Assert.Single(await ListAsync(new Filter<AppUser>().Equal(static row => row.PrimaryGroupId, 513L))).Key);
        await Assert.ThrowsAsync<ArgumentException>(() => SaveAsync(link));
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await Assert.ThrowsAsync<ArgumentException>(() => transaction.RemoveAsync(new Filter<AppUserLink>(), Token));
        Assert.Equal(2, await transaction.CountAsync<AppUser>(cancellationToken: Token));
    }

    [Fact]
    public async Task Outlives_the_store_object()
    {
        await SaveAsync(new Setting("a", "1"));
        await Store.DisposeAsync();
        Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>(await OpenAgainAsync()));
    }

    private Task Typed(string method, string type)
    {
        (Type rowType, IHubRow[] rows) = SampleRows.All.Single(sample => sample.Type.Name == type);
        Array typed = Array.CreateInstance(rowType, rows.Length);
        rows.CopyTo(typed, 0);
        return (Task)typeof(RowTests).GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(rowType).Invoke(this, [typed])!;
    }

    private async Task RoundTripAsync<T>(T[] rows)
        where T : class, IHubRow
    {
        await SaveAsync(rows);
        Assert.Equal(rows.Select(RowText.Of).Order(StringComparer.Ordinal), (await ListAsync<T>()).Select(RowText.Of).Order(StringComparer.Ordinal));
    }

    private async Task ReplaceAsync<T>(T[] rows)
        where T : class, IHubRow
    {
        await SaveAsync(rows);
        await SaveAsync([.. rows, .. rows.Reverse()]);
        Assert.Equal(rows.Length, await Store.CountAsync<T>(cancellationToken: Token));
        Assert.Equal(rows.Select(RowText.Of).Order(StringComparer.Ordinal), (await ListAsync<T>()).Select(RowText.Of).Order(StringComparer.Ordinal));
    }
}

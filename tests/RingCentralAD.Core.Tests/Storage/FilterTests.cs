using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Filters, orders and limits let the same rows through on every database.</summary>
public abstract class FilterTests(IHubPlace place) : StoreSuite(place)
{
    [Fact]
    public async Task In_takes_ten_thousand_values()
    {
        await SaveAsync([.. Enumerable.Range(0, 12_000).Select(static i => User(i))]);
        string[] ids = [.. Enumerable.Range(1_000, 10_000).Select(static i => $"u{i:D5}"), "nobody", "\"quoted\" ' \\ 👩"];
        Filter<HubUser> filter = new Filter<HubUser>().In(static row => row.Id, ids);
        List<HubUser> found = await ListAsync(filter);
        Assert.Equal(ids.Take(10_000), found.Select(static user => user.Id));
        Assert.Equal(10_000, await Store.CountAsync(filter, Token));
    }

    [Fact]
    public async Task In_any_order_the_same_rows_come()
    {
        await SaveAsync([.. Enumerable.Range(0, 300).Select(static i => App($"{(i * 7) % 300:D3}", i % 2 == 0 ? $"u{i:D3}" : null))]);
        foreach (Func<Filter<AppUser>> filter in new[] { static () => new Filter<AppUser>().NotNull(static row => row.UserId), static () => new Filter<AppUser>().In(static row => row.Key, ["250", "007", "003"]) })
        {
            Assert.Equal((await ListAsync(filter())).Select(static row => row.Key), (await ListAsync(filter().AnyOrder())).Select(static row => row.Key).Order(StringComparer.Ordinal));
        }

        Assert.Equal(10, (await ListAsync(new Filter<AppUser>().AnyOrder().Take(10))).Select(static row => row.Key).Distinct().Count());
    }

    [Fact]
    public async Task In_of_nothing_lets_nothing_through()
    {
        await SaveAsync(User(1));
        Assert.Empty(await ListAsync(new Filter<HubUser>().In(static row => row.Id, [])));
    }

    [Fact]
    public async Task In_with_null_finds_rows_without_a_value()
    {
        await SaveAsync(App("1", null), App("2", "u2"), App("3", "u3"));
        List<AppUser> found = await ListAsync(new Filter<AppUser>().In(static row => row.UserId, ["u3", null]));
        Assert.Equal(["1", "3"], found.Select(static row => row.Key));
    }

    [Fact]
    public async Task In_works_on_enumerations_times_and_numbers()
    {
        DateTimeOffset now = Clock.GetUtcNow();
        await SaveAsync(
            new Run { Id = "1", Kind = RunKind.Import, SystemId = "", State = RunState.Completed, StartedAt = now },
            new Run { Id = "2", Kind = RunKind.Provisioning, SystemId = "", State = RunState.Failed, StartedAt = now.AddHours(1) });
        Assert.Equal("2", Assert.Single(await ListAsync(new Filter<Run>().In(static row => row.State, [RunState.Failed, RunState.Held]))).Id);
        Assert.Equal("2", Assert.Single(await ListAsync(new Filter<Run>().In(static row => row.StartedAt, [now.AddHours(1)]))).Id);
        await SaveAsync(new ProfileMaster("a", 1, true), new ProfileMaster("b", 2, false));
        Assert.Equal("b", Assert.Single(await ListAsync(new Filter<ProfileMaster>().In(static row => row.Priority, [2, 3]))).System);
        Assert.Equal("b", Assert.Single(await ListAsync(new Filter<ProfileMaster>().In(static row => row.Enabled, [false]))).System);
    }

    [Fact]
    public async Task Comparisons_are_joined_by_and()
    {
        await SaveAsync(App("1", "u1", enabled: false), App("2", "u2"), App("3", null), App("4", "u4", system: "other"));
        List<AppUser> found = await ListAsync(new Filter<AppUser>()
            .Equal(static row => row.SystemId, "ad").NotNull(static row => row.UserId).Equal(static row => row.Enabled, true).Equal(static row => row.State, AppUserState.Present));
        Assert.Equal("2", Assert.Single(found).Key);
        Assert.Equal("3", Assert.Single(await ListAsync(new Filter<AppUser>().Equal(static row => row.UserId, null))).Key);
    }

    [Fact]
    public async Task Less_and_greater_compare_times_and_numbers()
    {
        DateTimeOffset now = Clock.GetUtcNow();
        await SaveAsync(Enumerable.Range(0, 10).Select(i => new Assignment { Id = $"{i}", CreatedAt = now.AddMinutes(i) }).ToArray());
        List<Assignment> found = await ListAsync(new Filter<Assignment>()
            .Greater(static row => row.CreatedAt, now.AddMinutes(3)).Less(static row => row.CreatedAt, now.AddMinutes(6)));
        Assert.Equal(["4", "5"], found.Select(static row => row.Id));
    }

    [Theory]
    [InlineData(" ån", "2", "3")]
    [InlineData("n", "1", "2", "3")]
    [InlineData("N")]
    [InlineData("%", "4")]
    [InlineData("_", "4")]
    [InlineData("'\\")]
    public async Task Contains_finds_the_text_anywhere_letter_by_letter(string text, params string[] keys)
    {
        await SaveAsync(App("1", null, mail: "ann"), App("2", null, mail: "zoë ångström"), App("3", null, mail: "zoë von ång"), App("4", null, mail: "50%_"), App("5", null));
        Filter<AppUser> filter = new Filter<AppUser>().Equal(static row => row.SystemId, "ad").Contains(static row => row.MailKey, text);
        Assert.Equal(keys, (await ListAsync(filter)).Select(static row => row.Key));
        Assert.Equal(keys.Length, await Store.CountAsync(filter, Token));
    }

    [Fact]
    public async Task Order_is_by_bytes_with_empty_values_first_and_the_key_to_decide()
    {
        await SaveAsync(
            App("1", null, mail: "ä"), App("2", null, mail: "Z"), App("3", null, mail: "a"), App("4", null), App("5", null, mail: "a"), App("6", null, mail: "😀"), App("7", null, mail: "\uFF21"));
        Filter<AppUser> ascending = new Filter<AppUser>().OrderBy(static row => row.MailKey);
        Assert.Equal(["4", "2", "3", "5", "1", "7", "6"], (await ListAsync(ascending)).Select(static row => row.Key));
        Filter<AppUser> descending = new Filter<AppUser>().OrderBy(static row => row.MailKey, descending: true).Take(3);
        Assert.Equal(["6", "7", "1"], (await ListAsync(descending)).Select(static row => row.Key));
        Assert.Equal(3, await Store.CountAsync(descending, Token));
    }

    [Fact]
    public async Task Without_an_order_rows_come_in_the_order_of_their_key()
    {
        await SaveAsync(new GroupEdge("b", "x", "1"), new GroupEdge("a", "y", "2"), new GroupEdge("a", "x", "3"), new GroupEdge("a", "x", "11"));
        Assert.Equal(
            [new GroupEdge("a", "x", "11"), new GroupEdge("a", "x", "3"), new GroupEdge("a", "y", "2"), new GroupEdge("b", "x", "1")],
            await ListAsync<GroupEdge>());
    }

    [Fact]
    public async Task Computed_keys_can_be_asked_for()
    {
        await SaveAsync(
            new HubUser { Id = "1", Status = HubUserStatus.Active, Profile = new([new("login", "ZOË@contoso.com"), new("firstName", "Zoe\u0308"), new("lastName", "Ng"), new("email", "Z@C.com"), new("employeeNumber", 17L)]) },
            User(2));
        foreach (Filter<HubUser> filter in new[]
        {
            new Filter<HubUser>().Equal(static row => row.LoginKey, "zoë@contoso.com"),
            new Filter<HubUser>().Equal(static row => row.NameKey, "zoë ng"),
            new Filter<HubUser>().Equal(static row => row.MailKey, "z@c.com"),
            new Filter<HubUser>().In(static row => row.EmployeeKey, ["17"]),
        })
        {
            Assert.Equal("1", Assert.Single(await ListAsync(filter)).Id);
        }
    }

    [Fact]
    public async Task Remove_takes_what_the_filter_lets_through()
    {
        await SaveAsync([.. Enumerable.Range(0, 12_000).Select(static i => new TouchedMark("ad", $"u{i:D5}", "1"))]);
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(static i => $"u{i:D5}")];
        Assert.Equal(10_000, await transaction.RemoveAsync(new Filter<TouchedMark>().Equal(static row => row.SystemId, "ad").In(static row => row.UserId, ids), Token));
        Assert.Equal(5, await transaction.RemoveAsync(new Filter<TouchedMark>().OrderBy(static row => row.UserId, descending: true).Take(5), Token));
        await transaction.CommitAsync(Token);
        Assert.Equal("u11994", (await ListAsync<TouchedMark>())[^1].UserId);
        Assert.Equal(1_995, await Store.CountAsync<TouchedMark>(cancellationToken: Token));
    }

    [Fact]
    public async Task A_property_without_a_column_is_refused_by_name()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => ListAsync(new Filter<HubUser>().Equal(static row => row.Department, "Sales")));
        Assert.Contains("Department", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(new Filter<HubUser>().Equal(static row => row.Profile, AttributeSet.Empty)));
    }

    [Fact]
    public async Task A_cancelled_read_ends()
    {
        await SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => User(i))]);
        using CancellationTokenSource source = new();
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (HubUser user in Store.ReadAsync<HubUser>(null, source.Token))
            {
                if (++seen == 10)
                {
                    await source.CancelAsync();
                }
            }
        });
        Assert.InRange(seen, 10, 2_999);
        Assert.Equal(3_000, await Store.CountAsync<HubUser>(cancellationToken: Token));
    }

    private static HubUser User(int i) => new()
    {
        Id = $"u{i:D5}",
        Status = HubUserStatus.Active,
        Profile = new AttributeSet([new("login", $"user{i}@contoso.com"), new("department", "Sales")]),
    };

    private static AppUser App(string key, string? user, bool enabled = true, string? mail = null, string system = "ad") => new()
    {
        SystemId = system,
        Key = key,
        UserId = user,
        Enabled = enabled,
        Place = "",
        Attributes = AttributeSet.Empty,
        Hash = "",
        MailKey = mail,
    };
}

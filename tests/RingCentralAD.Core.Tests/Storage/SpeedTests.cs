using System.Diagnostics;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Prints what bulk work costs; asserts only that all of it is there.</summary>
public abstract class SpeedTests(IHubPlace place) : StoreSuite(place)
{
    private const int Rows = 20_000;

    [Fact]
    public Task Hub_users() => MeasureAsync([.. Enumerable.Range(0, Rows).Select(static i => new HubUser
    {
        Id = Guid.CreateVersion7().ToString("D"),
        Status = HubUserStatus.Active,
        Profile = Profile(i),
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    })]);

    [Fact]
    public Task App_users() => MeasureAsync([.. Enumerable.Range(0, Rows).Select(static i => new AppUser
    {
        SystemId = "0197f1c2-0000-7000-8000-000000000000",
        Key = Guid.NewGuid().ToString("D"),
        UserId = $"user{i}",
        Place = $"CN=Person {i},OU=Sales,OU=People,DC=contoso,DC=com",
        ParentKey = "0197f1c2-0000-7000-8000-000000000001",
        Attributes = Profile(i),
        Hash = "2f1d7e84c1a94b33a0a4d1e6c1f0a8f7",
        MailKey = $"person{i}@contoso.com",
        ReadAt = DateTimeOffset.UnixEpoch,
    })]);

    [Fact]
    public Task Memberships() => MeasureAsync([.. Enumerable.Range(0, Rows).Select(static i =>
        new GroupEdge("0197f1c2-0000-7000-8000-000000000000", $"0197f1c2-0000-7000-8000-{i % 20:D12}", Guid.NewGuid().ToString("D")))]);

    [Fact]
    public async Task Single_rows()
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 500; i++)
        {
            await SaveAsync(new Setting($"s{i}", "{}"));
        }

        Print("Setting", "transactions of one row", 500, watch);
        Assert.Equal(500, await Store.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task Trials()
    {
        HubUser[] users = [.. Enumerable.Range(0, Rows).Select(static i => new HubUser { Id = $"{i:D6}", Status = HubUserStatus.Active, Profile = Profile(i) })];
        await SaveAsync(users);
        Stopwatch watch = Stopwatch.StartNew();
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        Print("HubUser", "copied into a trial", Rows, watch);
        Assert.Equal(Rows, await trial.CountAsync<HubUser>(cancellationToken: Token));
    }

    private static AttributeSet Profile(int i) => new(
    [
        new("login", $"person{i}@contoso.com"),
        new("firstName", "Zoë"),
        new("lastName", $"Person {i}"),
        new("email", $"person{i}@contoso.com"),
        new("mobilePhone", "+1 650 555 0123"),
        new("streetAddress", "20 Davis Drive"),
        new("city", "Belmont"),
        new("state", "California"),
        new("zipCode", "94002"),
        new("countryCode", "US"),
        new("department", "Sales"),
        new("title", "Account Executive"),
        new("employeeNumber", (long)i),
        new("primaryPhone", $"+1650555{i:D5}#{i}"),
        new("otherTelephone", new[] { "+16505550100", "+16505550101" }),
    ]);

    private async Task MeasureAsync<T>(T[] rows)
        where T : class, IHubRow
    {
        foreach (string what in new[] { "inserted", "updated" })
        {
            Stopwatch watch = Stopwatch.StartNew();
            foreach (T[] chunk in rows.Chunk(1_000))
            {
                await SaveAsync(chunk);
            }

            Print(typeof(T).Name, what, rows.Length, watch);
        }

        Stopwatch reading = Stopwatch.StartNew();
        int read = 0;
        await foreach (T row in Store.ReadAsync<T>(cancellationToken: Token))
        {
            read++;
        }

        Print(typeof(T).Name, "read", read, reading);
        Assert.Equal(rows.Length, read);
    }

    private void Print(string table, string what, int rows, Stopwatch watch) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{GetType().Name,-20} {table,-10} {what,-25} {rows / watch.Elapsed.TotalSeconds,10:N0} rows/s");
}

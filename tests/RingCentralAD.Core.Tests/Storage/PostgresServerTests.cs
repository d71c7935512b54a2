using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>What only a server can do: be away, refuse, be stopped in the middle, be seen by others.</summary>
public sealed class PostgresServerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_opened_is_named_with_the_remedy_and_without_the_password()
    {
        PostgresServer server = await SharedPostgres.Server;
        string good = server.ConnectionString();
        (string Connection, string Id, ErrorKind Kind)[] cases =
        [
            (good + ";Password=wr0ng;Schema=refused", "HubSignInFailed", ErrorKind.Security),
            (good + ";Username=nobody;Schema=refused", "HubSignInFailed", ErrorKind.Security),
            (good + ";Database=missing;Schema=refused", "HubNotFound", ErrorKind.NotFound),
            (good + ";Schema=refused", "HubNotFound", ErrorKind.NotFound),
            (good + ";Port=1;Schema=refused", "HubUnavailable", ErrorKind.Unavailable),
            (good + ";Host=no-such-host.invalid;Schema=refused", "HubUnavailable", ErrorKind.Unavailable),
            (good + ";SSL Mode=Require;Schema=refused", "HubUnavailable", ErrorKind.Unavailable),
        ];
        foreach ((string connection, string id, ErrorKind kind) in cases)
        {
            HubLocation location = HubLocation.Parse(connection);
            RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.OpenAsync(location, _clock, Token));
            Assert.Equal((id, kind), (exception.ErrorId, exception.Kind));
            Assert.NotNull(exception.Remedy);
            Assert.Contains(location.ToString(), exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Password, exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("wr0ng", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_password_may_come_apart_from_the_connection_string()
    {
        PostgresServer server = await SharedPostgres.Server;
        HubLocation location = HubLocation.Parse(server.ConnectionString().Replace(server.Password, "", StringComparison.Ordinal) + ";Schema=apart").WithPassword(server.Password);
        await using IHubStore store = await HubStore.CreateAsync(location, _clock, Token);
        Assert.Equal($"127.0.0.1:{server.Port}/postgres, schema apart", store.Location);
        Assert.Empty(store.Warnings);
    }

    [Fact]
    public async Task Where_a_hub_is_no_hub_is_made()
    {
        HubLocation location = await NewAsync("twice");
        await (await HubStore.CreateAsync(location, _clock, Token)).DisposeAsync();
        Assert.Equal("HubExists", (await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.CreateAsync(location, _clock, Token))).ErrorId);
    }

    [Fact]
    public async Task An_account_without_rights_is_told_so()
    {
        PostgresServer server = await SharedPostgres.Server;
        HubLocation location = await NewAsync("rights");
        await (await HubStore.CreateAsync(location, _clock, Token)).DisposeAsync();
        await server.PsqlAsync("CREATE ROLE guest LOGIN PASSWORD 'guest'", cancellationToken: Token);
        HubLocation guest = HubLocation.Parse(server.ConnectionString() + ";Username=guest;Password=guest;Schema=rights");
        Assert.Equal("HubDenied", (await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.OpenAsync(guest, _clock, Token))).ErrorId);
        HubLocation other = HubLocation.Parse(server.ConnectionString() + ";Username=guest;Password=guest;Schema=guests");
        Assert.Equal("HubDenied", (await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.CreateAsync(other, _clock, Token))).ErrorId);

        await server.PsqlAsync("CREATE SCHEMA prepared AUTHORIZATION guest", cancellationToken: Token);
        HubLocation prepared = HubLocation.Parse(server.ConnectionString() + ";Username=guest;Password=guest;Schema=prepared");
        await using IHubStore store = await HubStore.CreateAsync(prepared, _clock, Token);
        await using IHubStore trial = await store.BeginTrialAsync(Token);
        Assert.Equal(0, await trial.CountAsync<HubUser>(cancellationToken: Token));
    }

    [Fact]
    public async Task A_hub_that_everybody_can_read_is_reported()
    {
        PostgresServer server = await SharedPostgres.Server;
        HubLocation location = await NewAsync("open_to_all");
        await (await HubStore.CreateAsync(location, _clock, Token)).DisposeAsync();
        await server.PsqlAsync("GRANT USAGE ON SCHEMA open_to_all TO PUBLIC; GRANT SELECT ON open_to_all.hub_user TO PUBLIC", cancellationToken: Token);
        await using IHubStore store = await HubStore.OpenAsync(location, _clock, Token);
        Assert.Contains("REVOKE ALL ON ALL TABLES IN SCHEMA open_to_all FROM PUBLIC", Assert.Single(store.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_tools_read_the_hub()
    {
        HubLocation location = await NewAsync("foreign");
        await using IHubStore store = await HubStore.CreateAsync(location, _clock, Token);
        await SaveAsync(store, new HubUser { Id = "u1", Status = HubUserStatus.Active, Profile = new([new("login", "Zoë@contoso.com"), new("firstName", "Zoë 😀")]) });
        string output = await (await SharedPostgres.Server).PsqlAsync("SELECT status, login_key, profile::json->>'firstName' FROM foreign_.hub_user".Replace("foreign_", "\"foreign\"", StringComparison.Ordinal), cancellationToken: Token);
        Assert.Equal("Active|zoë@contoso.com|Zoë 😀", output);
    }

    [Fact]
    public async Task A_trial_locks_nothing_and_leaves_nothing_on_the_server()
    {
        PostgresServer server = await SharedPostgres.Server;
        HubLocation location = await NewAsync("trial_traces");
        await using IHubStore store = await HubStore.CreateAsync(location, _clock, Token);
        await SaveAsync(store, new Setting("a", "1"));
        const string Temporary = "SELECT COUNT(*) FROM pg_class WHERE relpersistence = 't' AND relname = 'setting'";
        int before = int.Parse(await server.PsqlAsync(Temporary, cancellationToken: Token), null);
        await using (IHubStore trial = await store.BeginTrialAsync(Token))
        {
            await SaveAsync(trial, new Setting("a", "2"));
            Assert.NotEqual("0", await server.PsqlAsync(Temporary, cancellationToken: Token));
            Assert.Equal("0", await server.PsqlAsync("SELECT COUNT(*) FROM pg_locks WHERE relation IN ('trial_traces.setting'::regclass, 'trial_traces.hub_user'::regclass)", cancellationToken: Token));
        }

        Assert.Equal("1", await server.PsqlAsync("SELECT json FROM trial_traces.setting", cancellationToken: Token));
        for (int i = 0; i < 100 && int.Parse(await server.PsqlAsync(Temporary, cancellationToken: Token), null) > before; i++)
        {
            await Task.Delay(50, Token);
        }
    }

    [Fact]
    public async Task A_server_that_dies_loses_no_acknowledged_row()
    {
        Assert.SkipUnless(PostgresServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true", PostgresServer.WhyNot ?? "");
        await using PostgresServer server = await PostgresServer.StartAsync(durable: true, Token);
        HubLocation location = HubLocation.Parse(server.ConnectionString());
        await using IHubStore store = await HubStore.CreateAsync(location, _clock, Token);
        int written = 0;
        using CancellationTokenSource killed = new();
        Task killer = Task.Run(
            async () =>
            {
                await Task.Delay(Random.Shared.Next(300, 900), Token);
                await server.KillAsync(Token);
                await killed.CancelAsync();
            },
            Token);
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
        {
            while (true)
            {
                await SaveAsync(store, [.. Enumerable.Range(0, 10).Select(i => new Setting($"{written:D6}-{i}", ""))]);
                written++;
            }
        });
        Assert.Equal(("HubUnavailable", ErrorKind.Unavailable), (exception.ErrorId, exception.Kind));
        await killer;
        Assert.Equal("HubUnavailable", (await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(store, new Setting("x", "")))).ErrorId);
        await server.RestartAsync(Token);

        // The store object comes back by itself. A commit whose answer was lost may be there: whole, or not at all.
        long rows = await CountWhenBackAsync(store);
        Assert.Contains(rows, new[] { 10L * written, 10L * (written + 1) });
        await SaveAsync(store, new Setting("after", ""));
    }

    [Fact]
    public async Task A_transaction_in_which_a_statement_failed_cannot_be_committed()
    {
        HubLocation location = await NewAsync("failed_statement");
        await using IHubStore store = await HubStore.CreateAsync(location, _clock, Token);
        await (await SharedPostgres.Server).PsqlAsync("DROP TABLE failed_statement.problem", cancellationToken: Token);
        await using (IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token))
        {
            await transaction.SaveAsync([new Setting("a", "")], Token);
            Assert.Equal("HubDamaged", (await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.RemoveAsync(new Filter<Problem>(), Token))).ErrorId);
            Assert.Equal("HubTransactionEnded", (await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.CommitAsync(Token))).ErrorId);
        }

        Assert.Equal(0, await store.CountAsync<Setting>(cancellationToken: Token));
        await SaveAsync(store, new Setting("b", ""));
    }

    [Fact]
    public async Task A_transaction_whose_connection_is_cut_says_so_and_the_next_one_works()
    {
        PostgresServer server = await SharedPostgres.Server;
        HubLocation location = await NewAsync("cut_off");
        await using IHubStore store = await HubStore.CreateAsync(location, _clock, Token);
        await using (IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token))
        {
            await transaction.SaveAsync([new Setting("a", "")], Token);
            await server.PsqlAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'relation' AND relation = 'cut_off.setting'::regclass", cancellationToken: Token);
            Assert.Equal("HubUnavailable", (await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.SaveAsync([new HubUser { Id = "1", Status = HubUserStatus.Active, Profile = AttributeSet.Empty }], Token))).ErrorId);
            Assert.Equal("HubUnavailable", (await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.CountAsync<Setting>(null, Token))).ErrorId);
            Assert.Equal("HubTransactionEnded", (await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.CommitAsync(Token))).ErrorId);
        }

        await SaveAsync(store, new Setting("b", ""));
        Assert.Equal(1, await store.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task A_writer_that_waits_too_long_is_told_who_is_at_work()
    {
        HubLocation location = await NewAsync("waiting");
        TimeSpan hasty = TimeSpan.FromMilliseconds(200);
        await using PostgresStore first = await PostgresStore.CreateAsync(location, _clock, hasty, SchemaSteps.All, Token);
        await using PostgresStore second = await PostgresStore.OpenAsync(location, _clock, hasty, SchemaSteps.All, Token);
        await first.AcquireLeaseAsync("Import", "host1/4711", TimeSpan.FromMinutes(1), Token);
        await using IHubTransaction transaction = await first.BeginAsync(cancellationToken: Token);
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => second.BeginAsync(cancellationToken: Token));
        Assert.Equal(("HubLocked", ErrorKind.Busy), (exception.ErrorId, exception.Kind));
        Assert.Contains("host1/4711 (Import)", exception.Message, StringComparison.Ordinal);
        await transaction.CommitAsync(Token);
        await SaveAsync(second, new Setting("a", ""));
    }

    private static async Task<HubLocation> NewAsync(string schema) => HubLocation.Parse($"{(await SharedPostgres.Server).ConnectionString()};Schema={schema}");

    private static async Task<long> CountWhenBackAsync(IHubStore store)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return await store.CountAsync<Setting>(cancellationToken: Token);
            }
            catch (RingCentralAdException) when (i < 20)
            {
                await Task.Delay(100, Token);
            }
        }
    }

    private static async Task SaveAsync<T>(IHubStore store, params T[] rows)
        where T : class, IHubRow
    {
        await using IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync(rows, Token);
        await transaction.CommitAsync(Token);
    }
}

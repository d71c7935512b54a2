using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A hub carried from a file to PostgreSQL and back is the same hub, as sqlite3 and psql see it; or it is not there at all.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly SqlitePlace _files = new();
    private readonly PostgresPlace _schemas = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    [Fact]
    public async Task A_hub_carried_to_postgresql_and_back_is_the_same_row_by_row()
    {
        HubLocation first = _files.New();
        await FillAsync(first, people: 2_500);
        HubLocation server = await CarryAsync(first, _schemas.New());
        HubLocation back = await CarryAsync(server, _files.New());
        HubLocation other = await CarryAsync(server, _schemas.New());

        SortedDictionary<string, string[]> rows = await HubText.OfFileAsync(first.Path!, Token);
        Assert.All(rows, static table => Assert.NotEmpty(table.Value));
        Assert.Equal(2_502, rows.Single(static table => table.Key.StartsWith("hub_user(", StringComparison.Ordinal)).Value.Length);
        foreach (SortedDictionary<string, string[]> carried in (SortedDictionary<string, string[]>[])
            [await HubText.OfSchemaAsync(server.Schema, Token), await HubText.OfFileAsync(back.Path!, Token), await HubText.OfSchemaAsync(other.Schema, Token)])
        {
            Assert.Equal(rows.Keys, carried.Keys);
            Assert.All(rows, table => Assert.Equal(table.Value.Order(StringComparer.Ordinal), carried[table.Key].Order(StringComparer.Ordinal)));
        }

        Assert.Equal(["ok"], await HubText.SqliteAsync(back.Path!, "PRAGMA integrity_check", Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(back.Path!));
        Assert.DoesNotContain(Directory.GetFiles(_files.Folder), static path => path.Contains("-part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_numbers_of_leases_go_on_growing_in_the_new_place()
    {
        HubLocation first = _files.New();
        await FillAsync(first, people: 0);
        HubLocation server = await CarryAsync(first, _schemas.New());
        await using IHubStore carried = await HubStore.OpenAsync(server, _clock, Token);
        Assert.Equal(2, (await carried.AcquireLeaseAsync("Import", "host2", TimeSpan.FromMinutes(1), Token)).Number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_place_that_is_not_empty_is_refused_and_stays_as_it_is(bool file)
    {
        HubLocation first = _files.New();
        await FillAsync(first, people: 0);
        HubLocation taken = file ? _files.New() : _schemas.New();
        await using (IHubStore there = await HubStore.CreateAsync(taken, _clock, Token))
        {
            await there.WriteAsync(transaction => transaction.SaveAsync([new Setting("mine", "")], Token), null, Token);
        }

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => CarryAsync(first, taken));
        Assert.Equal("HubExists", error.ErrorId);
        Assert.DoesNotContain((await SharedPostgres.Server).Password, error.ToString(), StringComparison.Ordinal);
        await using IHubStore still = await HubStore.OpenAsync(taken, _clock, Token);
        Assert.Equal([new Setting("mine", "")], await still.ListAsync<Setting>(cancellationToken: Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hub_that_somebody_works_on_is_not_carried(bool file)
    {
        HubLocation busy = file ? _files.New() : _schemas.New();
        await using IHubStore hub = await HubStore.CreateAsync(busy, _clock, Token);
        Lease lease = await hub.AcquireLeaseAsync("Provisioning", "host7", TimeSpan.FromMinutes(1), Token);
        HubLocation target = _files.New();
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => HubCopying.CopyAsync(hub, target, _clock, null, Token));
        Assert.Equal("HubBusy", error.ErrorId);
        Assert.Contains("host7", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target.Path));
        await hub.ReleaseLeaseAsync(lease, Token);
        await HubCopying.CopyAsync(hub, target, _clock, null, Token);
        Assert.True(File.Exists(target.Path));
    }

    [Fact]
    public async Task Nobody_writes_while_it_is_carried()
    {
        HubLocation first = _files.New();
        await FillAsync(first, people: 5_000);
        await using IHubStore hub = await HubStore.OpenAsync(first, _clock, Token);
        await using IHubStore other = await HubStore.OpenAsync(first, _clock, Token);
        Task? late = null;
        Starting starting = new(() => late ??= other.WriteAsync(transaction => transaction.SaveAsync([new Setting("late", "")], Token), null, Token));
        HubLocation server = _schemas.New();
        await HubCopying.CopyAsync(hub, server, _clock, starting, Token);
        await late!;
        await using IHubStore carried = await HubStore.OpenAsync(server, _clock, Token);
        Assert.Equal(2, await carried.CountAsync<Setting>(cancellationToken: Token));
        Assert.Equal(3, await hub.CountAsync<Setting>(cancellationToken: Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_on_the_way_nothing_is_there_and_the_next_try_succeeds(bool toFile)
    {
        HubLocation first = toFile ? _schemas.New() : _files.New();
        await FillAsync(first, people: 6_000);
        HubLocation target = toFile ? _files.New() : _schemas.New();
        int killed = 0;
        for (int round = 0; round < 4; round++)
        {
            using WriterProcess copy = WriterProcess.Start("copy", Full(first), "", target: Full(target));
            Assert.Equal("copying", await copy.ReadLineAsync(Token));
            await Task.Delay(Random.Shared.Next(10, 250), Token);
            if ((await copy.KillAsync(Token)).Length > 0)
            {
                break;
            }

            // Between the last byte and the word about it the hub is there, whole.
            if (await IsThereAsync(target))
            {
                break;
            }

            killed++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{killed} copies were killed before their end");
        if (!await IsThereAsync(target))
        {
            await CarryAsync(first, target);
        }

        SortedDictionary<string, string[]> rows = await TextAsync(first), carried = await TextAsync(target);
        Assert.All(rows, table => Assert.Equal(table.Value.Order(StringComparer.Ordinal), carried[table.Key].Order(StringComparer.Ordinal)));
    }

    private static string Full(HubLocation location) => location.Path ?? PostgresPlace.FullLocation(location);

    private static Task<SortedDictionary<string, string[]>> TextAsync(HubLocation location) =>
        location.IsFile ? HubText.OfFileAsync(location.Path, Token) : HubText.OfSchemaAsync(location.Schema, Token);

    private static async Task<bool> IsThereAsync(HubLocation location) => location.IsFile
        ? File.Exists(location.Path)
        : (await HubText.PostgresAsync($"SELECT 1 FROM information_schema.tables WHERE table_schema = '{location.Schema}'", Token)).Length > 0;

    private async Task<HubLocation> CarryAsync(HubLocation from, HubLocation to)
    {
        await using IHubStore hub = await HubStore.OpenAsync(from, _clock, Token);
        long rows = await HubCopying.CopyAsync(hub, to, _clock, null, Token);
        Assert.True(rows > 50);
        return to;
    }

    private async Task FillAsync(HubLocation location, int people)
    {
        await using IHubStore hub = await HubStore.CreateAsync(location, _clock, Token);
        await using IHubTransaction transaction = await hub.BeginAsync(cancellationToken: Token);
        await SampleRows.SaveAllAsync(transaction, Token);
        await transaction.SaveAsync([.. Enumerable.Range(0, people).Select(static i => new HubUser { Id = $"person{i:D6}", Status = HubUserStatus.Active, Profile = new([new("login", $"p{i}@contoso.com")]) })], Token);
        await transaction.CommitAsync(Token);
        await hub.ReleaseLeaseAsync(await hub.AcquireLeaseAsync("Import", "host1", TimeSpan.FromMinutes(1), Token), Token);
    }

    private sealed class Starting(Action begun) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => begun();
    }
}

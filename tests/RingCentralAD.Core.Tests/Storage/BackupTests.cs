using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Backups of a hub that is at work, and what they become when they are put back.</summary>
public abstract class BackupTests(IHubPlace place) : IAsyncLifetime
{
    private static readonly string[] s_goingOn = ["lease", "setting", "recorded_change", "record_head"];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly SqlitePlace _files = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected HubLocation Location { get; private set; } = null!;

    private string Backup => Path.Combine(_files.Folder, "backup.db");

    public ValueTask InitializeAsync()
    {
        Location = place.New();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _files.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_backup_is_the_hub_row_by_row_and_one_file_for_its_owner()
    {
        await using IHubStore hub = await FillAsync(3_000);
        SortedDictionary<string, string[]> rows = await TextAsync(Location);
        HubCopyInfo info = await HubPlaces.BackUpAsync(hub, Backup, _clock, null, Token);
        Assert.Equal((Backup, hub.Location, 3_002L, new FileInfo(Backup).Length), (info.Location, info.From, info.People, info.Bytes));
        Assert.Equal([Backup], Directory.GetFiles(_files.Folder));
        Assert.Equal(["ok"], await HubText.SqliteAsync(Backup, "PRAGMA integrity_check", Token));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        }

        CheckSame(rows, await HubText.OfFileAsync(Backup, Token));
        RingCentralAdException refused = await Assert.ThrowsAsync<RingCentralAdException>(() => HubPlaces.BackUpAsync(hub, Backup, _clock, null, Token));
        Assert.Equal("HubExists", refused.ErrorId);
        Assert.StartsWith("Name a file that is not there yet", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_others_write_a_backup_shows_one_moment()
    {
        await using IHubStore hub = await FillAsync(2_000);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<int> writing = WriteAsync(enough.Token);
        for (int i = 0; i < 5; i++)
        {
            string path = Path.Combine(_files.Folder, $"backup{i}.db");
            await HubPlaces.BackUpAsync(hub, path, _clock, null, Token);
            await Task.Delay(30, Token);

            // Each transaction writes the same number in two tables.
            string[] pairs = await HubText.SqliteAsync(path, "SELECT (SELECT COUNT(*) FROM setting WHERE json = 'busy') || ' ' || (SELECT COUNT(*) FROM assignment WHERE id LIKE 'busy%')", Token);
            string[] counts = Assert.Single(pairs).Split(' ');
            Assert.Equal(counts[0], counts[1]);
        }

        await enough.CancelAsync();
        Assert.True(await writing > 5);

        async Task<int> WriteAsync(CancellationToken stop)
        {
            await using IHubStore other = await HubStore.OpenAsync(Location, _clock, Token);
            int written = 0;
            while (!stop.IsCancellationRequested)
            {
                await using IHubTransaction transaction = await other.BeginAsync(cancellationToken: Token);
                await transaction.SaveAsync([new Setting($"busy{written}", "busy")], Token);
                await transaction.SaveAsync([new Assignment { Id = $"busy{written}", CreatedAt = _clock.GetUtcNow() }], Token);
                await transaction.CommitAsync(Token);
                written++;
                await Task.Delay(1, Token);
            }

            return written;
        }
    }

    [Fact]
    public async Task Put_back_it_is_the_hub_again_and_what_was_there_is_kept_aside()
    {
        string head;
        await using (IHubStore hub = await FillAsync(500))
        {
            await hub.AcquireLeaseAsync("Import", "host1", TimeSpan.FromHours(1), Token);
            await HubPlaces.BackUpAsync(hub, Backup, _clock, null, Token);
            head = (await RecordCheck.RunAsync(hub, null, Token)).Head;
            await hub.WriteAsync(transaction => transaction.SaveAsync([new Setting("later", "")], Token), null, Token);
        }

        SortedDictionary<string, string[]> later = await TextAsync(Location);
        RingCentralAdException refused = await Assert.ThrowsAsync<RingCentralAdException>(() => HubPlaces.RestoreAsync(Backup, Location, replace: false, _clock, null, Token));
        Assert.Equal("HubExists", refused.ErrorId);
        Assert.StartsWith("Add -Replace", refused.Remedy, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<RingCentralAdException>(() => HubPlaces.RestoreAsync(Backup + ".none", Location, replace: true, _clock, null, Token));
        Assert.Equal(("HubNotFound", $"There is no backup at {Backup}.none."), (refused.ErrorId, refused.Message));
        Assert.Contains("Backup-RcHub", refused.Remedy, StringComparison.Ordinal);
        CheckSame(later, await TextAsync(Location));

        _clock.Advance(TimeSpan.FromHours(2));
        HubCopyInfo info = await HubPlaces.RestoreAsync(Backup, Location, replace: true, _clock, null, Token);
        Assert.Equal(502, info.People);
        Assert.Contains("20260301T100000", info.KeptAside, StringComparison.OrdinalIgnoreCase);
        CheckSame(later, await AsideTextAsync(info.KeptAside!));

        // But for what a restore changes: leases are nobody's, and first runs ask again.
        await using IHubStore restored = await HubStore.OpenAsync(Location, _clock, Token);
        Assert.Empty(await restored.ListAsync(new Filter<Setting>().Equal(row => row.Name, "later"), Token));
        HubIdentity identity = await restored.GetIdentityAsync(Token);
        Assert.Equal((false, 0), (identity.ProvisioningConfirmed, identity.WriteBackConfirmed.Count));
        Assert.Equal(2, (await restored.AcquireLeaseAsync("Import", "host2", TimeSpan.FromMinutes(1), Token)).Number);
        SortedDictionary<string, string[]> backup = await HubText.OfFileAsync(Backup, Token), now = await TextAsync(Location);
        foreach ((string table, string[] rows) in backup.Where(static table => !s_goingOn.Contains(table.Key.Split('(')[0])))
        {
            Assert.Equal(rows.Order(StringComparer.Ordinal), now[table].Order(StringComparer.Ordinal));
        }

        // The record goes on from the backup's end: that first runs ask again is a change like any other.
        RecordState record = await RecordCheck.RunAsync(restored, head, Token);
        Assert.Equal((null, long.Parse(head.Split(':')[0], CultureInfo.InvariantCulture) + 1), (record.BrokenAt, record.Lines));
    }

    [Fact]
    public async Task A_backup_of_an_earlier_version_is_put_back_as_this_one()
    {
        await using (SqliteStore old = await SqliteStore.CreateAsync(Backup, _clock, SqliteOptions.Default, [SchemaSteps.All[0]], Token))
        {
            await old.ExecuteAsync(["INSERT INTO setting (name, json) VALUES ('HubIdentity', '{\"HubId\":\"h\",\"Company\":\"Contoso\"}')"], Token);
        }

        await HubPlaces.RestoreAsync(Backup, Location, replace: false, _clock, null, Token);
        await using IHubStore restored = await HubStore.OpenAsync(Location, _clock, Token);
        Assert.Equal("Contoso", (await restored.GetIdentityAsync(Token)).Company);
        Assert.Equal(["1"], await HubText.SqliteAsync(Backup, "SELECT MAX(version) FROM schema_version", Token));
    }

    [Fact]
    public async Task What_is_no_sound_backup_is_refused_and_the_hub_stays()
    {
        await using (IHubStore hub = await FillAsync(2_000))
        {
            await HubPlaces.BackUpAsync(hub, Backup, _clock, null, Token);
        }

        SortedDictionary<string, string[]> before = await TextAsync(Location);
        Damage.Pages(Backup, 100, 20);
        Assert.Equal("HubDamaged", await RefusedAsync(Backup));
        await File.WriteAllTextAsync(Backup, "no hub", Token);
        Assert.Equal("HubNotADatabase", await RefusedAsync(Backup));
        Assert.Equal("HubNotFound", await RefusedAsync(Backup + ".none"));
        CheckSame(before, await TextAsync(Location));

        async Task<string> RefusedAsync(string path) => (await Assert.ThrowsAsync<RingCentralAdException>(() => HubPlaces.RestoreAsync(path, Location, replace: true, _clock, null, Token))).ErrorId;
    }

    [Fact]
    public async Task A_restore_writes_nothing_beside_the_backup_and_leaves_nothing_behind()
    {
        await using (IHubStore hub = await FillAsync(10))
        {
            await HubPlaces.BackUpAsync(hub, Backup, _clock, null, Token);
        }

        string working = "";
        await HubBackup.PutBackAsync(
            Backup,
            place.New(),
            replace: false,
            hub =>
            {
                working = hub.Location;
                Assert.Equal([Backup], Directory.GetFiles(_files.Folder));
                if (!OperatingSystem.IsWindows())
                {
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(working));
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(working)!));
                }

                return Task.CompletedTask;
            },
            _clock,
            null,
            Token);
        Assert.NotEqual("", working);
        Assert.Empty(Directory.GetFiles(_files.Folder).Except([Backup]));
        Assert.False(File.Exists(working));
    }

    protected abstract Task<SortedDictionary<string, string[]>> TextAsync(HubLocation location);

    protected abstract Task<SortedDictionary<string, string[]>> AsideTextAsync(string keptAside);

    private static void CheckSame(SortedDictionary<string, string[]> one, SortedDictionary<string, string[]> other)
    {
        Assert.Equal(one.Keys, other.Keys);
        Assert.All(one, table => Assert.Equal(table.Value.Order(StringComparer.Ordinal), other[table.Key].Order(StringComparer.Ordinal)));
    }

    private async Task<IHubStore> FillAsync(int people)
    {
        IHubStore hub = await HubStore.CreateAsync(Location, _clock, Token);
        await hub.WriteAsync(
            async transaction =>
            {
                await SampleRows.SaveAllAsync(transaction, Token);
                await transaction.SetAsync(new HubIdentity { HubId = "h", Company = "Contoso", ProvisioningConfirmed = true, WriteBackConfirmed = ["d1"] }, Token);
                await transaction.SaveAsync([.. Enumerable.Range(0, people).Select(static i => new HubUser { Id = $"person{i:D6}", Status = HubUserStatus.Active, Profile = new([new("login", $"p{i}@contoso.com")]) })], Token);
            },
            null,
            Token);
        return hub;
    }
}

public sealed class SqliteBackupTests() : BackupTests(new SqlitePlace())
{
    protected override Task<SortedDictionary<string, string[]>> TextAsync(HubLocation location) => HubText.OfFileAsync(location.Path!, Token);

    protected override Task<SortedDictionary<string, string[]>> AsideTextAsync(string keptAside) => HubText.OfFileAsync(keptAside, Token);
}

public sealed class PostgresBackupTests() : BackupTests(new PostgresPlace())
{
    protected override Task<SortedDictionary<string, string[]>> TextAsync(HubLocation location) => HubText.OfSchemaAsync(location.Schema, Token);

    protected override Task<SortedDictionary<string, string[]>> AsideTextAsync(string keptAside) => HubText.OfSchemaAsync(keptAside.Split(' ')[^1], Token);
}

using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>The hub as a file: who can read it, what is refused, what a full disk and a damaged page do.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly HubLocation _location;

    public SqliteFileTests() => _location = _place.New();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _location.Path!;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of file modes.");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task Hub_wal_and_shm_are_for_their_owner_alone()
    {
        await using IHubStore store = await CreateAsync();
        await SaveAsync(store, new Setting("a", ""));
        Assert.Empty(store.Warnings);
        string[] files = Directory.GetFiles(_place.Folder);
        Assert.Equal(["hub0.db", "hub0.db-shm", "hub0.db-wal"], files.Select(Path.GetFileName).Order());
        Assert.All(files, static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_hub_that_others_can_read_is_reported_with_the_remedy()
    {
        await (await CreateAsync()).DisposeAsync();
        File.SetUnixFileMode(FilePath, (UnixFileMode)0b110_100_000);
        await using IHubStore store = await OpenAsync();
        Assert.Equal(3, store.Warnings.Count);
        Assert.Contains("mode 640", store.Warnings[0], StringComparison.Ordinal);
        Assert.Contains($"chmod 600 '{FilePath}'", store.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_hub_is_refused_and_left_as_it_is()
    {
        (string Id, Action Make)[] cases =
        [
            ("HubNotFound", static () => { }),
            ("HubNotADatabase", () => File.WriteAllText(FilePath, "")),
            ("HubNotADatabase", () => File.WriteAllText(FilePath, new string('x', 10_000))),
            ("HubNotADatabase", () => Execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")),
            ("HubNotADatabase", () => Directory.CreateDirectory(FilePath)),
        ];
        foreach ((string id, Action make) in cases)
        {
            make();
            byte[]? before = File.Exists(FilePath) ? await File.ReadAllBytesAsync(FilePath, Token) : null;
            RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(OpenAsync);
            Assert.Equal(id, exception.ErrorId);
            Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
            Assert.NotNull(exception.Remedy);
            Assert.Equal(before, File.Exists(FilePath) ? await File.ReadAllBytesAsync(FilePath, Token) : null);
            if (File.Exists(FilePath))
            {
                File.Delete(FilePath);
            }
        }
    }

    [Fact]
    public async Task Where_something_is_no_hub_is_made()
    {
        await (await CreateAsync()).DisposeAsync();
        Assert.Equal("HubExists", (await Assert.ThrowsAsync<RingCentralAdException>(CreateAsync)).ErrorId);
        HubLocation nowhere = HubLocation.Parse(Path.Combine(_place.Folder, "none", "hub.db"));
        Assert.Equal("HubFolderNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.CreateAsync(nowhere, _clock, Token))).ErrorId);
        await using IHubStore store = await OpenAsync();
        Assert.Equal(FilePath, store.Location);
    }

    [Fact]
    public async Task A_failed_creation_leaves_nothing()
    {
        SchemaStep[] steps = [.. SchemaSteps.All, new(99, "CREATE TABLE broken (a {text}, a {text})")];
        await Assert.ThrowsAsync<RingCentralAdException>(() => SqliteStore.CreateAsync(FilePath, _clock, SqliteOptions.Default, steps, Token));
        Assert.Empty(Directory.GetFileSystemEntries(_place.Folder));
    }

    [Fact]
    public async Task A_damaged_hub_is_called_damaged()
    {
        await using (IHubStore store = await CreateAsync())
        {
            await SaveAsync(store, [.. Enumerable.Range(0, 2_000).Select(static i => new Setting($"s{i}", new string('x', 500)))]);
        }

        using (FileStream file = File.OpenWrite(FilePath))
        {
            byte[] trash = new byte[200_000];
            Array.Fill(trash, (byte)0xA5);
            file.Seek(400_000, SeekOrigin.Begin);
            file.Write(trash);
        }

        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
        {
            await using IHubStore store = await OpenAsync();
            await foreach (Setting setting in store.ReadAsync<Setting>(cancellationToken: Token))
            {
                Assert.NotNull(setting);
            }
        });
        Assert.Equal("HubDamaged", exception.ErrorId);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_change_and_loses_nothing()
    {
        await (await CreateAsync()).DisposeAsync();
        int written = 0;
        SqliteOptions small = SqliteOptions.Default with { MaxPages = 400 };
        await using (SqliteStore store = await SqliteStore.OpenAsync(FilePath, _clock, small, SchemaSteps.All, Token))
        {
            RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
            {
                for (; written < 1_000; written++)
                {
                    await SaveAsync(store, [.. Enumerable.Range(0, 100).Select(i => new Setting($"{written:D3}-{i:D3}", new string('x', 200)))]);
                }
            });
            Assert.Equal(("HubFull", ErrorKind.Limit), (exception.ErrorId, exception.Kind));
            Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
            Assert.InRange(written, 1, 999);
            Assert.Equal(100 * written, await store.CountAsync<Setting>(cancellationToken: Token));

            await using IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token);
            await transaction.RemoveAsync(new Filter<Setting>().Take(50), Token);
            await transaction.CommitAsync(Token);
        }

        await using IHubStore again = await OpenAsync();
        Assert.Equal((100 * written) - 50, await again.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task A_transaction_that_sqlite_ended_cannot_be_committed()
    {
        await (await CreateAsync()).DisposeAsync();
        await using SqliteStore store = await SqliteStore.OpenAsync(FilePath, _clock, SqliteOptions.Default with { MaxPages = 400 }, SchemaSteps.All, Token);
        await using IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([new Setting("first", "")], Token);
        await Assert.ThrowsAsync<RingCentralAdException>(() => transaction.SaveAsync([new Setting("big", new string('x', 4_000_000))], Token));
        try
        {
            await transaction.CommitAsync(Token);
            Assert.Equal(1, await store.CountAsync<Setting>(cancellationToken: Token));
        }
        catch (RingCentralAdException exception)
        {
            Assert.Equal("HubTransactionEnded", exception.ErrorId);
            Assert.Equal(0, await store.CountAsync<Setting>(cancellationToken: Token));
        }
    }

    [Fact]
    public async Task A_hub_that_this_account_may_only_read_is_read_and_not_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can start a process of another account.");
        await using (IHubStore store = await CreateAsync())
        {
            await SaveAsync(store, new Setting("a", ""));
        }

        File.SetUnixFileMode(_place.Folder, (UnixFileMode)0b111_111_111);
        Assert.Equal(["HubDenied"], await TryAsNobodyAsync());
        File.SetUnixFileMode(FilePath, (UnixFileMode)0b110_100_100);
        string[] lines = await TryAsNobodyAsync();
        Assert.Equal("HubReadOnly", lines[^1]);
        Assert.Contains("mode 644", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_that_waits_too_long_is_told_who_is_at_work()
    {
        await (await CreateAsync()).DisposeAsync();
        SqliteOptions hasty = SqliteOptions.Default with { Patience = TimeSpan.FromMilliseconds(200) };
        await using SqliteStore first = await SqliteStore.OpenAsync(FilePath, _clock, hasty, SchemaSteps.All, Token);
        await using SqliteStore second = await SqliteStore.OpenAsync(FilePath, _clock, hasty, SchemaSteps.All, Token);
        await first.AcquireLeaseAsync("Import", "host1/4711", TimeSpan.FromMinutes(1), Token);
        await using IHubTransaction transaction = await first.BeginAsync(cancellationToken: Token);
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => second.BeginAsync(cancellationToken: Token));
        Assert.Equal(("HubLocked", ErrorKind.Busy), (exception.ErrorId, exception.Kind));
        Assert.Contains("host1/4711 (Import)", exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<RingCentralAdException>(() => first.BeginAsync(cancellationToken: Token));
        Assert.Contains("this very process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_reach_the_disk_and_the_log_is_write_ahead()
    {
        await (await CreateAsync()).DisposeAsync();
        await using SqliteSession session = await SqliteSession.OpenAsync(FilePath, SqliteOptions.Default.WriterPragmas, SqliteOptions.Default, Token);
        Assert.Equal("wal", await session.ScalarAsync("PRAGMA journal_mode", [], Token));
        Assert.Equal(2L, await session.ScalarAsync("PRAGMA synchronous", [], Token));
        Assert.Equal((long)HubFile.ApplicationId, await session.ScalarAsync("PRAGMA application_id", [], Token));
    }

    [Fact]
    public async Task Other_tools_read_the_hub()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlite3") || Environment.GetEnvironmentVariable("CI") == "true", "No sqlite3.");
        await using IHubStore store = await CreateAsync();
        await SaveAsync(store, new HubUser { Id = "u1", Status = HubUserStatus.Active, Profile = new([new("login", "Zoë@contoso.com"), new("firstName", "Zoë 😀")]) });
        using Process sqlite3 = Process.Start(new ProcessStartInfo(
            "sqlite3", [FilePath, "SELECT status, login_key, json_extract(profile, '$.firstName') FROM hub_user; PRAGMA integrity_check; SELECT min(version) FROM schema_version"]) { RedirectStandardOutput = true })!;
        string output = await sqlite3.StandardOutput.ReadToEndAsync(Token);
        Assert.Equal("Active|zoë@contoso.com|Zoë 😀\nok\n1\n", output);
    }

    [Fact]
    public async Task A_trial_leaves_no_file_and_the_hub_as_it_was()
    {
        await using (IHubStore store = await CreateAsync())
        {
            await SaveAsync(store, new Setting("a", "1"));
        }

        byte[] before = await File.ReadAllBytesAsync(FilePath, Token);
        await using (IHubStore store = await OpenAsync())
        {
            await using IHubStore trial = await store.BeginTrialAsync(Token);
            Assert.All(Directory.GetFiles(_place.Folder), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
            await SaveAsync(trial, new Setting("a", "2"));
        }

        Assert.Equal([FilePath], Directory.GetFiles(_place.Folder));
        Assert.Equal(before, await File.ReadAllBytesAsync(FilePath, Token));
    }

    [Theory]
    [InlineData("-trial-")]
    [InlineData("-new-")]
    public async Task What_dead_processes_left_is_taken_away_and_what_lives_is_not(string kind)
    {
        await using IHubStore store = await CreateAsync();
        await using IHubStore living = await store.BeginTrialAsync(Token);
        string livingFile = Directory.GetFiles(_place.Folder, "*-trial-*").Single(static path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal));
        string persons = FilePath + kind + "year";
        foreach (bool trial in (bool[])[true, false])
        {
            string orphan = Leftovers.Name(FilePath, kind);
            Execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)", orphan);
            await File.WriteAllTextAsync(orphan + "-wal", "cut off", Token);
            string cutOff = Leftovers.Name(FilePath, kind);
            await File.WriteAllTextAsync(cutOff, "cut off", Token);
            await File.WriteAllTextAsync(persons, "a person's own", Token);
            string young = Leftovers.Name(FilePath, kind);
            await File.WriteAllTextAsync(young, "", Token);
            foreach (string path in new[] { livingFile, orphan, cutOff, persons })
            {
                File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(young).AddHours(-1));
            }

            FakeTimeProvider now = new(File.GetLastWriteTimeUtc(young));
            await using (trial ? await store.BeginTrialAsync(Token) : await HubStore.OpenAsync(_location, now, Token))
            {
                Assert.Equal([true, false, false, false, true, true], new[] { livingFile, orphan, orphan + "-wal", cutOff, young, persons }.Select(File.Exists));
            }
        }

        await SaveAsync(living, new Setting("a", ""));
        Assert.Equal(1, await living.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task Who_opened_the_hub_while_another_was_made_keeps_it()
    {
        await using (IHubStore store = await CreateAsync())
        {
            await SaveAsync(store, new Setting("a", "1"));
        }

        IHubStore? late = null;
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => AsidePlace.MakeAsync(FilePath, replace: true, _clock, async made =>
        {
            await File.WriteAllTextAsync(made, "the other one", Token);
            late = await OpenAsync();
        }));
        Assert.Equal("HubLocked", error.ErrorId);
        await SaveAsync(late!, new Setting("b", "2"));
        await late!.DisposeAsync();
        Assert.Equal([FilePath], Directory.GetFiles(_place.Folder));
        await using (IHubStore store = await OpenAsync())
        {
            Assert.Equal(2, await store.CountAsync<Setting>(cancellationToken: Token));
        }

        string? aside = await AsidePlace.MakeAsync(FilePath, replace: true, _clock, made => File.WriteAllTextAsync(made, "the other one", Token));
        Assert.Equal("the other one", await File.ReadAllTextAsync(FilePath, Token));
        Assert.Equal([FilePath, aside], Directory.GetFiles(_place.Folder).Order(StringComparer.Ordinal));
    }

    private static async Task SaveAsync<T>(IHubStore store, params T[] rows)
        where T : class, IHubRow
    {
        await using IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync(rows, Token);
        await transaction.CommitAsync(Token);
    }

    private Task<IHubStore> CreateAsync() => HubStore.CreateAsync(_location, _clock, Token);

    private Task<IHubStore> OpenAsync() => HubStore.OpenAsync(_location, _clock, Token);

    private async Task<string[]> TryAsNobodyAsync()
    {
        using WriterProcess writer = WriterProcess.Start("try", FilePath, asUser: "nobody");
        return await writer.ReadToEndAsync(Token);
    }

    private void Execute(string sql, string? path = null)
    {
        using SqliteConnection connection = new($"Data Source={path ?? FilePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>The schema: what it is, how it moves forward, and what a program does with one that it does not know.</summary>
public abstract class MigrationTests(IHubPlace place) : IAsyncLifetime
{
    private static readonly SchemaStep s_second = new(1002, "ALTER TABLE hub_user ADD COLUMN nickname {text}; CREATE INDEX hub_user_nickname ON hub_user (nickname)");
    private static readonly SchemaStep s_third = new(1003, "CREATE TABLE audit (id {text} NOT NULL, at {time} NOT NULL, done {bool}, PRIMARY KEY (id)){narrow}; UPDATE setting SET json = 'migrated'");

    private static string Own => string.Join(',', SchemaSteps.All.Select(static step => step.Version));

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    protected HubLocation Location { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Location = place.New();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return place.DisposeAsync();
    }

    [Fact]
    public async Task Steps_that_a_hub_lacks_are_applied_and_its_rows_stay()
    {
        await using (IHubStore old = await CreateAsync([.. SchemaSteps.All]))
        {
            await SaveSampleAsync(old);
        }

        await using (IHubStore store = await OpenAsync([.. SchemaSteps.All, s_second, s_third]))
        {
            Assert.Equal("ann@contoso.com", (await FirstAsync<HubUser>(store)).Login);
            Assert.Equal("migrated", (await FirstAsync<Setting>(store)).Json);
            await SaveSampleAsync(store);
        }

        Assert.Equal($"{Own},1002,1003", await QueryAsync("SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal("0", await QueryAsync("SELECT COUNT(nickname) FROM hub_user"));
        Assert.Equal("0", await QueryAsync("SELECT COUNT(*) FROM audit"));
    }

    [Fact]
    public async Task A_step_that_fails_is_undone_whole_and_can_be_tried_again()
    {
        await using (IHubStore old = await CreateAsync([.. SchemaSteps.All]))
        {
            await SaveSampleAsync(old);
        }

        SchemaStep broken = new(1003, s_third.Sql + "; CREATE TABLE hub_user (id {text})");
        await Assert.ThrowsAsync<RingCentralAdException>(() => OpenAsync([.. SchemaSteps.All, s_second, broken]));
        Assert.Equal($"{Own},1002", await QueryAsync("SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal("old", await QueryAsync("SELECT json FROM setting"));
        await using IHubStore store = await OpenAsync([.. SchemaSteps.All, s_second, s_third]);
        Assert.Equal("migrated", (await FirstAsync<Setting>(store)).Json);
    }

    [Fact]
    public async Task A_newer_hub_is_refused_with_both_versions_and_left_as_it_is()
    {
        await (await CreateAsync([.. SchemaSteps.All, s_second, s_third])).DisposeAsync();
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => HubStore.OpenAsync(Location, Clock, Token));
        Assert.Equal("HubTooNew", exception.ErrorId);
        Assert.Contains("version 1003", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {SchemaSteps.All[^1].Version}.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Update", exception.Remedy, StringComparison.Ordinal);
        await (await OpenAsync([.. SchemaSteps.All, s_second, s_third])).DisposeAsync();
    }

    [Fact]
    public async Task Programs_that_start_at_once_apply_each_step_once()
    {
        await (await CreateAsync([.. SchemaSteps.All])).DisposeAsync();
        IHubStore[] stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync([.. SchemaSteps.All, s_second, s_third]), Token)));
        foreach (IHubStore store in stores)
        {
            await store.DisposeAsync();
        }

        Assert.Equal($"{Own},1002,1003", await QueryAsync("SELECT version FROM schema_version ORDER BY version"));
    }

    [Fact]
    public async Task The_schema_is_what_the_tables_say()
    {
        await (await CreateAsync([.. SchemaSteps.All])).DisposeAsync();
        foreach (Table table in Tables.All)
        {
            // A column that came later stands at the end.
            Assert.Equal(ExpectedColumns(table).Order(StringComparer.Ordinal), (await ColumnsAsync(table.Name)).Order(StringComparer.Ordinal));
            Assert.Equal(string.Join(",", table.Keys.Select(static column => column.Name)), await KeyAsync(table.Name));
            Assert.Equal(table.Indexes.Select(ExpectedIndex).Order(), (await IndexesAsync(table.Name)).Order());
        }
    }

    [Fact]
    public async Task A_hub_of_the_first_version_opens_with_all_its_rows()
    {
        HubLocation old = await RestoreAsync(await File.ReadAllTextAsync(FixturePath(Location.IsFile ? "hub-v1.sqlite.sql" : "hub-v1.postgres.sql"), Token));
        await using IHubStore store = await HubStore.OpenAsync(old, Clock, Token);
        HubUser user = await FirstAsync<HubUser>(store);
        Assert.Equal(("u1", "Zoë@contoso.com", HubUserStatus.Active, "zoë", 5L), (user.Id, user.Login, user.Status, user.NameKey, user.Profile["number"]));
        Assert.Equal(["a", "b"], Assert.IsType<string[]>((await FirstAsync<AppUser>(store)).Attributes["memberOf"]));
        Assert.Equal(["dc1"], (await FirstAsync<DirectoryEntry>(store)).Settings.Servers);
        Operation operation = await FirstAsync<Operation>(store);
        Assert.Equal((OperationState.Sent, new AttributeChange("email", null, "z")), (operation.State, Assert.Single(operation.Changes)));
        Assert.Equal(1, (await FirstAsync<Run>(store)).Counts["Created"]);
        Assert.Equal(new AssignedUser("RingCentral", "u1", true, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)), await FirstAsync<AssignedUser>(store));
        Assert.Equal(new GroupEdge("d1", "g1", "k1"), await FirstAsync<GroupEdge>(store));
        Assert.Equal(MatchKind.Partial, (await FirstAsync<ImportMatch>(store)).Kind);
        Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(2, (await store.AcquireLeaseAsync("Import", "host/2", TimeSpan.FromMinutes(1), Token)).Number);
    }

    public static TheoryData<int> EarlierVersions => [.. SchemaSteps.All.Select(static step => step.Version).SkipLast(1)];

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task A_hub_of_each_earlier_version_opens_with_all_its_rows(int version)
    {
        SortedDictionary<string, string[]> before;
        List<string> columns = [];
        await using (IHubStore old = await CreateAsync([.. SchemaSteps.All.Where(step => step.Version <= version)]))
        {
            foreach ((Type type, IHubRow[] rows) in SampleRows.All)
            {
                Table table = (Table)typeof(Tables).GetMethod(nameof(Tables.Of))!.MakeGenericMethod(type).Invoke(null, null)!;
                string[] names = [.. (await ColumnsAsync(table.Name)).Select(static column => column.Split(' ')[0])];
                columns.AddRange(names.Select(name => $"{table.Name}.{name}"));
                await (Task)typeof(MigrationTests).GetMethod(nameof(InsertAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                    .MakeGenericMethod(type).Invoke(null, [old, rows, names])!;
            }
        }

        before = await TextAsync(columns);
        Assert.True(before.Values.Sum(static rows => rows.Length) > 30);
        await using IHubStore store = await HubStore.OpenAsync(Location, Clock, Token);
        SortedDictionary<string, string[]> after = await TextAsync(columns);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, table => Assert.Equal(table.Value.Order(StringComparer.Ordinal), after[table.Key].Order(StringComparer.Ordinal)));
        foreach ((Type type, IHubRow[] _) in SampleRows.All)
        {
            await (Task)typeof(MigrationTests).GetMethod(nameof(ReadAndSaveAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                .MakeGenericMethod(type).Invoke(null, [store])!;
        }
    }

    /// <summary>The columns of the hub's tables as another tool reads them.</summary>
    protected abstract Task<SortedDictionary<string, string[]>> TextAsync(IEnumerable<string> columns);

    private static Task InsertAsync<T>(IHubStore store, IHubRow[] rows, string[] names)
        where T : class, IHubRow => ((RelationalStore)store).ReadAloneAsync(
            async session =>
            {
                TableMap<T> table = Tables.Of<T>();
                Column<T>[] columns = [.. table.Columns.Where(column => names.Contains(column.Name))];
                foreach (T row in rows.Cast<T>().Where(_ => columns.Length > 0))
                {
                    await session.ExecuteAsync(
                        $"INSERT INTO {session.Dialect.Table(table.Name)} ({FilterSql.Names(columns)}) VALUES ({string.Join(", ", columns.Select(static (_, i) => $"@p{i}"))})",
                        [.. columns.Select(column => column.Get(row) ?? DBNull.Value)],
                        Token);
                }

                return true;
            },
            Token);

    private static async Task ReadAndSaveAsync<T>(IHubStore store)
        where T : class, IHubRow
    {
        IReadOnlyList<T> rows = await store.ListAsync<T>(cancellationToken: Token);
        await store.WriteAsync(transaction => transaction.SaveAsync([.. rows], Token), null, Token);
        Assert.Equal(rows.Select(RowText.Of), (await store.ListAsync<T>(cancellationToken: Token)).Select(RowText.Of));
    }

    internal abstract Task<IHubStore> CreateAsync(IReadOnlyList<SchemaStep> steps);

    internal abstract Task<IHubStore> OpenAsync(IReadOnlyList<SchemaStep> steps);

    internal abstract IEnumerable<string> ExpectedColumns(Table table);

    /// <summary>The first column of a query, joined by commas, by a tool that is not ours.</summary>
    protected abstract Task<string> QueryAsync(string sql);

    /// <summary>Columns as "name type nullable", in order.</summary>
    protected abstract Task<IEnumerable<string>> ColumnsAsync(string table);

    protected abstract Task<string> KeyAsync(string table);

    /// <summary>Indexes beside the primary key as "unique? columns where".</summary>
    protected abstract Task<IEnumerable<string>> IndexesAsync(string table);

    protected abstract Task<HubLocation> RestoreAsync(string dump);

    private static string ExpectedIndex(TableIndex index) =>
        $"{(index.Unique ? "unique " : "")}{string.Join(",", index.Columns.Select(static column => column.Name))}{(index.Where is null ? "" : " partial")}";

    private static string FixturePath(string name)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "RingCentralAD.Core.Tests", "Storage", "Fixtures", name);
    }

    private static async Task SaveSampleAsync(IHubStore store)
    {
        await using IHubTransaction transaction = await store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([new HubUser { Id = "u1", Status = HubUserStatus.Active, Profile = new([new("login", "ann@contoso.com")]) }], Token);
        await transaction.SaveAsync([new Setting("a", "old")], Token);
        await transaction.CommitAsync(Token);
    }

    private static async Task<T> FirstAsync<T>(IHubStore store)
        where T : class, IHubRow
    {
        await foreach (T row in store.ReadAsync<T>(cancellationToken: Token))
        {
            return row;
        }

        throw new InvalidOperationException($"No {typeof(T).Name}.");
    }
}

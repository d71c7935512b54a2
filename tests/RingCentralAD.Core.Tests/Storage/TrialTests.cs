using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A trial behaves as the store does and leaves no trace.</summary>
public abstract class TrialTests(IHubPlace place) : StoreSuite(place)
{
    [Fact]
    public async Task A_trial_sees_the_hub_and_its_own_commits_and_leaves_no_trace()
    {
        await SaveAsync(new Setting("a", "1"));
        await using (IHubStore trial = await Store.BeginTrialAsync(Token))
        {
            Assert.Equal(Store.Location, trial.Location);
            await SaveAsync(trial, new Setting("a", "2"), new Setting("b", "2"));
            Assert.Equal([new Setting("a", "2"), new Setting("b", "2")], await ListAsync<Setting>(trial));
            Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>());
        }

        Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>());
    }

    [Fact]
    public async Task A_trial_rolls_back_what_it_does_not_commit()
    {
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        await SaveAsync(trial, new Setting("a", "1"));
        await using (IHubTransaction transaction = await trial.BeginAsync(cancellationToken: Token))
        {
            await transaction.SaveAsync([new Setting("a", "2")], Token);
        }

        Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>(trial));
    }

    [Fact]
    public async Task A_trial_holds_nobody_up()
    {
        await SaveAsync([.. Enumerable.Range(0, 100).Select(static i => new Setting($"{i:D3}", "hub"))]);
        IHubStore other = await OpenAgainAsync();
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        await SaveAsync(trial, [.. Enumerable.Range(0, 100).Select(static i => new Setting($"{i:D3}", "trial"))]);
        await using IHubTransaction open = await trial.BeginAsync(cancellationToken: Token);
        await open.SaveAsync([new Setting("x", "trial")], Token);
        await SaveAsync(other, [.. Enumerable.Range(0, 100).Select(static i => new Setting($"{i:D3}", "other"))]);
        await SaveAsync(Store, new Setting("000", "store"));
        Assert.Equal("store", (await ListAsync<Setting>())[0].Json);
        Assert.Equal("trial", (await ListAsync<Setting>(open))[0].Json);
    }

    [Fact]
    public async Task A_read_goes_on_while_the_trial_saves()
    {
        await SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"{i:D5}", "old"))]);
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        int seen = 0;
        await foreach (Setting setting in trial.ReadAsync<Setting>(cancellationToken: Token))
        {
            Assert.Equal("old", setting.Json);
            if (seen++ % 500 == 0)
            {
                await using IHubTransaction transaction = await trial.BeginAsync(cancellationToken: Token);
                await transaction.SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"{i:D5}", "new"))], Token);
                await foreach (Setting inner in trial.ReadAsync(new Filter<Setting>().Take(3), Token))
                {
                    Assert.NotNull(inner.Name);
                }

                await transaction.CommitAsync(Token);
            }
        }

        Assert.Equal(3_000, seen);
        Assert.Equal(3_000, await trial.CountAsync(new Filter<Setting>().Equal(static row => row.Json, "new"), Token));
    }

    [Fact]
    public async Task Filters_hold_in_a_trial()
    {
        await SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"{i:D5}", i % 2 == 0 ? "even" : "odd"))]);
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        string[] names = [.. Enumerable.Range(0, 2_500).Select(static i => $"{i:D5}")];
        Filter<Setting> filter = new Filter<Setting>().Equal(static row => row.Json, "odd").In(static row => row.Name, names);
        Assert.Equal(1_250, (await ListAsync(trial, filter)).Count);
        await foreach (Setting setting in trial.ReadAsync(filter, Token))
        {
            Assert.Equal("00001", setting.Name);
            break;
        }

        Assert.Equal("02999", Assert.Single(await ListAsync(trial, new Filter<Setting>().OrderBy(static row => row.Name, descending: true).Take(1))).Name);
    }

    [Fact]
    public async Task Many_at_once_may_use_a_trial()
    {
        await SaveAsync([.. Enumerable.Range(0, 2_500).Select(static i => new Setting($"{i:D5}", "0"))]);
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            async () =>
            {
                if (i % 3 == 0)
                {
                    await SaveAsync(trial, new Setting($"new{i}", ""));
                }
                else
                {
                    Assert.Equal(2_500, (await ListAsync(trial, new Filter<Setting>().Equal(static row => row.Json, "0"))).Count);
                }
            },
            Token)));
        Assert.Equal(2_504, await trial.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task A_read_begun_inside_an_open_transaction_outlives_its_rollback()
    {
        await SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"{i:D5}", "old"))]);
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        IHubTransaction transaction = await trial.BeginAsync(cancellationToken: Token);
        await using IAsyncEnumerator<Setting> read = trial.ReadAsync<Setting>(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await read.MoveNextAsync());
        await transaction.DisposeAsync();
        int seen = 1;
        while (await read.MoveNextAsync())
        {
            seen++;
        }

        Assert.Equal(3_000, seen);
    }

    [Fact]
    public async Task Leases_of_a_trial_are_its_own()
    {
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        Lease lease = await trial.AcquireLeaseAsync("Import", "host/1", TimeSpan.FromMinutes(1), Token);
        await using (IHubTransaction transaction = await trial.BeginAsync(lease, Token))
        {
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, (await Store.AcquireLeaseAsync("Import", "host/2", TimeSpan.FromMinutes(1), Token)).Number);
    }

    [Fact]
    public async Task Unique_values_hold_in_a_trial()
    {
        static HubUser User(string id) => new() { Id = id, Status = HubUserStatus.Active, Profile = new([new("login", "x")]) };
        await SaveAsync(User("ann"));
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => SaveAsync(trial, User("bob")));
        Assert.Equal("HubConflict", exception.ErrorId);
    }

    [Fact]
    public async Task A_trial_of_a_trial_sees_the_trial()
    {
        await SaveAsync(new Setting("a", "1"));
        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        await SaveAsync(trial, new Setting("a", "2"));
        await using (IHubStore inner = await trial.BeginTrialAsync(Token))
        {
            await SaveAsync(inner, new Setting("a", "3"));
            Assert.Equal([new Setting("a", "3")], await ListAsync<Setting>(inner));
            Assert.Equal([new Setting("a", "2")], await ListAsync<Setting>(trial));
        }

        Assert.Equal([new Setting("a", "2")], await ListAsync<Setting>(trial));
        Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>());
    }

    [Fact]
    public async Task A_trial_may_end_before_its_reads_and_its_own_trials()
    {
        await SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"{i:D5}", "x"))]);
        IHubStore trial = await Store.BeginTrialAsync(Token);
        IHubStore inner = await trial.BeginTrialAsync(Token);
        IAsyncEnumerator<Setting> read = trial.ReadAsync<Setting>(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await read.MoveNextAsync());
        await read.DisposeAsync();
        await trial.DisposeAsync();
        await inner.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => trial.BeginAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => trial.CountAsync<Setting>(cancellationToken: Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ListAsync<Setting>(trial));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => trial.BeginTrialAsync(Token));
        await SaveAsync(new Setting("a", ""));
    }

    [Fact]
    public async Task Every_table_comes_along()
    {
        foreach ((Type type, IHubRow[] rows) in SampleRows.All)
        {
            Array typed = Array.CreateInstance(type, rows.Length);
            rows.CopyTo(typed, 0);
            await (Task)GetType().GetMethod(nameof(SaveTypedAsync))!.MakeGenericMethod(type).Invoke(this, [typed])!;
        }

        await using IHubStore trial = await Store.BeginTrialAsync(Token);
        foreach ((Type type, IHubRow[] _) in SampleRows.All)
        {
            await (Task)GetType().GetMethod(nameof(CompareTypedAsync))!.MakeGenericMethod(type).Invoke(this, [trial])!;
        }
    }

    public Task SaveTypedAsync<T>(T[] rows)
        where T : class, IHubRow => SaveAsync(rows);

    public async Task CompareTypedAsync<T>(IHubStore trial)
        where T : class, IHubRow
    {
        List<T> rows = await ListAsync<T>(trial);
        Assert.Equal(2, rows.Count);
        Assert.Equal((await ListAsync<T>()).Select(RowText.Of), rows.Select(RowText.Of));
    }
}

using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>What is committed is there, what is not never was, and nobody sees the middle.</summary>
public abstract class TransactionTests(IHubPlace place) : StoreSuite(place)
{
    [Fact]
    public async Task What_is_not_committed_never_was()
    {
        await SaveAsync(new Setting("a", "1"));
        await using (IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token))
        {
            await transaction.SaveAsync([new Setting("a", "2"), new Setting("b", "2")], Token);
            await transaction.RemoveAsync(new Filter<Setting>().Equal(static row => row.Name, "a"), Token);
        }

        Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>());
    }

    [Fact]
    public async Task A_transaction_sees_itself_and_others_do_not()
    {
        IHubStore other = await OpenAgainAsync();
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([new Setting("a", "1")], Token);
        Assert.Equal([new Setting("a", "1")], await ListAsync<Setting>(transaction));
        Assert.Equal(1, await transaction.CountAsync<Setting>(cancellationToken: Token));
        Assert.Empty(await ListAsync<Setting>());
        Assert.Empty(await ListAsync<Setting>(other));
        await transaction.CommitAsync(Token);
        Assert.Single(await ListAsync<Setting>());
        Assert.Single(await ListAsync<Setting>(other));
    }

    [Fact]
    public async Task A_read_sees_one_state_while_others_write()
    {
        await SaveAsync([.. Enumerable.Range(0, 5_000).Select(static i => new Setting($"{i:D5}", "old"))]);
        int seen = 0;
        await foreach (Setting setting in Store.ReadAsync<Setting>(cancellationToken: Token))
        {
            if (seen++ % 1_000 == 0)
            {
                await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
                await transaction.SaveAsync([.. Enumerable.Range(0, 6_000).Select(static i => new Setting($"{i:D5}", "new"))], Token);
                await transaction.CommitAsync(Token);
            }

            Assert.Equal("old", setting.Json);
        }

        Assert.Equal(5_000, seen);
        Assert.Equal(6_000, await Store.CountAsync(new Filter<Setting>().Equal(static row => row.Json, "new"), Token));
    }

    [Fact]
    public async Task A_read_inside_a_transaction_is_not_disturbed_by_its_own_saves()
    {
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([.. Enumerable.Range(0, 2_000).Select(static i => new Setting($"a{i:D5}", "old"))], Token);
        int seen = 0;
        await foreach (Setting setting in transaction.ReadAsync<Setting>(cancellationToken: Token))
        {
            Assert.Equal("old", setting.Json);
            await transaction.SaveAsync([setting with { Json = "new" }, new Setting("b" + setting.Name, "new")], Token);
            await transaction.RemoveAsync(new Filter<Setting>().Equal(static row => row.Name, "a01999"), Token);
            seen++;
        }

        Assert.Equal(2_000, seen);
        Assert.Equal(3_999, await transaction.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task Many_reads_at_once_do_not_wait_for_the_writer()
    {
        await SaveAsync([.. Enumerable.Range(0, 500).Select(static i => new Setting($"{i:D5}", "old"))]);
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([new Setting("new", "")], Token);
        List<Setting>[] reads = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => ListAsync<Setting>(), Token)));
        Assert.All(reads, static read => Assert.Equal(500, read.Count));
    }

    [Fact]
    public async Task A_read_that_is_left_early_disturbs_nothing()
    {
        await SaveAsync([.. Enumerable.Range(0, 20_000).Select(static i => new Setting($"{i:D5}", "x"))]);
        for (int i = 0; i < 50; i++)
        {
            await foreach (Setting setting in Store.ReadAsync<Setting>(cancellationToken: Token))
            {
                Assert.Equal("00000", setting.Name);
                break;
            }
        }

        await SaveAsync(new Setting("a", ""));
        Assert.Equal(20_001, await Store.CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task Writers_take_turns()
    {
        IHubStore other = await OpenAgainAsync();
        await SaveAsync(new Setting("n", "0"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            async () =>
            {
                await using IHubTransaction transaction = await (i % 2 == 0 ? Store : other).BeginAsync(cancellationToken: Token);
                Setting setting = Assert.Single(await ListAsync<Setting>(transaction));
                await Task.Yield();
                await transaction.SaveAsync([setting with { Json = (int.Parse(setting.Json, null) + 1).ToString(null as IFormatProvider) }], Token);
                await transaction.CommitAsync(Token);
            },
            Token)));
        Assert.Equal("40", Assert.Single(await ListAsync<Setting>()).Json);
    }

    [Fact]
    public async Task An_ended_transaction_is_refused()
    {
        IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await transaction.CommitAsync(Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.SaveAsync([new Setting("a", "")], Token));
        await transaction.DisposeAsync();
        await transaction.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Token));
        await SaveAsync(new Setting("b", ""));
    }

    [Fact]
    public async Task A_cancelled_wait_for_the_writer_ends_at_once()
    {
        IHubStore other = await OpenAgainAsync();
        await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.BeginAsync(null, source.Token));
        await transaction.CommitAsync(Token);
        await SaveAsync(other, new Setting("a", ""));
    }

    [Fact]
    public async Task A_cancelled_save_leaves_nothing_behind()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        await using (IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transaction.SaveAsync([new HubUser { Id = "1", Status = HubUserStatus.Active, Profile = AttributeSet.Empty }], source.Token));
            await transaction.SaveAsync([new Setting("a", "")], Token);
            await transaction.CommitAsync(Token);
        }

        Assert.Empty(await ListAsync<HubUser>());
        Assert.Single(await ListAsync<Setting>());
    }

    [Fact]
    public async Task A_store_may_be_closed_before_its_transactions_and_reads()
    {
        await SaveAsync([.. Enumerable.Range(0, 3_000).Select(static i => new Setting($"{i:D5}", "x"))]);
        IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
        await transaction.SaveAsync([new Setting("lost", "")], Token);
        IAsyncEnumerator<Setting> read = Store.ReadAsync<Setting>(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True(await read.MoveNextAsync());
        await Store.DisposeAsync();
        await read.DisposeAsync();
        await transaction.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.BeginAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.CountAsync<Setting>(cancellationToken: Token));
        Assert.Equal(3_000, await (await OpenAgainAsync()).CountAsync<Setting>(cancellationToken: Token));
    }

    [Fact]
    public async Task Saving_nothing_is_nothing()
    {
        await SaveAsync<HubUser>();
        Assert.Equal(0, await Store.CountAsync<HubUser>(cancellationToken: Token));
    }
}

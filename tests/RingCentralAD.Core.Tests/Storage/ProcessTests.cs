using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Several processes on one hub, and processes that die.</summary>
public abstract class ProcessTests(IHubPlace place) : StoreSuite(place)
{
    /// <summary>The location as a process of its own gets it, with the password.</summary>
    protected abstract string FullLocation { get; }

    [Fact]
    public async Task A_killed_writer_loses_no_acknowledged_row_and_leaves_no_half_transaction()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 8; round++)
        {
            List<string> acknowledged = [];
            using (WriterProcess writer = WriterProcess.Start("write", FullLocation, $"round{round}"))
            {
                acknowledged.Add((await writer.ReadLineAsync(Token))!);
                await Task.Delay(random.Next(200), Token);
                acknowledged.AddRange(await writer.KillAsync(Token));
            }

            List<Setting> rows = await ListAsync(new Filter<Setting>().Equal(static row => row.Json, $"round{round}"));
            Dictionary<string, int> byTransaction = rows.GroupBy(static row => row.Name[..6]).ToDictionary(static group => group.Key, static group => group.Count());
            Assert.All(byTransaction.Values, static count => Assert.Equal(10, count));
            Assert.All(acknowledged, number => Assert.Contains(number, byTransaction.Keys));
            Assert.InRange(byTransaction.Count, acknowledged.Count, acknowledged.Count + 1);
            await using IHubTransaction transaction = await Store.BeginAsync(cancellationToken: Token);
            await transaction.RemoveAsync(new Filter<Setting>(), Token);
            await transaction.CommitAsync(Token);
        }
    }

    [Fact]
    public async Task A_writer_killed_inside_its_transaction_lets_the_next_one_in()
    {
        using WriterProcess writer = WriterProcess.Start("hold", FullLocation, "held");
        Assert.Equal("holding", await writer.ReadLineAsync(Token));
        using (CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(300)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.BeginAsync(null, soon.Token));
        }

        Assert.Empty(await ListAsync<Setting>());
        await writer.KillAsync(Token);
        await SaveAsync(new Setting("a", ""));
        Assert.Equal([new Setting("a", "")], await ListAsync<Setting>());
    }

    [Fact]
    public async Task Two_processes_write_in_turns()
    {
        using WriterProcess other = WriterProcess.Start("write", FullLocation, "other");
        await other.ReadLineAsync(Token);
        Task<string?> theirNext = other.ReadLineAsync(Token);
        int mine = 0;
        while (mine < 100 || !theirNext.IsCompleted)
        {
            await SaveAsync(new Setting($"mine{mine++:D6}", "mine"));
        }

        Assert.Equal("000001", await theirNext);
        string[] theirs = await other.KillAsync(Token);
        Assert.Equal(mine, await Store.CountAsync(new Filter<Setting>().Equal(static row => row.Json, "mine"), Token));
        Assert.InRange(await Store.CountAsync(new Filter<Setting>().Equal(static row => row.Json, "other"), Token), 10 * (theirs.Length + 2), 10 * (theirs.Length + 3));
    }
}

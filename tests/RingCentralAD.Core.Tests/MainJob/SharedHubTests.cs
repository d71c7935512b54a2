using System.Diagnostics;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Three hosts on one hub on PostgreSQL provision one account; whoever works is killed, over and over.</summary>
public sealed class SharedHubTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CreateMode.FillUnassigned)]
    [InlineData(CreateMode.Create)]
    public async Task Whoever_is_killed_the_others_finish_it_and_nothing_is_done_twice(CreateMode mode)
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        HubLocation place = new PostgresPlace().New();
        Company company = Company.Of(30);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 35 }, place: place);
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<Task<bool>> hosts = [];
        for (int i = 0; i < 6; i++)
        {
            // Three at a time: whoever dies is followed by another one.
            hosts.Add(HostAsync(PostgresPlace.FullLocation(place), cycle.Simulator.BaseUri, i < 4 ? random.Next(2, 12) : null));
            if (hosts.Count(static host => !host.IsCompleted) == 3)
            {
                await Task.WhenAny(hosts.Where(static host => !host.IsCompleted));
            }
        }

        bool[] killed = await Task.WhenAll(hosts);
        Assert.Contains(true, killed);
        Assert.False(killed[5]);
        await LostAnswerTests.CheckAsync(cycle, company, $"seed {seed}, {mode}");
        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Provisioning), Stop);
        Assert.DoesNotContain(runs, static run => run.State == RunState.Running);
        Assert.Equal(30, runs.Sum(run => run.Counts.GetValueOrDefault(mode == CreateMode.Create ? nameof(OperationKind.Create) : nameof(OperationKind.Fill))));
        Assert.Equal(mode == CreateMode.Create ? 30 : 0, cycle.Simulator.State.Account.Created);
    }

    // True where it was killed before its end.
    private static async Task<bool> HostAsync(string hub, Uri server, int? killAfterLines)
    {
        using Process process = RunProcess.StartShared(hub, server);
        Task<string> error = process.StandardError.ReadToEndAsync(Stop);
        for (int line = 0; await process.StandardOutput.ReadLineAsync(Stop) is not null; line++)
        {
            if (line == killAfterLines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(Stop);
        Assert.Equal("", await error);
        return process.ExitCode != 0;
    }
}

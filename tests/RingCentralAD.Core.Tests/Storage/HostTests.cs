using System.Diagnostics;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Several hosts on one hub: one works, the others wait and take over, and one that wakes late does nothing. Each host is a process that goes by another machine's name.</summary>
public abstract class HostTests(IHubPlace place) : StoreSuite(place)
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    /// <summary>The location as a process of its own gets it, with the password.</summary>
    protected abstract string FullLocation { get; }

    // What a run has (45), and three seconds in the ordinary tests.
    private static string LeaseSeconds => s_soak ? "45" : "3";

    [Fact]
    public async Task Of_three_one_works_and_when_it_is_killed_another_takes_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Another machine's name needs root on Linux.");
        List<HostProcess> hosts = [HostProcess.Start("work", FullLocation, "host1", LeaseSeconds), HostProcess.Start("work", FullLocation, "host2", LeaseSeconds), HostProcess.Start("work", FullLocation, "host3", LeaseSeconds)];
        try
        {
            HostProcess worker = await HostProcess.WhoTookAsync(hosts, Token);
            Assert.Equal(2, (await Task.WhenAll(hosts.Where(host => host != worker).Select(host => host.SaysAsync("waiting", Token)))).Length);
            for (int killed = 1; killed <= 2; killed++)
            {
                await worker.SaysAsync($"working {worker.Number}", Token);
                await Task.Delay(Random.Shared.Next(400), Token);
                worker.Kill();
                Stopwatch watch = Stopwatch.StartNew();
                hosts.Remove(worker);
                worker = await HostProcess.WhoTookAsync(hosts, Token);
                TestContext.Current.TestOutputHelper?.WriteLine($"taken over {watch.Elapsed.TotalSeconds:0.0} s after the death of the one before, with leases of {LeaseSeconds} s");
                Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1));
                Assert.Equal(killed + 1, worker.Number);
            }

            await worker.SaysAsync($"working {worker.Number}", Token);
        }
        finally
        {
            hosts.ForEach(static host => host.Kill());
        }

        await CheckStepsAsync(3);
    }

    [Fact]
    public async Task A_host_that_wakes_late_does_nothing_and_waits_its_turn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Another machine's name needs root on Linux.");
        HostProcess sleepy = HostProcess.Start("sleep", FullLocation, "sleepy", "2");
        HostProcess? other = null;
        try
        {
            await sleepy.SaysAsync("sleeping", Token);
            other = HostProcess.Start("work", FullLocation, "other", "2");
            await other.SaysAsync("took 2", Token);
            await sleepy.SaysAsync("lost 1", Token);
            await sleepy.SaysAsync("waiting", Token);
            await Task.Delay(100, Token);
        }
        finally
        {
            sleepy.Kill();
            other?.Kill();
        }

        await CheckStepsAsync(2);
        Assert.Equal(5, await Store.CountAsync(new Filter<Setting>().Equal(static row => row.Json, "1 sleepy"), Token));
    }

    /// <summary>The steps in their order, as another tool reads them: "number holder".</summary>
    protected abstract Task<string[]> StepsAsync();

    // A number never comes back once another one has worked, each belongs to one host, and no step is missing.
    private async Task CheckStepsAsync(int numbers)
    {
        string[] steps = await StepsAsync();
        (int Number, string Holder)[] made = [.. steps.Select(static step => (int.Parse(step.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), step.Split(' ')[1]))];
        Assert.Equal(made.Select(static step => step.Number).Order(), made.Select(static step => step.Number));
        Assert.Equal(Enumerable.Range(1, numbers), made.Select(static step => step.Number).Distinct());
        Assert.All(made.GroupBy(static step => step.Number), static group => Assert.Single(group.Select(static step => step.Holder).Distinct()));
        List<Setting> rows = await ListAsync<Setting>();
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(static i => i.ToString("D8", System.Globalization.CultureInfo.InvariantCulture)), rows.Select(static row => row.Name));
    }
}

public sealed class SqliteHostTests() : HostTests(new SqlitePlace())
{
    protected override string FullLocation => Location.Path!;

    protected override Task<string[]> StepsAsync() => HubText.SqliteAsync(Location.Path!, "SELECT json FROM setting ORDER BY name", Token);
}

public sealed class PostgresHostTests() : HostTests(new PostgresPlace())
{
    protected override string FullLocation => PostgresPlace.FullLocation(Location);

    protected override Task<string[]> StepsAsync() => HubText.PostgresAsync($"SELECT json FROM {Location.Schema}.setting ORDER BY name", Token);
}

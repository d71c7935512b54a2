using System.Collections.Concurrent;
using System.Diagnostics;

namespace RingCentralAD.Simulator.Tests;

public sealed class ScaleTests
{
    [Fact]
    public async Task A_hundred_thousand_people_are_listed_whole()
    {
        Stopwatch watch = Stopwatch.StartNew();
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 50_000, Unassigned = 50_000 });
        TimeSpan seeded = watch.Elapsed;
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        watch.Restart();
        HashSet<long> seen = [];
        for (int page = 1; page <= 101; page++)
        {
            Reply reply = await client.GetAsync($"{Start.Extension}?perPage=1000&page={page}");
            seen.UnionWith(reply.Records.Select(r => r!["id"]!.GetValue<long>()));
        }

        TestContext.Current.SendDiagnosticMessage($"100,000 extensions: seeded in {seeded.TotalMilliseconds:0} ms, listed and parsed in {watch.Elapsed.TotalMilliseconds:0} ms");
        Assert.Equal(100_001, seen.Count);
    }

    [Fact]
    public async Task Many_at_once_never_get_the_same_number_mail_or_licence()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { Licences = 400 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        ConcurrentBag<Reply> replies = [];
        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
            replies.Add(await client.SendAsync("POST", Start.Extension, Start.Person("P", $"{i}", $"p{i % 500}@example.com"))));

        Reply[] made = [.. replies.Where(r => r.Status == 200)];
        Assert.Equal(400, made.Length);
        Assert.Equal(400, made.Select(r => r.Text("extensionNumber")).Distinct().Count());
        Assert.Equal(400, made.Select(r => r.Text("contact.email")).Distinct().Count());
        Assert.Equal((0, 401), (simulator.State.Account.Licences, simulator.State.Account.Extensions.Count));
        Assert.Equal(1000, simulator.RequestLog.Count("createExtension"));
        Assert.Equal(simulator.RequestLog.Entries.Count, simulator.RequestLog.Entries.Select(e => e.Sequence).Distinct().Count());
    }

    [Fact]
    public async Task Single_reads_come_by_the_thousand()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 20_000 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Extension[] people = [.. simulator.State.Account.Extensions];
        Stopwatch watch = Stopwatch.StartNew();
        int good = 0;
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            if ((await client.GetAsync($"{Start.Extension}/{people[i].Id}")).Status == 200)
            {
                Interlocked.Increment(ref good);
            }
        });
        TestContext.Current.SendDiagnosticMessage($"{10_000 / watch.Elapsed.TotalSeconds:0} single reads a second, client and simulator in one process");
        Assert.Equal(10_000, good);
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>
/// A real server lives a random life; a hub for each way of following it imports after each batch of changes. Each hub then equals a second
/// one that was filled by a single full import, and what the test's own log says.
/// </summary>
internal sealed class ScriptedLife(LifeMirror server, RandomLife life, LifeScope scope, ModelDomain domain, Random random) : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly List<(ChangeMethod Method, LifeHub Hub, LifeLog Log)> _followers = [];
    private int _batches;
    private int _guards;
    private int _interruptions;

    /// <summary>So many changes in so many batches; tells after each what was done so far, in a line.</summary>
    public async Task RunAsync(int changes, int batches, Action<string> tell)
    {
        long began = Stopwatch.GetTimestamp();
        foreach (ChangeMethod method in server.Methods)
        {
            LifeHub hub = await LifeHub.StartAsync(server, scope, method, _time);
            LifeLog log = new(domain, scope, server.KeyOf);
            _followers.Add((method, hub, log));
            await hub.ImportAsync();
            Assert.Contains("it is the first one", Assert.Single(hub.Told), StringComparison.Ordinal);
            log.Advance(_time.GetUtcNow());
            await log.CheckAsync(hub.Hub);
            await hub.HoldAsync();
        }

        for (; _batches < batches; _batches++)
        {
            _time.Advance(TimeSpan.FromHours(9));
            life.Seen();
            while (life.Log.Count < changes / batches)
            {
                life.Step();
                server.Write();
                if (server.IsUrgent)
                {
                    await server.FlushAsync();
                }
            }

            await server.FlushAsync();
            await CheckAsync();
            tell($"{scope.Kind}: {domain.People.Count()} people, {life.Kinds.Values.Sum()} changes in {_batches + 1} batches ({string.Join(", ", life.Kinds.Select(kind => $"{kind.Value} {kind.Key}"))}); "
                + $"{_guards} imports stopped by the guard, {_interruptions} interrupted; {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((_, LifeHub hub, _) in _followers)
        {
            await hub.DisposeAsync();
        }
    }

    private async Task CheckAsync()
    {
        await using LifeHub fresh = await LifeHub.StartAsync(server, scope, _followers[0].Method, _time);
        await fresh.ImportAsync();
        foreach ((ChangeMethod method, LifeHub hub, LifeLog log) in _followers)
        {
            try
            {
                await FollowAsync(method, hub);
                await HubComparison.CheckAsync(hub.Hub, fresh.Hub, life.Broken.Keys.Select(server.KeyOf).ToHashSet());
                log.Advance(_time.GetUtcNow());
                await log.CheckAsync(hub.Hub);
                Assert.Empty(await hub.ImportAsync());
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"by {method}, batch {_batches}; the last changes: {string.Join("\n", life.Log)}", error);
            }
        }
    }

    private async Task FollowAsync(ChangeMethod method, LifeHub hub)
    {
        if (random.Next(4) == 0)
        {
            bool dies = random.Next(2) == 0;
            await hub.InterruptAsync(dies ? random.Next(1, 9) : int.MaxValue, dies ? int.MaxValue : random.Next(4));
            _interruptions++;
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        await ImportAsync(hub, new ImportRequest());
        if (method == ChangeMethod.ModifyTimestamp)
        {
            // It does not see who is gone, and says so; keys and change marks show them.
            Assert.Contains("Deletions: modifyTimestamp", Assert.Single(hub.Told), StringComparison.Ordinal);
            await ImportAsync(hub, new ImportRequest { Verify = true });
            Assert.Contains(" 0 lacking in the hub, ", Assert.Single(hub.Told), StringComparison.Ordinal);
            Assert.Contains(" too many, 0 different (", hub.Told[0], StringComparison.Ordinal);
            return;
        }

        Assert.Empty(hub.Told);
        if (random.Next(4) == 0)
        {
            // A verify pass finds nothing that the import missed.
            Assert.Empty(await hub.ImportAsync(new ImportRequest { Verify = true }));
            Assert.Contains(" 0 lacking in the hub, 0 too many, 0 different (", Assert.Single(hub.Told), StringComparison.Ordinal);
            Assert.EndsWith(" 0 different.", hub.Told[0], StringComparison.Ordinal);
        }
    }

    private async Task ImportAsync(LifeHub hub, ImportRequest request)
    {
        HashSet<string> active = await LifeLog.ActiveAsync(hub.Hub);
        await hub.ImportAsync(request);
        if (hub.Stopped is not null)
        {
            _guards++;
            Assert.Superset(active, await LifeLog.ActiveAsync(hub.Hub));
            await hub.ImportAsync(request with { AcceptGuard = true });
        }
    }
}

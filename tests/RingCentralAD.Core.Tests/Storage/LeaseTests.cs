using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>One worker at a time, and who comes back late writes nothing.</summary>
public abstract class LeaseTests(IHubPlace place) : StoreSuite(place)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_held_lease_is_refused_with_who_and_since_when()
    {
        await Store.AcquireLeaseAsync("Import", "host1/4711", s_minute, Token);
        Clock.Advance(TimeSpan.FromSeconds(59));
        IHubStore other = await OpenAgainAsync();
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(() => other.AcquireLeaseAsync("Import", "host2/1", s_minute, Token));
        Assert.Equal("HubBusy", exception.ErrorId);
        Assert.Equal(ErrorKind.Busy, exception.Kind);
        Assert.All(["host1/4711", "Import", "2026-03-01 08:00:00 UTC"], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Contains("2026-03-01 08:01:00 UTC", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_stage_has_a_lease_of_its_own()
    {
        Lease import = await Store.AcquireLeaseAsync("Import", "a", s_minute, Token);
        Lease provisioning = await Store.AcquireLeaseAsync("Provisioning", "b", s_minute, Token);
        Assert.Equal((1, 1), (import.Number, provisioning.Number));
    }

    [Fact]
    public async Task Who_wakes_late_writes_nothing()
    {
        IHubStore other = await OpenAgainAsync();
        Lease first = await Store.AcquireLeaseAsync("Import", "a", s_minute, Token);
        Clock.Advance(s_minute);
        Lease second = await other.AcquireLeaseAsync("Import", "b", s_minute, Token);
        Assert.Equal((2, "b", Clock.GetUtcNow(), Clock.GetUtcNow() + s_minute), (second.Number, second.Holder, second.Since, second.Until));

        foreach (Func<Task> late in new Func<Task>[] { () => Store.BeginAsync(first, Token), () => Store.RenewLeaseAsync(first, s_minute, Token) })
        {
            RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(late);
            Assert.Equal(("LeaseLost", ErrorKind.Busy), (exception.ErrorId, exception.Kind));
        }

        await Store.ReleaseLeaseAsync(first, Token);
        await using IHubTransaction transaction = await other.BeginAsync(second, Token);
        await transaction.CommitAsync(Token);
    }

    [Fact]
    public async Task A_lease_that_ran_out_untaken_still_writes_and_renews()
    {
        Lease lease = await Store.AcquireLeaseAsync("Import", "a", s_minute, Token);
        Clock.Advance(TimeSpan.FromHours(1));
        await using (IHubTransaction transaction = await Store.BeginAsync(lease, Token))
        {
            await transaction.SaveAsync([new Setting("a", "")], Token);
            await transaction.CommitAsync(Token);
        }

        Lease renewed = await Store.RenewLeaseAsync(lease, s_minute, Token);
        Assert.Equal(lease with { Until = Clock.GetUtcNow() + s_minute }, renewed);
        await Assert.ThrowsAsync<RingCentralAdException>(() => Store.AcquireLeaseAsync("Import", "b", s_minute, Token));
    }

    [Fact]
    public async Task A_renewed_lease_is_held_longer()
    {
        Lease lease = await Store.AcquireLeaseAsync("Import", "a", s_minute, Token);
        Clock.Advance(TimeSpan.FromSeconds(50));
        await Store.RenewLeaseAsync(lease, s_minute, Token);
        Clock.Advance(TimeSpan.FromSeconds(50));
        await Assert.ThrowsAsync<RingCentralAdException>(() => Store.AcquireLeaseAsync("Import", "b", s_minute, Token));
    }

    [Fact]
    public async Task A_released_lease_is_free_and_its_number_goes_on_growing()
    {
        Lease first = await Store.AcquireLeaseAsync("Import", "a", s_minute, Token);
        await Store.ReleaseLeaseAsync(first, Token);
        Assert.Equal("LeaseLost", (await Assert.ThrowsAsync<RingCentralAdException>(() => Store.BeginAsync(first, Token))).ErrorId);
        Lease second = await Store.AcquireLeaseAsync("Import", "a", s_minute, Token);
        Assert.Equal(2, second.Number);
        await Store.ReleaseLeaseAsync(first, Token);
        await Assert.ThrowsAsync<RingCentralAdException>(() => Store.AcquireLeaseAsync("Import", "b", s_minute, Token));
    }

    [Fact]
    public async Task A_refused_transaction_leaves_the_store_usable()
    {
        Lease stranger = new("Import", "nobody", 7, Clock.GetUtcNow(), Clock.GetUtcNow());
        await Assert.ThrowsAsync<RingCentralAdException>(() => Store.BeginAsync(stranger, Token));
        await SaveAsync(new Setting("a", ""));
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        IHubStore other = await OpenAgainAsync();
        int won = 0;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            async () =>
            {
                try
                {
                    await (i % 2 == 0 ? Store : other).AcquireLeaseAsync("Import", $"host/{i}", s_minute, Token);
                    Interlocked.Increment(ref won);
                }
                catch (RingCentralAdException exception) when (exception.ErrorId == "HubBusy")
                {
                }
            },
            Token)));
        Assert.Equal(1, won);
    }
}

namespace RingCentralAD.Simulator.Tests;

public sealed class ClockTests
{
    [Fact]
    public async Task Waits_end_when_the_clock_is_set_forward()
    {
        SimulatorClock clock = new();
        Task hour = Task.Delay(TimeSpan.FromHours(1), clock, TestContext.Current.CancellationToken);
        Task day = Task.Delay(TimeSpan.FromDays(1), clock, TestContext.Current.CancellationToken);
        DateTimeOffset before = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(2));
        await hour;
        Assert.False(day.IsCompleted);
        Assert.True(clock.GetUtcNow() - before >= TimeSpan.FromHours(2));
        clock.Advance(TimeSpan.FromDays(1));
        await day;
    }

    [Fact]
    public async Task A_fast_clock_rings_early_and_never_before_its_own_time()
    {
        SimulatorClock clock = new(10_000);
        DateTimeOffset due = clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        await Task.Delay(TimeSpan.FromMinutes(10), clock, TestContext.Current.CancellationToken);
        Assert.True(clock.GetUtcNow() >= due);
    }

    [Fact]
    public async Task A_period_rings_again_and_again_until_disposed()
    {
        SimulatorClock clock = new();
        using SemaphoreSlim rang = new(0);
        await using (clock.CreateTimer(_ => rang.Release(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1)))
        {
            for (int i = 0; i < 3; i++)
            {
                clock.Advance(TimeSpan.FromHours(1));
                await rang.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(0, rang.CurrentCount);
    }
}

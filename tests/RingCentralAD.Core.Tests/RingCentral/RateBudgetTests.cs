using RingCentralAD.Core.RingCentral;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class RateBudgetTests
{
    private readonly DrivenTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Light", 50, 1)]
    [InlineData("Medium", 40, 1)]
    [InlineData("Medium", 40, 8)]
    [InlineData("Heavy", 10, 4)]
    public async Task The_whole_allowance_is_used_and_no_429_provoked(string group, int limit, int callers)
    {
        CountingServer server = new(_time, group, limit);
        RateBudget budget = new(group, _time);
        Sleepers sleepers = new(_time, budget, callers);
        int calls = limit * 10;
        int left = calls;
        DateTimeOffset start = _time.GetUtcNow();

        await _time.DriveAsync(
            Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    RatePlace place = await TakeAsync(budget);
                    await sleepers.SleepAsync(TimeSpan.FromMilliseconds(100));
                    RateHeaders headers = server.Count();
                    await sleepers.SleepAsync(TimeSpan.FromMilliseconds(100));
                    budget.Used(place, headers);
                }

                sleepers.GoneHome();
            })));

        Assert.Equal(0, server.Refused);
        // The first window's worth is free at once, so the optimum for ten windows' worth is nine windows.
        double optimum = 9 * 60;
        double taken = (_time.GetUtcNow() - start).TotalSeconds;
        Assert.True(optimum / taken >= 0.95, $"{calls} calls took {taken:0.0} s, the optimum is {optimum} s.");
        Assert.Equal(calls, budget.Snapshot().Requests);
    }

    [Fact]
    public async Task Until_the_first_answer_one_request_goes_ahead_alone()
    {
        RateBudget budget = new("Medium", _time);
        RatePlace first = await TakeAsync(budget);
        Task<RatePlace> second = TakeAsync(budget);

        Assert.False(second.IsCompleted);
        Assert.False(budget.Snapshot().Known);

        budget.Used(first, new RateHeaders("Medium", 40, 39, TimeSpan.FromSeconds(60)));
        await second;
        Assert.True(budget.Snapshot().Known);
    }

    [Fact]
    public async Task The_one_that_goes_ahead_holds_the_others_up_for_a_while_only()
    {
        RateBudget budget = new("Medium", _time);
        await TakeAsync(budget);
        Task<RatePlace>[] others = [TakeAsync(budget), TakeAsync(budget)];
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await Task.Delay(20, Stop);
        Assert.All(others, one => Assert.False(one.IsCompleted));

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await others[0];
        _time.Advance(TimeSpan.FromSeconds(5.1));
        await others[1];
    }

    [Fact]
    public async Task After_a_while_without_answers_one_goes_ahead_again()
    {
        RateBudget budget = new("Light", _time);
        RateHeaders headers = new("Light", 50, 49, TimeSpan.FromSeconds(60));
        budget.Used(await TakeAsync(budget), headers);
        budget.Used(await TakeAsync(budget), headers with { Remaining = 48 });
        _time.Advance(TimeSpan.FromSeconds(11));

        RatePlace ahead = await TakeAsync(budget);
        Task<RatePlace> next = TakeAsync(budget);
        Assert.False(next.IsCompleted);
        budget.Used(ahead, headers with { Remaining = 0 });
        await Task.Delay(20, Stop);
        Assert.False(next.IsCompleted);
        Assert.Equal(0, budget.Snapshot().Remaining);
    }

    [Fact]
    public async Task What_others_used_up_is_not_ours_to_use()
    {
        RateBudget budget = new("Heavy", _time);
        RatePlace first = await TakeAsync(budget);
        budget.Used(first, new RateHeaders("Heavy", 10, 2, TimeSpan.FromSeconds(60)));

        Assert.Equal(2, budget.Snapshot().Remaining);
        await TakeAsync(budget);
        await TakeAsync(budget);
        Task<RatePlace> fourth = TakeAsync(budget);
        await Task.Delay(20, Stop);
        Assert.False(fourth.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(61));
        await fourth;
    }

    [Fact]
    public async Task A_penalty_stops_the_whole_group_and_then_lets_one_through_first()
    {
        RateBudget budget = new("Light", _time);
        budget.Used(await TakeAsync(budget), new RateHeaders("Light", 50, 49, TimeSpan.FromSeconds(60)));
        budget.Block(TimeSpan.FromSeconds(30));
        Task<RatePlace>[] waiting = [TakeAsync(budget), TakeAsync(budget), TakeAsync(budget)];

        Assert.Equal(0, budget.Snapshot().Remaining);
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), budget.Snapshot().FreeAt);
        _time.Advance(TimeSpan.FromSeconds(29.9));
        await Task.Delay(20, Stop);
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        _time.Advance(TimeSpan.FromSeconds(0.2));
        RatePlace probe = await waiting[0];
        await Task.Delay(20, Stop);
        Assert.False(waiting[1].IsCompleted);

        budget.Used(probe, null);
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Those_who_wait_are_served_in_turn_and_may_leave()
    {
        RateBudget budget = new("Auth", _time);
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        List<int> served = [];
        RatePlace held = await TakeAsync(budget);
        Task[] tasks = [.. Enumerable.Range(0, 4).Select(async index =>
        {
            RatePlace place = await TakeAsync(budget, index == 1 ? leave.Token : Stop);
            lock (served)
            {
                served.Add(index);
            }

            budget.Used(place, null);
        })];
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tasks[1]);
        Assert.Equal(3, budget.Snapshot().Waiting);

        budget.Used(held, null);
        await Task.WhenAll(tasks[0], tasks[2], tasks[3]);
        Assert.Equal([0, 2, 3], served.Order());
    }

    [Fact]
    public async Task A_request_that_never_left_costs_nothing()
    {
        RateBudget budget = new("Heavy", _time);
        for (int attempt = 0; attempt < 50; attempt++)
        {
            await TakeAsync(budget);
            budget.Unused();
        }

        Assert.Equal(10, budget.Snapshot().Remaining);
        Assert.Equal(0, budget.Snapshot().Requests);
    }

    [Fact]
    public async Task Slow_work_at_the_other_end_costs_no_allowance()
    {
        CountingServer server = new(_time, "Heavy", 10);
        RateBudget budget = new("Heavy", _time);
        Sleepers sleepers = new(_time, budget, 10);
        int left = 40;
        DateTimeOffset start = _time.GetUtcNow();
        await _time.DriveAsync(Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                RatePlace place = await TakeAsync(budget);
                RateHeaders headers = server.Count();
                await sleepers.SleepAsync(TimeSpan.FromSeconds(20));
                budget.Used(place, headers);
            }

            sleepers.GoneHome();
        })));

        Assert.Equal(0, server.Refused);
        // Three more windows after the first, each two seconds late for the way there, the first one held up by the one that goes ahead.
        Assert.InRange((_time.GetUtcNow() - start).TotalSeconds, 200, 240);
    }

    [Fact]
    public async Task Those_who_would_not_wait_so_long_are_sent_away_at_once()
    {
        RateBudget budget = new("Light", _time);
        RatePlace ahead = await TakeAsync(budget);
        Task<bool> impatient = budget.TakeAsync(TimeSpan.FromMinutes(1), Stop);
        Task<bool> patient = budget.TakeAsync(TimeSpan.FromHours(3), Stop);
        budget.Block(TimeSpan.FromHours(2));
        budget.Used(ahead, null, refused: true);

        Assert.False(await impatient);
        Assert.False(await budget.TakeAsync(TimeSpan.FromMinutes(1), Stop));
        Assert.False(patient.IsCompleted);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.True(await patient);
    }

    [Fact]
    public async Task A_raised_limit_is_used_at_once()
    {
        RateBudget budget = new("Heavy", _time);
        budget.Used(await TakeAsync(budget), new RateHeaders("Heavy", 5000, 4999, TimeSpan.FromSeconds(60)));
        for (int call = 0; call < 4999; call++)
        {
            budget.Used(await TakeAsync(budget), new RateHeaders("Heavy", 5000, 4998 - call, TimeSpan.FromSeconds(60)));
        }

        Assert.Equal(0, budget.Snapshot().Remaining);
    }

    private static async Task<RatePlace> TakeAsync(RateBudget budget, CancellationToken? stop = null)
    {
        Assert.True(await budget.TakeAsync(TimeSpan.FromMinutes(15), stop ?? Stop));
        return budget.Sending();
    }

    /// <summary>The clock stands still while one of the callers neither sleeps nor waits for the budget: a busy machine may hold a thread up anywhere.</summary>
    private sealed class Sleepers
    {
        private readonly DrivenTime _time;
        private int _asleep;
        private int _callers;

        public Sleepers(DrivenTime time, RateBudget budget, int callers)
        {
            _time = time;
            _callers = callers;
            time.IsBusy = () => Volatile.Read(ref _asleep) + budget.Snapshot().Waiting < Volatile.Read(ref _callers);
        }

        public async Task SleepAsync(TimeSpan howLong)
        {
            TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Increment(ref _asleep);
            await using ITimer timer = _time.CreateTimer(
                _ =>
                {
                    Interlocked.Decrement(ref _asleep);
                    over.SetResult();
                },
                null,
                howLong,
                Timeout.InfiniteTimeSpan);
            await over.Task;
        }

        public void GoneHome() => Interlocked.Decrement(ref _callers);
    }

    /// <summary>Counts as RingCentral says it does: so many in any window; one too many is refused and starts the penalty anew.</summary>
    private sealed class CountingServer(TimeProvider time, string group, int limit)
    {
        private readonly Queue<DateTimeOffset> _counted = new();
        private readonly Lock _gate = new();

        public int Refused { get; private set; }

        public RateHeaders Count()
        {
            lock (_gate)
            {
                DateTimeOffset now = time.GetUtcNow();
                while (_counted.TryPeek(out DateTimeOffset first) && first <= now.AddSeconds(-60))
                {
                    _counted.Dequeue();
                }

                if (_counted.Count >= limit)
                {
                    Refused++;
                }
                else
                {
                    _counted.Enqueue(now);
                }

                return new RateHeaders(group, limit, limit - _counted.Count, TimeSpan.FromSeconds(60));
            }
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>A clock that jumps to the next timer whenever everybody waits for it.</summary>
internal sealed class DrivenTime : FakeTimeProvider
{
    private static readonly TimeSpan s_far = TimeSpan.FromSeconds(65);

    private readonly ConcurrentDictionary<WatchedTimer, DateTimeOffset> _due = new();
    private int _changes;

    /// <summary>Jumps also more than a minute ahead: only a request's time-out is that far away, and it must not end a request that is being answered.</summary>
    public bool FarToo { get; set; }

    /// <summary>Says that somebody is at work on a real socket, so that the clock stands still.</summary>
    public Func<bool> IsBusy { get; set; } = () => false;

    /// <summary>How long nothing must have stirred before the clock jumps: where real sockets are at work, a thread may be between two requests.</summary>
    public TimeSpan Patience { get; set; }

    public async Task<T> DriveAsync<T>(Task<T> work)
    {
        await DriveAsync((Task)work);
        return await work;
    }

    /// <summary>
    /// Whether another thread of the pool is at work at this moment, waiting for a processor included. Of use only where no other test runs.
    /// </summary>
    public static bool OthersAtWork
    {
        get
        {
            ThreadPool.GetMaxThreads(out int most, out _);
            ThreadPool.GetAvailableThreads(out int free, out _);
            return most - free > (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
        }
    }

    /// <summary>Drives the clock until the work has ended.</summary>
    public async Task DriveAsync(Task work)
    {
        long jumped = Environment.TickCount64;
        while (!work.IsCompleted)
        {
            await SettleAsync();
            if (Environment.TickCount64 - jumped > (IsBusy() ? 600_000 : 300_000))
            {
                throw new TimeoutException($"Nothing has stirred for five minutes; busy: {IsBusy()}; timers due in: {string.Join(", ", _due.Values.Select(due => due - GetUtcNow()).Order())}");
            }

            if (!work.IsCompleted)
            {
                DateTimeOffset now = GetUtcNow();
                DateTimeOffset[] due = [.. _due.Values.Where(time => time > now)];
                if (due.Length > 0 && (FarToo || due.Min() - now < s_far) && await IsQuietAsync())
                {
                    Advance(due.Min() - now);
                    jumped = Environment.TickCount64;
                }
                else
                {
                    // Somebody is between two timers, or on a real socket.
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                }
            }
        }

        await work;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        WatchedTimer watched = new(this, callback, state);
        watched.Inner = base.CreateTimer(watched.Fire, null, dueTime, period);
        watched.Note(dueTime);
        return watched;
    }

    private async Task<bool> IsQuietAsync()
    {
        int before = Volatile.Read(ref _changes);
        if (Patience > TimeSpan.Zero)
        {
            await Task.Delay(Patience, TestContext.Current.CancellationToken);
        }

        return !IsBusy() && before == Volatile.Read(ref _changes);
    }

    private static async Task SettleAsync()
    {
        for (int round = 0; round < 3; round++)
        {
            await Task.Yield();
            for (int turn = 0; turn < 1_000 && ThreadPool.PendingWorkItemCount > 0; turn++)
            {
                await Task.Yield();
            }
        }
    }

    private sealed class WatchedTimer(DrivenTime owner, TimerCallback callback, object? state) : ITimer
    {
        public ITimer Inner { get; set; } = null!;

        public void Fire(object? unused)
        {
            if (owner._due.TryGetValue(this, out DateTimeOffset due) && due <= owner.GetUtcNow())
            {
                owner._due.TryRemove(new KeyValuePair<WatchedTimer, DateTimeOffset>(this, due));
            }

            callback(state);
        }

        public void Note(TimeSpan dueTime)
        {
            Interlocked.Increment(ref owner._changes);
            if (dueTime < TimeSpan.Zero)
            {
                owner._due.TryRemove(this, out _);
            }
            else
            {
                owner._due[this] = owner.GetUtcNow() + dueTime;
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Note(dueTime);
            return Inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            Interlocked.Increment(ref owner._changes);
            owner._due.TryRemove(this, out _);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

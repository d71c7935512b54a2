namespace RingCentralAD.Simulator;

/// <summary>
/// A clock that runs faster than the machine's and can be set forward: for simulators that are processes of their
/// own, whose clients read its time over the control interface. Tests in one process use a FakeTimeProvider instead.
/// </summary>
public sealed class SimulatorClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<ScaledTimer> _timers = [];
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startStamp = System.GetTimestamp();
    private TimeSpan _advanced;

    /// <summary>A clock that runs <paramref name="speed"/> times as fast as the machine's.</summary>
    public SimulatorClock(double speed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        Speed = speed;
    }

    /// <summary>How many of its seconds pass in one.</summary>
    public double Speed { get; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start + (System.GetElapsedTime(_startStamp) * Speed) + _advanced;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Sets the clock forward; timers that are due fire at once.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        ScaledTimer[] timers;
        lock (_gate)
        {
            _advanced += span;
            timers = [.. _timers];
        }

        foreach (ScaledTimer timer in timers)
        {
            timer.Arm();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ScaledTimer timer = new(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ScaledTimer(SimulatorClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly Lock _arming = new();
        private ITimer? _inner;
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_arming)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                _period = period;
            }

            return Arm();
        }

        public bool Arm()
        {
            lock (_arming)
            {
                if (_disposed)
                {
                    return false;
                }

                TimeSpan wait = _due is not { } due ? Timeout.InfiniteTimeSpan
                    : due <= clock.GetUtcNow() ? TimeSpan.Zero
                    : (due - clock.GetUtcNow()) / clock.Speed;
                wait = wait < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : wait;
                _inner ??= System.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return _inner.Change(wait, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            lock (_arming)
            {
                _disposed = true;
                _inner?.Dispose();
            }

            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            lock (_arming)
            {
                if (_disposed || _due is not { } due)
                {
                    return;
                }

                // A timer of the machine may ring a little early; then wait for the rest.
                if (due > clock.GetUtcNow())
                {
                    Arm();
                    return;
                }

                _due = _period > TimeSpan.Zero ? clock.GetUtcNow() + _period : null;
                if (_due is not null)
                {
                    Arm();
                }
            }

            callback(state);
        }
    }
}

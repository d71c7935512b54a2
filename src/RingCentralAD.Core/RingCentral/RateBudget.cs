namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// The allowance of one rate group: a sliding window, shared by all connections of the process, first come, first served.
/// </summary>
/// <remarks>
/// A place in the window is taken when a request leaves and is free again one window after its answer came, or after it had time to
/// arrive: RingCentral counts a request when it comes in, so its own window is never overrun by us, and little is lost. Before the first answer, after a penalty, and after a while without any, one request goes ahead alone to
/// learn how things stand.
/// </remarks>
internal sealed class RateBudget : IDisposable
{
    // Beyond the window's end, so that an answer on the very edge is not counted twice.
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(20);

    // How long a request may be on its way to RingCentral; work that takes longer there costs no allowance.
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_penalty = TimeSpan.FromSeconds(30);

    // How long what RingCentral said last is believed: meanwhile others may have used the allowance up.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(10);

    // How long the others wait for the one that goes ahead.
    private static readonly TimeSpan s_ahead = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _line = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly HeldPlaces _held = new();
    private readonly UseByOthers _others = new();
    private TimeSpan _window = RateGroups.DefaultWindow;
    private TimeSpan _answeredAt;
    private TimeSpan _blockedUntil = TimeSpan.Zero;
    private int _limit;
    private int _refusedInARow;
    private int _inFlight;
    private long _requests;
    private TimeSpan _aloneUntil;
    private bool _unsure = true;
    private bool _known;

    public RateBudget(string group, TimeProvider time)
    {
        Group = group;
        _time = time;
        _start = time.GetTimestamp();
        _limit = RateGroups.DefaultLimit(group);
        _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Group { get; }

    /// <summary>How long the group is closed from now on: zero unless a penalty runs.</summary>
    public TimeSpan BlockedFor
    {
        get
        {
            lock (_gate)
            {
                TimeSpan left = _blockedUntil - Now;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits for a place in the window; the caller gives it back by <see cref="Used"/> or <see cref="Unused"/>.</summary>
    /// <param name="longestWait">The longest closing of the group to wait out; zero takes a place at once or none.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <returns>True; false where the caller would have to wait longer.</returns>
    public async Task<bool> TakeAsync(TimeSpan longestWait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter = new(longestWait);
        LinkedListNode<Waiter> node;
        lock (_gate)
        {
            node = _line.AddLast(waiter);
        }

        Pump();
        if (longestWait == TimeSpan.Zero)
        {
            Leave(node, () => waiter.Turn.TrySetResult(false));
        }

        await using (cancellationToken.UnsafeRegister(_ => Leave(node, () => waiter.Turn.TrySetCanceled(cancellationToken)), null).ConfigureAwait(false))
        {
            return await waiter.Turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>The moment a request leaves.</summary>
    public RatePlace Sending() => new(Now);

    /// <summary>The request was sent, and RingCentral counted it or may have.</summary>
    public void Used(RatePlace place, RateHeaders? headers, bool refused = false)
    {
        lock (_gate)
        {
            _inFlight--;
            _refusedInARow = refused ? _refusedInARow : 0;
            _requests++;
            TimeSpan now = Now;
            if (headers is not null)
            {
                _limit = headers.Limit;
                _window = headers.Window;
                _known = true;
                _others.Learn(headers, _held.FreeAfter(place.Sent) + _inFlight + 1, _inFlight == 0, now);
            }

            _unsure = false;
            _aloneUntil = TimeSpan.Zero;
            _answeredAt = now;
            TimeSpan counted = now < place.Sent + s_arrival ? now : place.Sent + s_arrival;
            _held.Add(counted + _window + Margin, now - _window - _window);
        }

        Pump();
    }

    /// <summary>The request never left, or RingCentral counted it elsewhere.</summary>
    public void Unused()
    {
        lock (_gate)
        {
            _inFlight--;
        }

        Pump();
    }

    /// <summary>RingCentral named this group for a request that was sent as one of another group.</summary>
    public void Adopt(RatePlace place, RateHeaders headers, bool refused)
    {
        lock (_gate)
        {
            _inFlight++;
        }

        Used(place, headers, refused);
    }

    /// <summary>
    /// RingCentral refused a request for its rate: nothing goes out for so long, since each try starts the penalty anew. Where it does not
    /// say how long, 30 s (RingCentral's guide); where that was too soon, a whole window.
    /// </summary>
    public void Block(TimeSpan? wait)
    {
        lock (_gate)
        {
            TimeSpan until = Now + (wait ?? (_refusedInARow++ == 0 ? s_penalty : _window + Margin));
            _blockedUntil = until > _blockedUntil ? until : _blockedUntil;
            _unsure = true;
            // How much others hold, the one that goes ahead will learn: RingCentral has said when it may.
            _others.Forget();
        }

        Pump();
    }

    public RequestBudget Snapshot()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            TimeSpan wait = Next(now) ?? TimeSpan.Zero;
            return new RequestBudget
            {
                Group = Group,
                Limit = _limit,
                Window = _window,
                Remaining = _blockedUntil > now ? 0 : Math.Max(0, Room(now) - _line.Count),
                FreeAt = _time.GetUtcNow() + wait,
                Waiting = _line.Count,
                Requests = _requests,
                Known = _known,
            };
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Hands places to those first in line, and sets the clock for the next one.</summary>
    private void Pump()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            SendAway(_blockedUntil - now);
            while (_line.First is { } first && MayGo(now))
            {
                _line.RemoveFirst();
                if (first.Value.Turn.TrySetResult(true))
                {
                    _aloneUntil = _unsure || (_inFlight == 0 && now - _answeredAt > s_fresh) ? now + s_ahead : _aloneUntil;
                    _inFlight++;
                }
            }

            TimeSpan? next = _line.First is null ? null : Next(now);
            _timer.Change(next is TimeSpan wait && wait > TimeSpan.Zero ? wait : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Those who would not wait so long are told at once.</summary>
    private void SendAway(TimeSpan blocked)
    {
        for (LinkedListNode<Waiter>? node = _line.First; node is not null && blocked > TimeSpan.Zero;)
        {
            LinkedListNode<Waiter> here = node;
            node = node.Next;
            if (blocked > here.Value.LongestWait)
            {
                _line.Remove(here);
                here.Value.Turn.TrySetResult(false);
            }
        }
    }

    private bool MayGo(TimeSpan now) =>
        _blockedUntil <= now && (_inFlight == 0 || _aloneUntil <= now) && Room(now) > 0;

    private int Room(TimeSpan now) =>
        _limit - _held.FreeAfter(now) - _inFlight - _others.At(now);

    /// <summary>How long until the next place by the clock alone; null when it hangs on an answer.</summary>
    private TimeSpan? Next(TimeSpan now)
    {
        if (_blockedUntil > now)
        {
            return _blockedUntil - now;
        }

        if (Room(now) > 0)
        {
            return _inFlight > 0 && _aloneUntil > now ? _aloneUntil - now : TimeSpan.Zero;
        }

        TimeSpan? held = _held.NextAfter(now);
        TimeSpan? others = _others.FreeAfter(now);
        TimeSpan? next = held is null || others < held ? others : held;

        // Timers count in whole milliseconds: a hair too late is harmless, a hair too early would wake for nothing.
        return next - now + TimeSpan.FromMilliseconds(1);
    }

    private void Leave(LinkedListNode<Waiter> node, Func<bool> end)
    {
        lock (_gate)
        {
            if (node.List is not null && end())
            {
                _line.Remove(node);
            }
        }

        Pump();
    }

    private sealed record Waiter(TimeSpan LongestWait)
    {
        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A place in a group's window, and when its request left.</summary>
internal readonly record struct RatePlace(TimeSpan Sent);

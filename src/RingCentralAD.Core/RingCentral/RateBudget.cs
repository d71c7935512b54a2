namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// The allowance of one rate group: a sliding window, shared by all connections of the process, first come, first served.
/// </summary>
/// <remarks>
/// A place in the window is taken when a request leaves and is free again one window after its answer came:
/// RingCentral counted it somewhere between the two, so its own window can never be overrun by us, and only the time
/// on the way is lost. Until the first answer, and after a penalty, one request goes ahead alone to learn how things stand.
/// </remarks>
internal sealed class RateBudget : IDisposable
{
    // Beyond the window's end, so that an answer on the very edge is not counted twice.
    private static readonly TimeSpan s_margin = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan s_penalty = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _line = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly HeldPlaces _held = new();
    private TimeSpan _window = RateGroups.DefaultWindow;
    private TimeSpan _blockedUntil = TimeSpan.Zero;
    private TimeSpan _othersUntil = TimeSpan.Zero;
    private int _limit;
    private int _others;
    private int _refusedInARow;
    private int _inFlight;
    private long _requests;
    private bool _goAlone = true;
    private bool _known;

    public RateBudget(string group, TimeProvider time)
    {
        Group = group;
        _time = time;
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

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>Waits for a place in the window; the caller gives it back by exactly one of the three methods below.</summary>
    public async Task<RatePlace> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource> node;
        lock (_gate)
        {
            node = _line.AddLast(turn);
        }

        Pump();
        await using (cancellationToken.UnsafeRegister(_ => Leave(node, cancellationToken), null).ConfigureAwait(false))
        {
            await turn.Task.ConfigureAwait(false);
        }

        return new RatePlace(Now);
    }

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
                CountOthers(headers, _held.FreeAfter(place.Taken) + _inFlight + 1, now);
            }

            _goAlone = false;
            _held.Add(now + _window + s_margin, now - _window - _window);
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
            TimeSpan until = Now + (wait ?? (_refusedInARow++ == 0 ? s_penalty : _window + s_margin));
            _blockedUntil = until > _blockedUntil ? until : _blockedUntil;
            _goAlone = true;
            // How much others hold, the one that goes ahead will learn: RingCentral has said when it may.
            _others = 0;
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
            while (_line.First is { } first && MayGo(now))
            {
                _line.RemoveFirst();
                if (first.Value.TrySetResult())
                {
                    _inFlight++;
                }
            }

            TimeSpan? next = _line.First is null ? null : Next(now);
            _timer.Change(next is TimeSpan wait && wait > TimeSpan.Zero ? wait : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private bool MayGo(TimeSpan now) =>
        _blockedUntil <= now && !(_goAlone && _inFlight > 0) && Room(now) > 0;

    private int Room(TimeSpan now) =>
        _limit - _held.FreeAfter(now) - _inFlight - (_othersUntil > now ? _others : 0);

    /// <summary>How long until the next place by the clock alone; null when it hangs on an answer.</summary>
    private TimeSpan? Next(TimeSpan now)
    {
        if (_blockedUntil > now)
        {
            return _blockedUntil - now;
        }

        if (Room(now) > 0)
        {
            return _goAlone && _inFlight > 0 ? null : TimeSpan.Zero;
        }

        TimeSpan? held = _held.NextAfter(now);
        TimeSpan? others = _othersUntil > now && _others > 0 ? _othersUntil : null;
        TimeSpan? next = held is null || others < held ? others : held;

        // Timers count in whole milliseconds: a hair too late is harmless, a hair too early would wake for nothing.
        return next - now + TimeSpan.FromMilliseconds(1);
    }

    /// <summary>
    /// What RingCentral counts beyond our own requests was used up by somebody else, at a time within the window that we do not know.
    /// While requests of ours are on the way the difference is a lower bound, so it only raises what was found before.
    /// </summary>
    private void CountOthers(RateHeaders headers, int ours, TimeSpan now)
    {
        int others = headers.Limit - headers.Remaining - ours;
        bool running = _othersUntil > now;
        if (others > (running ? _others : 0))
        {
            _others = others;
            _othersUntil = now + _window + s_margin;
        }
        else if (_inFlight == 0)
        {
            _others = Math.Max(0, others);
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (node.List is not null && node.Value.TrySetCanceled(cancellationToken))
            {
                _line.Remove(node);
            }
        }

        Pump();
    }
}

/// <summary>A place in a group's window, and when it was taken.</summary>
internal readonly record struct RatePlace(TimeSpan Taken);

using System.Collections.Concurrent;
using System.Threading.Channels;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>A bound connection that many operations share: one background reader hands each answer to the request it belongs to.</summary>
internal sealed class LdapChannel : IAsyncDisposable
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly LdapWire _wire;
    private readonly ConcurrentDictionary<int, LdapOperation> _pending = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<bool> _readOn = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _reader;
    private bool _isPaused;
    private LdapException? _failure;
    private long _lastHeard;
    private int _lastId = 100;

    public LdapChannel(LdapWire wire, LdapOptions options)
    {
        (_wire, Options) = (wire, options);
        _lastHeard = options.Time.GetTimestamp();
        _reader = Task.Run(ReadAsync);
    }

    public LdapOptions Options { get; }

    public bool IsOpen => Volatile.Read(ref _failure) is null;

    public bool HeardSince(long timestamp) => Volatile.Read(ref _lastHeard) > timestamp;

    /// <summary>Sends a request; its answers are read from the operation.</summary>
    public async Task<LdapOperation> StartAsync(string what, bool writes, Func<int, byte[]> encode, CancellationToken cancellationToken)
    {
        LdapOperation operation = new(this, NextId(), what, writes);
        byte[] request = encode(operation.Id);
        _pending[operation.Id] = operation;
        ReadOn();
        try
        {
            await SendAsync(request, what, writes, cancellationToken).ConfigureAwait(false);
            return operation;
        }
        catch
        {
            Release(operation, abandon: false);
            throw;
        }
    }

    /// <summary>Ends the connection for everybody; returns the reason for throwing.</summary>
    public LdapException Break(LdapException reason)
    {
        Interlocked.CompareExchange(ref _failure, reason, null);
        _closing.Cancel();
        foreach (int id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out LdapOperation? operation))
            {
                operation.Fail(reason);
            }
        }

        return reason;
    }

    /// <summary>Something was taken, or somebody waits: a reader that has paused looks again.</summary>
    public void ReadOn()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isPaused))
        {
            _readOn.Writer.TryWrite(true);
        }
    }

    public void Release(LdapOperation operation, bool abandon)
    {
        bool known = _pending.TryRemove(operation.Id, out _);
        ReadOn();
        if (known && abandon && IsOpen)
        {
            _ = AbandonAsync(operation.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsOpen)
        {
            await SayGoodbyeAsync().ConfigureAwait(false);
        }

        Break(new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {Options.Server} was closed.") { Server = Options.Server });
        await _reader.ConfigureAwait(false);
        _wire.Dispose();
    }

    private async Task SendAsync(byte[] request, string what, bool writes, CancellationToken cancellationToken)
    {
        using TimeLimit limit = new(Options.ResponseTimeout, Options.Time, cancellationToken);
        try
        {
            await _sending.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.Expired)
        {
            throw SendTimeout(what);
        }

        try
        {
            if (Volatile.Read(ref _failure) is LdapException failure)
            {
                throw failure.With(Options.Server, outcomeUnknown: false);
            }

            await _wire.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Half a request may be on its way: nothing can follow it.
            LdapException timeout = Break(SendTimeout(what));
            if (limit.Expired)
            {
                throw timeout.With(Options.Server, outcomeUnknown: writes);
            }

            throw;
        }
        catch (Exception exception) when (exception is not LdapException)
        {
            throw Break(Lost(exception)).With(Options.Server, outcomeUnknown: writes);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _wire.FillAsync(_closing.Token).ConfigureAwait(false))
            {
                Volatile.Write(ref _lastHeard, Options.Time.GetTimestamp());
                while (_wire.TryRead(out LdapMessage message))
                {
                    if (Dispatch(message) is { } operation && operation.Untaken > Options.ReadAhead)
                    {
                        await MakeRoomAsync(operation).ConfigureAwait(false);
                    }
                }
            }

            Break(Lost(null));
        }
        catch (LdapException exception)
        {
            Break(exception);
        }
        catch (Exception exception)
        {
            Break(Lost(exception));
        }
    }

    /// <summary>
    /// Waits until the search that is far ahead of its reader is taken from, so that its server waits in turn. LDAP can hold back a whole
    /// connection only: where others wait for their answers, reading goes on, and what nobody takes is kept up to a limit.
    /// </summary>
    private async ValueTask MakeRoomAsync(LdapOperation full)
    {
        Volatile.Write(ref _isPaused, true);
        try
        {
            while (true)
            {
                Interlocked.MemoryBarrier();
                if (full.Untaken <= Options.ReadAhead / 2 || !_pending.ContainsKey(full.Id))
                {
                    return;
                }

                if (_pending.Any(static pair => pair.Value.IsWaiting))
                {
                    if (full.Untaken > Options.MaxReadAhead)
                    {
                        full.Fail(new LdapException(LdapErrorKind.Other, $"{full.What} on {Options.Server} was given up: {full.Untaken >> 20} MB of its answer were not taken while others waited for this connection."));
                        Release(full, abandon: true);
                    }

                    return;
                }

                await _readOn.Reader.ReadAsync(_closing.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _isPaused, false);
        }
    }

    private LdapOperation? Dispatch(in LdapMessage message)
    {
        if (message is { Id: 0, Body: LdapResult notice })
        {
            throw LdapResultCodes.ToDisconnection(notice, Options.Server);
        }

        if (_pending.TryGetValue(message.Id, out LdapOperation? operation))
        {
            operation.Deliver(message);
        }

        return operation;
    }

    private async Task AbandonAsync(int id)
    {
        try
        {
            await SendAsync(LdapRequestWriter.Abandon(NextId(), id), "Abandon", false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (LdapException)
        {
            // The connection is gone, and the request with it.
        }
    }

    private async Task SayGoodbyeAsync()
    {
        using CancellationTokenSource limit = new(s_farewell, Options.Time);
        try
        {
            await SendAsync(LdapRequestWriter.Unbind(NextId()), "Unbind", false, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LdapException or OperationCanceledException)
        {
            // A courtesy only; the connection is closed either way.
        }
    }

    private int NextId()
    {
        int id = Interlocked.Increment(ref _lastId);
        return id > 0 ? id : throw Break(new LdapException(LdapErrorKind.ConnectionLost, $"The connection to {Options.Server} has used all its message numbers."));
    }

    private LdapException SendTimeout(string what)
        => new(LdapErrorKind.Timeout, $"{what} on {Options.Server}: the request could not be sent within {Options.ResponseTimeout.TotalSeconds:0.###} s.") { Server = Options.Server };

    private LdapException Lost(Exception? exception)
    {
        string where = _wire.InsideMessage ? " in the middle of a message" : "";
        string why = exception is null ? "" : $" ({exception.Message})";
        return new(LdapErrorKind.ConnectionLost, $"The connection to {Options.Server} ended{where}{why}.", exception) { Server = Options.Server };
    }
}

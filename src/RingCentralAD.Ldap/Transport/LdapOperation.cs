using System.Threading.Channels;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>One request under way: its answers arrive here in order. Dispose it when done; what is unfinished is abandoned.</summary>
internal sealed class LdapOperation(LdapChannel channel, int id, string what, bool writes) : IDisposable
{
    private readonly Channel<LdapMessage> _inbox = Channel.CreateUnbounded<LdapMessage>(new() { SingleReader = true, SingleWriter = false });
    private bool _finished;
    private long _untaken;
    private volatile bool _isWaiting;

    public int Id => id;

    /// <summary>What is done, for messages; never holds values.</summary>
    public string What => what;

    /// <summary>How many bytes have arrived that nobody has taken.</summary>
    public long Untaken => Interlocked.Read(ref _untaken);

    /// <summary>Whether somebody waits for a message, and none is there.</summary>
    public bool IsWaiting => _isWaiting;

    public void Deliver(in LdapMessage message)
    {
        Interlocked.Add(ref _untaken, message.Size);
        _isWaiting = false;
        _inbox.Writer.TryWrite(message);
    }

    public void Fail(LdapException failure) => _inbox.Writer.TryComplete(failure.With(channel.Options.Server, outcomeUnknown: writes));

    /// <summary>The next message; waits for it no longer than the response limit.</summary>
    public ValueTask<LdapMessage> NextAsync(CancellationToken cancellationToken) => NextAsync(null, cancellationToken);

    /// <summary>The next message; waits on after the response limit as long as <paramref name="stillAtWork"/> says so.</summary>
    public async ValueTask<LdapMessage> NextAsync(Func<CancellationToken, Task<bool>>? stillAtWork, CancellationToken cancellationToken)
    {
        // Also where the next ones are here already.
        cancellationToken.ThrowIfCancellationRequested();
        LdapMessage message;
        while (!_inbox.Reader.TryRead(out message))
        {
            await WaitAsync(stillAtWork, cancellationToken).ConfigureAwait(false);
        }

        Interlocked.Add(ref _untaken, -message.Size);
        channel.ReadOn();
        return message;
    }

    /// <summary>The final answer, where success or one of <paramref name="alsoGood"/> is expected.</summary>
    public LdapResult Finish(in LdapMessage message, byte expected, params ReadOnlySpan<int> alsoGood)
    {
        if (message.Tag != expected || message.Body is not LdapResult result)
        {
            throw channel.Break(LdapException.Protocol($"a message of kind 0x{message.Tag:x2} answers: {what}.")).With(channel.Options.Server, outcomeUnknown: writes);
        }

        _finished = true;
        return result.Code == LdapResultCodes.Success || alsoGood.Contains(result.Code)
            ? result
            : throw LdapResultCodes.ToException(result, what, channel.Options.Server);
    }

    public void Dispose() => channel.Release(this, abandon: !_finished);

    private async ValueTask WaitAsync(Func<CancellationToken, Task<bool>>? stillAtWork, CancellationToken cancellationToken)
    {
        LdapOptions options = channel.Options;
        long since = options.Time.GetTimestamp();
        ValueTask<bool> waiting = _inbox.Reader.WaitToReadAsync(CancellationToken.None);
        if (waiting.IsCompleted)
        {
            await waiting.ConfigureAwait(false);
            return;
        }

        Task<bool> more = waiting.AsTask();
        _isWaiting = true;
        channel.ReadOn();
        try
        {
            while (!await IsHereAsync(more, cancellationToken).ConfigureAwait(false))
            {
                bool waitsOn = stillAtWork is not null && await stillAtWork(cancellationToken).ConfigureAwait(false);
                if (!waitsOn && !more.IsCompleted)
                {
                    throw GivenUp(since);
                }
            }
        }
        finally
        {
            _isWaiting = false;
        }
    }

    /// <summary>Whether a message came within the response limit.</summary>
    private async Task<bool> IsHereAsync(Task<bool> more, CancellationToken cancellationToken)
    {
        try
        {
            await more.WaitAsync(channel.Options.ResponseTimeout, channel.Options.Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private LdapException GivenUp(long since)
    {
        LdapOptions options = channel.Options;
        LdapException timeout = new(LdapErrorKind.Timeout, $"{what} on {options.Server}: no answer within {options.Time.GetElapsedTime(since).TotalSeconds:0} s.")
        {
            Server = options.Server,
            OutcomeUnknown = writes,
        };

        // A server that was silent towards everybody is taken for dead; one that answers others is merely slow here.
        if (!channel.HeardSince(since))
        {
            channel.Break(timeout);
        }

        return timeout;
    }
}

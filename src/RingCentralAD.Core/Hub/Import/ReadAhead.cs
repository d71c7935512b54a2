using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RingCentralAD.Core.Hub;

/// <summary>Reads items by a task of its own, from now on, at most so many ahead of the one who takes them.</summary>
internal sealed class ReadAhead<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Channel<T> _read;
    private readonly Task _reading;

    private ReadAhead(IAsyncEnumerable<T> source, int items, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _read = Channel.CreateBounded<T>(new BoundedChannelOptions(items) { SingleReader = true, SingleWriter = true });
        _reading = Task.Run(() => FillAsync(source, _stop.Token), CancellationToken.None);
    }

    /// <summary>Begins to read.</summary>
    public static ReadAhead<T> Begin(IAsyncEnumerable<T> source, int items, CancellationToken cancellationToken) => new(source, items, cancellationToken);

    /// <summary>The items in the order in which they come. An error comes where it happened.</summary>
    public IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken = default) => _read.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Stops reading. The source is let go of before its owner goes on: nobody reads from it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task FillAsync(IAsyncEnumerable<T> source, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (T item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await _read.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            }

            _read.Writer.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, the one who reads the items gets it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _read.Writer.TryComplete(error);
        }
    }
}

/// <summary>Lets a server go on answering while what it sent before is stored.</summary>
internal static class ReadAhead
{
    /// <summary>The same items in the same order, read ahead from when the first is asked for.</summary>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IAsyncEnumerable<T> source, int items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ReadAhead<T> ahead = ReadAhead<T>.Begin(source, items, cancellationToken);
        await using (ahead.ConfigureAwait(false))
        {
            await foreach (T item in ahead.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }
}

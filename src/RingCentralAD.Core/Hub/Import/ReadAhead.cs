using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RingCentralAD.Core.Hub;

/// <summary>Lets a server go on answering while what it sent before is stored.</summary>
internal static class ReadAhead
{
    /// <summary>The same items in the same order, read by a task of their own, at most so many ahead. An error comes where it happened.</summary>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IAsyncEnumerable<T> source, int items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<T> read = Channel.CreateBounded<T>(new BoundedChannelOptions(items) { SingleReader = true, SingleWriter = true });
        Task reading = Task.Run(() => FillAsync(source, read.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (T item in read.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            // The source is let go of before its owner goes on: nobody reads from the directory any more.
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private static async Task FillAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> read, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (T item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await read.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            }

            read.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, the one who reads the items gets it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            read.TryComplete(error);
        }
    }
}

using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace RingCentralAD;

/// <summary>Runs an asynchronous body to its end on the calling thread, with every continuation of the body on that thread too.</summary>
internal sealed class PipelineThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private ExceptionDispatchInfo? _stray;

    private PipelineThread()
    {
    }

    /// <summary>Runs the body and waits for it, also where a callback beside it fails; throws what it threw.</summary>
    public static void Run(Func<Task> body)
    {
        SynchronizationContext? outer = Current;
        PipelineThread context = new();
        SetSynchronizationContext(context);
        try
        {
            Task task = body();
            task.ContinueWith(
                static (_, state) => ((PipelineThread)state!)._queue.CompleteAdding(),
                context,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            context.Pump();
            task.GetAwaiter().GetResult();
            context._stray?.Throw();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The body has ended and left work behind: it may still finish, but no longer on the pipeline thread.
            base.Post(d, state);
        }
    }

    /// <summary>Refused: waiting on another thread for the pipeline thread is how deadlocks begin.</summary>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("The pipeline thread is posted to, never waited for.");

    /// <inheritdoc />
    public override SynchronizationContext CreateCopy() => this;

    private void Pump()
    {
        foreach ((SendOrPostCallback callback, object? state) in _queue.GetConsumingEnumerable())
        {
            try
            {
                callback(state);
            }
            catch (Exception error)
            {
                _stray ??= ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>
/// A cmdlet whose body may await. After each await (without ConfigureAwait(false)) the body is back on the
/// pipeline thread, so that it calls WriteObject, ShouldProcess and WriteProgress directly.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>
    /// Cancelled when the pipeline is stopped, when the next command wants no more, and when the cmdlet ends.
    /// Everything the body awaits takes it: a stop waits for the body to end.
    /// </summary>
    protected CancellationToken StopToken { get; }

    /// <summary>Makes the cmdlet.</summary>
    protected AsyncCmdlet() => StopToken = _stop.Token;

    /// <summary>Once, before the first piped object.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Once for each piped object; once where nothing is piped.</summary>
    protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>Once, after the last piped object. Not called when the pipeline was stopped.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Called once, where the cmdlet came to its end.</summary>
    private protected virtual void Ended()
    {
    }

    /// <summary>Called once, where the cmdlet ends by an error.</summary>
    private protected virtual void Failing(ErrorRecord error)
    {
    }

    /// <summary>Whether the caller gave the parameter: what is not given stays as it is.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <inheritdoc />
    protected sealed override void BeginProcessing() => Run(BeginAsync);

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    /// <inheritdoc />
    protected sealed override void EndProcessing()
    {
        if (!MyInvocation.ExpectingInput || TakesInput)
        {
            Run(EndAsync);
        }

        Ended();
    }

    /// <inheritdoc />
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The pipeline ended while it was being stopped.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds. PowerShell calls it at the end of the pipeline, however that came about.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopProcessing();
            _stop.Dispose();
        }
    }

    /// <summary>
    /// Whether any parameter binds to piped objects. A cmdlet that takes none does nothing behind a pipe: whoever pipes wants what was piped to
    /// be handled, not everybody.
    /// </summary>
    private bool TakesInput => MyInvocation.MyCommand.Parameters.Values.Any(
        parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName));

    private void Run(Func<Task> body)
    {
        try
        {
            ThisCommand.Run(MyInvocation.MyCommand.Name, () => PipelineThread.Run(body));
        }
        catch (Exception) when (Stopping)
        {
            // Whatever the body died of, it was the stop: the engine wants this exception and writes no error for it.
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (!ErrorRecords.BelongsToEngine(error))
        {
            ErrorRecord record = ErrorRecords.From(error);
            Failing(record);
            ThrowTerminatingError(record);
        }
    }
}

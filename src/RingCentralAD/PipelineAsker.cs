using System.Management.Automation;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>Asks at the prompt of a cmdlet, whichever thread wants to know. Make it inside an asynchronous body.</summary>
internal class PipelineAsker(Cmdlet cmdlet) : IAsker
{
    private readonly SynchronizationContext? _pipeline = SynchronizationContext.Current;

    /// <inheritdoc />
    public Task<bool> AgreesAsync(string target, string action) => OnPipelineAsync(() => Task.FromResult(cmdlet.ShouldProcess(target, action)));

    /// <inheritdoc />
    public Task<bool> AnswersAsync(string question, string caption, string answer) => OnPipelineAsync(() => Task.FromResult(Question.Ask(cmdlet, question, caption, answer)));

    /// <summary>Does something on the pipeline thread, where alone a cmdlet may be asked for anything.</summary>
    protected Task<T> OnPipelineAsync<T>(Func<Task<T>> body)
    {
        if (_pipeline is null || SynchronizationContext.Current == _pipeline)
        {
            return body();
        }

        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pipeline.Post(_ => _ = CompleteAsync(), null);
        return done.Task;

        async Task CompleteAsync()
        {
            try
            {
                done.SetResult(await body());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }
    }
}

using System.Collections.Concurrent;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Runs a sync in a test: opens the cycle's directory and account, or fails as told, and answers by itself.</summary>
internal sealed class CycleHost(Cycle cycle) : ISyncHost
{
    /// <summary>What opening a system throws, by its id.</summary>
    public Dictionary<string, Exception> Away { get; } = [];

    /// <summary>What each question is answered with; null where nobody is there.</summary>
    public bool? Answer { get; init; }

    /// <summary>Whether each ShouldProcess is true, by its action.</summary>
    public Func<string, bool> Agree { get; init; } = _ => true;

    /// <summary>The questions that were asked.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Systems that were opened, in their order.</summary>
    public ConcurrentQueue<string> Opened { get; } = [];

    /// <summary>What was told.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    public IProgress<RunProgress>? Progress => null;

    public async Task<IDirectory> OpenAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        Opened.Enqueue(entry.Name);
        return Away.TryGetValue(entry.Id, out Exception? error) ? throw error : await cycle.DirectoryAsync();
    }

    public Task<IAccount> OpenAccountAsync(CancellationToken cancellationToken)
    {
        Opened.Enqueue(Ids.RingCentral);
        return Away.TryGetValue(Ids.RingCentral, out Exception? error) ? Task.FromException<IAccount>(error) : Task.FromResult(cycle.Account);
    }

    public Task<bool> AgreesAsync(string target, string action) => Task.FromResult(Agree(action));

    public Task<bool> AnswersAsync(string question, string caption, string answer)
    {
        Asked.Add($"{caption} {answer}");
        return Answer is { } said
            ? Task.FromResult(said)
            : throw new RingCentralAdException("QuestionUnanswered", ErrorKind.Limit, $"{caption} Nobody is here to answer.", $"Run the command with {answer}.");
    }

    public void Tell(string text) => Told.Enqueue(text);

    public RingCentralAdException? Explain(Exception error) => error as RingCentralAdException;
}

using System.Collections.Concurrent;

namespace RingCentralAD.Simulator;

/// <summary>A bulk update on its way.</summary>
internal sealed class BulkTask(string id, DateTimeOffset created)
{
    public string Id => id;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset Modified { get; set; } = created;

    public string Status { get; set; } = "Accepted";

    public IReadOnlyList<(string? ExtensionId, IReadOnlyList<Problem> Problems)> Results { get; set; } = [];
}

/// <summary>Bulk updates, carried out by the simulator's clock.</summary>
internal sealed class BulkTasks(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, BulkTask> _tasks = new();
    private readonly ConcurrentDictionary<string, ITimer> _timers = new();

    public BulkTask Add(string id)
    {
        BulkTask task = new(id, clock.GetUtcNow());
        _tasks[id] = task;
        return task;
    }

    public BulkTask? Find(string id) => _tasks.GetValueOrDefault(id);

    /// <summary>Runs the work when the time has come; at once where there is nothing to wait for.</summary>
    public void Schedule(BulkTask task, TimeSpan after, Action work)
    {
        if (after <= TimeSpan.Zero)
        {
            work();
            return;
        }

        _timers[task.Id] = clock.CreateTimer(
            _ =>
            {
                work();
                if (_timers.TryRemove(task.Id, out ITimer? timer))
                {
                    timer.Dispose();
                }
            },
            null,
            after,
            Timeout.InfiniteTimeSpan);
    }

    public void Clear()
    {
        _tasks.Clear();
        foreach (string id in _timers.Keys)
        {
            if (_timers.TryRemove(id, out ITimer? timer))
            {
                timer.Dispose();
            }
        }
    }
}

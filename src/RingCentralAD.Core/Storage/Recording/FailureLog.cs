using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Tells the log of failures that a transaction stores, once it is committed: by error id and hub user, never with values.</summary>
internal sealed class FailureLog(ISyncLog log, Lease? lease)
{
    private readonly List<(string What, IReadOnlyList<(string, object?)> Facts)> _failures = [];

    /// <summary>Looks at rows that were saved.</summary>
    public void Take<T>(IReadOnlyCollection<T> rows)
        where T : class, IHubRow
    {
        switch (rows)
        {
            case IReadOnlyCollection<Problem> problems:
                _failures.AddRange(problems.Select(problem => ("Problem", (IReadOnlyList<(string, object?)>)
                    [("ErrorId", problem.ErrorId), ("Stage", problem.Stage), ("System", problem.SystemId), ("Attribute", problem.Attribute), ("HubUserId", problem.UserId), ("RunId", lease?.RunId)])));
                break;
            case IReadOnlyCollection<Operation> operations:
                _failures.AddRange(operations.Where(static operation => operation.State is OperationState.Failed or OperationState.Unknown).Select(operation => ("Operation failed", (IReadOnlyList<(string, object?)>)
                    [("ErrorId", operation.ErrorId), ("State", operation.State), ("Kind", operation.Kind), ("System", operation.SystemId), ("HubUserId", operation.UserId), ("RequestId", operation.RequestId), ("RunId", operation.RunId)])));
                break;
        }
    }

    /// <summary>Tells of them.</summary>
    public void Tell()
    {
        foreach ((string what, IReadOnlyList<(string, object?)> facts) in _failures)
        {
            log.Tell(SyncLogLevel.Warning, what, facts);
        }

        _failures.Clear();
    }
}

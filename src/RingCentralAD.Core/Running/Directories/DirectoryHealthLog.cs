using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Keeps how the imports of each directory go: last try, last success, since when it fails and why. Imports of some people only, and trials, do not
/// count. A run that somebody stopped is a try and no failure; one that the guard held has read the directory and is a success.
/// </summary>
public sealed class DirectoryHealthLog
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;

    /// <summary>Makes it for a hub.</summary>
    public DirectoryHealthLog(IHubStore hub, TimeProvider time) => (_hub, _time) = (hub, time);

    /// <summary>How a directory's imports went; an empty row where there was none.</summary>
    public static async Task<DirectoryHealth> ReadAsync(IHubReader hub, string directoryId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return await hub.FindAsync(new Filter<DirectoryHealth>().Equal(row => row.DirectoryId, directoryId), cancellationToken).ConfigureAwait(false)
            ?? new DirectoryHealth { DirectoryId = directoryId };
    }

    /// <summary>Whether an import that ended so has failed: somebody else at work, or a guard's stop, says nothing of the directory.</summary>
    public static bool IsFailure(Exception error) =>
        error is not RingCentralAdException { Kind: ErrorKind.Busy } and not RingCentralAdException { ErrorId: "GuardTripped" };

    /// <summary>Notes that an import begins.</summary>
    public Task BeginAsync(string directoryId, CancellationToken cancellationToken = default) =>
        ChangeAsync(directoryId, health => health with { LastTry = _time.GetUtcNow() }, cancellationToken);

    /// <summary>Notes that it went to its end.</summary>
    public Task SucceedAsync(string directoryId, CancellationToken cancellationToken = default) => ChangeAsync(
        directoryId,
        health => new DirectoryHealth { DirectoryId = directoryId, LastTry = health.LastTry, LastSuccess = _time.GetUtcNow() },
        cancellationToken);

    /// <summary>Notes why it failed.</summary>
    /// <param name="directoryId">The directory.</param>
    /// <param name="errorId">The stable id of the error.</param>
    /// <param name="message">What was wrong.</param>
    /// <param name="remedy">What to do about it; null where nothing can be said.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task FailAsync(string directoryId, string errorId, string message, string? remedy, CancellationToken cancellationToken = default) => ChangeAsync(
        directoryId,
        health => health with
        {
            FailingSince = health.FailingSince ?? health.LastTry ?? _time.GetUtcNow(),
            Failures = health.Failures + 1,
            ErrorId = errorId,
            Message = message,
            Remedy = remedy,
        },
        cancellationToken);

    private Task ChangeAsync(string directoryId, Func<DirectoryHealth, DirectoryHealth> change, CancellationToken cancellationToken) => _hub.WriteAsync(
        async transaction => await transaction.SaveAsync([change(await ReadAsync(transaction, directoryId, cancellationToken).ConfigureAwait(false))], cancellationToken).ConfigureAwait(false),
        null,
        cancellationToken);
}

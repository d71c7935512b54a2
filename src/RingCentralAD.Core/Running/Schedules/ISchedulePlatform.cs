namespace RingCentralAD.Core.Running;

/// <summary>What registering a schedule does to a machine. Tests put their own in its place.</summary>
public interface ISchedulePlatform
{
    /// <summary>Writes a file that others may read and only its owner change.</summary>
    Task WriteAsync(string path, string text, CancellationToken cancellationToken);

    /// <summary>What is in a file; null where there is none.</summary>
    string? Read(string path);

    /// <summary>Takes a file away; one that is not there is let be.</summary>
    void Delete(string path);

    /// <summary>Runs a program to its end; gives its exit code and all that it wrote.</summary>
    Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>Whether a process of one of these names runs here.</summary>
    bool IsRunning(params string[] names);
}

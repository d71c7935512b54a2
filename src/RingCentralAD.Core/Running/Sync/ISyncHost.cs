using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What a sync needs of whoever runs it: sessions, answers, and somewhere to tell what happens. It is called from any thread.</summary>
public interface ISyncHost : IAsker
{
    /// <summary>Where progress goes; null for nowhere.</summary>
    IProgress<RunProgress>? Progress { get; }

    /// <summary>The open session of a directory; it stays the host's.</summary>
    Task<IDirectory> OpenAsync(DirectoryEntry entry, CancellationToken cancellationToken);

    /// <summary>The open session of the account; it stays the host's.</summary>
    Task<IAccount> OpenAccountAsync(CancellationToken cancellationToken);

    /// <summary>Tells what happens; no one need read it.</summary>
    void Tell(string text);

    /// <summary>What went wrong, for the record of a stage; null for what must end the sync: a stop, a fault of the program.</summary>
    RingCentralAdException? Explain(Exception error);
}

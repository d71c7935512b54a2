namespace RingCentralAD.Core.Model;

/// <summary>A directory that answers two questions at once when it is asked over two connections.</summary>
public interface IDirectoryBeside
{
    /// <summary>
    /// The same directory by a second connection to the same server. The caller disposes it. Null where the server takes no second one: then
    /// one thing is read after the other.
    /// </summary>
    Task<IDirectory?> TryOpenBesideAsync(CancellationToken cancellationToken = default);
}

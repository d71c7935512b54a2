using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Finds what an administrator names: a search base, an excluded base, a group.</summary>
public interface IDirectoryLookup
{
    /// <summary>The container of this distinguished name, name or GUID.</summary>
    /// <exception cref="RingCentralAdException">AdBaseNotFound, or AdAmbiguous when several containers have the name.</exception>
    Task<DirectoryContainer> FindContainerAsync(string dnOrNameOrGuid, CancellationToken cancellationToken = default);

    /// <summary>The group of this distinguished name, name, sAMAccountName or GUID, without its members.</summary>
    /// <exception cref="RingCentralAdException">AdNotFound, or AdAmbiguous when several groups have the name.</exception>
    Task<DirectoryGroup> FindGroupAsync(string dnOrNameOrGuid, CancellationToken cancellationToken = default);
}

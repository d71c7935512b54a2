namespace RingCentralAD.Core.Model;

/// <summary>A directory that tells its own schema.</summary>
public interface IDirectorySchema
{
    /// <summary>The attributes that people's entries may have, by name; empty where the server shows no schema.</summary>
    Task<IReadOnlyList<DirectoryAttribute>> ReadSchemaAsync(CancellationToken cancellationToken = default);
}

using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>Writes the hub's mappings as a file that an import reads: the same mappings always give the same bytes.</summary>
public static class MappingExport
{
    /// <summary>The file's bytes: JSON, UTF-8, line feeds.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="wanted">Which mappings.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<byte[]> WriteAsync(IHubReader hub, Func<AttributeMapping, bool> wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        IReadOnlyList<AttributeMapping> mappings = await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> names = (await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false))
            .ToDictionary(entry => entry.Id, entry => entry.Name, StringComparer.Ordinal);

        // What belongs to a directory that was taken away applies to nobody, and could not be imported again.
        return MappingFile.Write(mappings.Where(mapping => mapping.DirectoryId.Length == 0 || names.ContainsKey(mapping.DirectoryId)).Where(wanted), id => names[id]);
    }
}

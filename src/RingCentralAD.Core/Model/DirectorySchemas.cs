using System.Text.Json;

namespace RingCentralAD.Core.Model;

/// <summary>The schemas of directories, as the hub keeps them.</summary>
public static class DirectorySchemas
{
    /// <summary>The schema of a directory; an empty one where it was not read so far.</summary>
    public static async Task<DirectorySchema> GetAsync(IHubReader hub, string directoryId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        string name = NameOf(directoryId);
        Setting? kept = await hub.FindAsync(new Filter<Setting>().Equal(row => row.Name, name), cancellationToken).ConfigureAwait(false);
        return kept is null ? new DirectorySchema() : JsonSerializer.Deserialize<DirectorySchema>(kept.Json)!;
    }

    /// <summary>Stores it.</summary>
    public static Task SetAsync(IHubTransaction transaction, string directoryId, DirectorySchema schema, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.SaveAsync([new Setting(NameOf(directoryId), JsonSerializer.Serialize(schema))], cancellationToken);
    }

    private static string NameOf(string directoryId) => $"{nameof(DirectorySchema)}:{directoryId}";
}

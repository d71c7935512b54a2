using System.Text.Json;
using System.Text.Json.Serialization;

namespace RingCentralAD.Core.Model;

/// <summary>The hub's named values, typed: one JSON document each.</summary>
public static class HubSettings
{
    internal static JsonSerializerOptions Json { get; } = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The value, or a new default where the hub has none.</summary>
    public static async Task<T> GetAsync<T>(this IHubReader reader, CancellationToken cancellationToken = default)
        where T : class, new() =>
        await reader.FindSettingAsync<T>(cancellationToken).ConfigureAwait(false) ?? new T();

    /// <summary>The value, or null where the hub has none.</summary>
    public static async Task<T?> FindSettingAsync<T>(this IHubReader reader, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reader);
        string name = typeof(T).Name;
        Setting? setting = await reader.FindAsync(new Filter<Setting>().Equal(row => row.Name, name), cancellationToken).ConfigureAwait(false);
        return setting is null ? null : JsonSerializer.Deserialize<T>(setting.Json, Json);
    }

    /// <summary>Stores the value.</summary>
    public static Task SetAsync<T>(this IHubTransaction transaction, T value, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.SaveAsync([Row(typeof(T).Name, value)], cancellationToken);
    }

    /// <summary>A named value as its row.</summary>
    internal static Setting Row(string name, object value) => new Setting(name, JsonSerializer.Serialize(value, value.GetType(), Json));

    /// <summary>Takes the value away; gives whether there was one.</summary>
    public static async Task<bool> RemoveSettingAsync<T>(this IHubTransaction transaction, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(transaction);
        string name = typeof(T).Name;
        return await transaction.RemoveAsync(new Filter<Setting>().Equal(row => row.Name, name), cancellationToken).ConfigureAwait(false) > 0;
    }

    /// <summary>The first row that the filter lets through, or null.</summary>
    public static async Task<T?> FindAsync<T>(this IHubReader reader, Filter<T> filter, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(filter);
        await foreach (T row in reader.ReadAsync(filter.Take(1), cancellationToken).ConfigureAwait(false))
        {
            return row;
        }

        return null;
    }

    /// <summary>All rows that the filter lets through; for small tables.</summary>
    public static async Task<IReadOnlyList<T>> ListAsync<T>(this IHubReader reader, Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<T> rows = [];
        await foreach (T row in reader.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Runs one short write transaction and commits it.</summary>
    public static async Task WriteAsync(
        this IHubStore store, Func<IHubTransaction, Task> work, Lease? lease = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(work);
        IHubTransaction transaction = await store.BeginAsync(lease, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await work(transaction).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}

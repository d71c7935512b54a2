using System.Globalization;
using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>What the record tells of what people set: columns before and after, of documents the values in them.</summary>
internal static class SettingChanges
{
    /// <summary>A row before and after.</summary>
    /// <param name="kind">What it is a change of.</param>
    /// <param name="subject">The row's name for people.</param>
    /// <param name="userId">The person it is about; null for nobody.</param>
    /// <param name="columns">The columns that count.</param>
    /// <param name="before">The row as it was; null where there was none.</param>
    /// <param name="after">The row as it is; null where there is none.</param>
    public static PendingChange? Of<T>(ChangeKind kind, string subject, string? userId, IEnumerable<Column<T>> columns, T? before, T? after)
        where T : class, IHubRow
    {
        AttributeChange[] values = [.. columns.SelectMany(column => Compare(column, Text(column, before), Text(column, after)))];
        if (values.Length == 0 && before is not null && after is not null)
        {
            return null;
        }

        return PendingChange.Of(kind, userId, subject, values, action: before is null ? "Added" : after is null ? "Removed" : "Changed");
    }

    private static string? Text<T>(Column<T> column, T? row)
        where T : class, IHubRow => row is null ? null : Convert.ToString(column.Get(row), CultureInfo.InvariantCulture);

    private static IEnumerable<AttributeChange> Compare(Column column, string? before, string? after)
    {
        if (before == after)
        {
            return [];
        }

        return column.Type == ColumnType.Json || column.Name == "json"
            ? CompareDocuments(column.Property, before, after)
            : [new AttributeChange(column.Property, before, after)];
    }

    private static IEnumerable<AttributeChange> CompareDocuments(string name, string? before, string? after)
    {
        Dictionary<string, string> old = Values(name, before), now = Values(name, after);
        return old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => new AttributeChange(key, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .Where(static value => value.Before != value.After);
    }

    private static Dictionary<string, string> Values(string name, string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Where(static value => value.Value.ValueKind != JsonValueKind.Null).ToDictionary(static value => value.Name, static value => value.Value.ToString(), StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal) { [name] = json };
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal) { [name] = json };
        }
    }
}

namespace RingCentralAD.Core.Storage;

/// <summary>The part of an upsert that both dialects say alike.</summary>
internal static class UpsertSql
{
    /// <summary>What becomes of a row whose key is there already.</summary>
    public static string WhenThere(Table table)
    {
        string[] changes =
        [
            .. table.Columns.Except(table.Keys).Select(static column => Dialect.Quote(column.Name)).Select(static name => $"{name} = excluded.{name}"),
        ];
        return changes.Length == 0 ? "DO NOTHING" : $"DO UPDATE SET {string.Join(", ", changes)}";
    }
}

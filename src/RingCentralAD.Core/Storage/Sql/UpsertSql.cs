namespace RingCentralAD.Core.Storage;

/// <summary>The part of an upsert that both dialects say alike.</summary>
internal static class UpsertSql
{
    /// <summary>What becomes of a row whose key is there already.</summary>
    public static string WhenThere(Table table) =>
        Changes(table, static name => $"excluded.{name}") is { Length: > 0 } changes ? $"DO UPDATE SET {changes}" : "DO NOTHING";

    /// <summary>The columns beside the key, each with what it becomes.</summary>
    public static string Changes(Table table, Func<string, string> value) =>
        string.Join(", ", table.Others.Select(static column => Dialect.Quote(column.Name)).Select(name => $"{name} = {value(name)}"));
}

namespace RingCentralAD.Core.Storage;

/// <summary>PostgreSQL's way of saying it.</summary>
/// <param name="schema">The schema that holds the tables.</param>
/// <param name="prefix">Put before the name of every table; tells a trial inside a trial from the outer one.</param>
internal sealed class PostgresDialect(string schema, string prefix = "") : Dialect
{
    /// <summary>The schema that holds the tables.</summary>
    public string Schema { get; } = schema;

    public override string Table(string name) => $"{Quote(Schema)}.{Quote(prefix + name)}";

    // Text is compared by bytes, as SQLite does, whatever the database's collation.
    public override string Render(string statement) => statement
        .Replace("{text}", "text COLLATE \"C\"", StringComparison.Ordinal)
        .Replace("{key}", "text COLLATE \"C\"", StringComparison.Ordinal)
        .Replace("{json}", "text COLLATE \"C\"", StringComparison.Ordinal)
        .Replace("{long}", "bigint", StringComparison.Ordinal)
        .Replace("{bool}", "boolean", StringComparison.Ordinal)
        .Replace("{time}", "bigint", StringComparison.Ordinal)
        .Replace("{narrow}", "", StringComparison.Ordinal);

    public override string InList(string column, string parameter) => $"{column} = ANY({parameter})";

    public override string Contains(string column, string parameter) => $"strpos({column}, {parameter}) > 0";

    public override object ListValue(ColumnType type, IReadOnlyList<object> values) => type switch
    {
        ColumnType.Integer or ColumnType.Time => values.Cast<long>().ToArray(),
        ColumnType.Boolean => values.Cast<bool>().ToArray(),
        _ => values.Cast<string>().ToArray(),
    };

    public override object Value(object value) => value is int number ? (long)number : value;
}

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RingCentralAD.Core.Storage;

/// <summary>SQLite's way of saying it.</summary>
internal sealed class SqliteDialect : Dialect
{
    public static SqliteDialect Instance { get; } = new();

    public override string Table(string name) => Quote(name);

    public override string Render(string statement) => statement
        .Replace("{text}", "TEXT", StringComparison.Ordinal)
        .Replace("{key}", "TEXT", StringComparison.Ordinal)
        .Replace("{json}", "TEXT", StringComparison.Ordinal)
        .Replace("{long}", "INTEGER", StringComparison.Ordinal)
        .Replace("{bool}", "INTEGER", StringComparison.Ordinal)
        .Replace("{time}", "INTEGER", StringComparison.Ordinal)
        .Replace("{narrow}", " WITHOUT ROWID", StringComparison.Ordinal);

    // One parameter whatever the length: SQLite allows 32,766 of them, and the statement stays the same.
    public override string InList(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override string Contains(string column, string parameter) => $"instr({column}, {parameter}) > 0";

    // Without statistics SQLite takes a scan that needs no sorting for cheaper than a thousand look-ups and a sort; the plus
    // sign takes that choice away (https://www.sqlite.org/optoverview.html, 2.1). Statistics would go stale and be worse.
    public override string OrderOfLookUp(string column) => "+" + column;

    public override object ListValue(ColumnType type, IReadOnlyList<object> values)
    {
        ArrayBufferWriter<byte> buffer = new(40 * values.Count + 2);
        using (Utf8JsonWriter list = new(buffer))
        {
            list.WriteStartArray();
            foreach (object value in values)
            {
                if (Value(value) is long number)
                {
                    list.WriteNumberValue(number);
                }
                else
                {
                    list.WriteStringValue((string)value);
                }
            }

            list.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public override object Value(object value) => value is bool flag ? (flag ? 1L : 0L) : value;
}

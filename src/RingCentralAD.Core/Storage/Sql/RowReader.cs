using System.Data.Common;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Reads the columns of a row one after the other, in the order in which the table declares them.</summary>
internal sealed class RowReader(DbDataReader reader, Table table)
{
    private int _next;

    /// <summary>Goes to the first column of the row that the data reader stands on.</summary>
    public void StartRow() => _next = 0;

    public string Text() => reader.GetString(_next++);

    public string? OptionalText()
    {
        int column = _next++;
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public long Integer() => reader.GetInt64(_next++);

    public long? OptionalInteger()
    {
        int column = _next++;
        return reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    public bool Boolean() => reader.GetBoolean(_next++);

    public bool? OptionalBoolean()
    {
        int column = _next++;
        return reader.IsDBNull(column) ? null : reader.GetBoolean(column);
    }

    public DateTimeOffset Time() => StoredValue.Time(Integer());

    public DateTimeOffset? OptionalTime() => OptionalInteger() is { } time ? StoredValue.Time(time) : null;

    public TEnum Enum<TEnum>()
        where TEnum : struct, Enum
    {
        string name = Text();
        return EnumText<TEnum>.Find(name) ?? throw StoreErrors.UnknownValue(table.Name, table.Columns[_next - 1].Name, name);
    }

    /// <summary>The next column's value as it is stored.</summary>
    public object? Value(Column column) => column.Type switch
    {
        ColumnType.Integer or ColumnType.Time => OptionalInteger(),
        ColumnType.Boolean => OptionalBoolean(),
        _ => OptionalText(),
    };

    public AttributeSet Attributes() => Json(AttributeJson.Read);

    /// <summary>A JSON column.</summary>
    public TValue Json<TValue>(Func<string, TValue> read)
    {
        string json = Text();
        try
        {
            return read(json);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw StoreErrors.BadDocument(table.Name, table.Columns[_next - 1].Name, exception);
        }
    }
}

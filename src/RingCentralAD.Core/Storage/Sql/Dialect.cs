using System.Data.Common;

namespace RingCentralAD.Core.Storage;

/// <summary>What SQLite and PostgreSQL say differently; all else is one SQL.</summary>
internal abstract class Dialect
{
    /// <summary>The table's name as SQL names it.</summary>
    public abstract string Table(string name);

    /// <summary>The column's name as SQL names it.</summary>
    public static string Quote(string name) => $"\"{name}\"";

    /// <summary>A statement of a schema step in this dialect.</summary>
    public abstract string Render(string statement);

    /// <summary>The comparison of a column with a list that is one parameter.</summary>
    public abstract string InList(string column, string parameter);

    /// <summary>The list of <see cref="InList"/> as the value of its parameter.</summary>
    public abstract object ListValue(ColumnType type, IReadOnlyList<object> values);

    /// <summary>Whether a text column has the text of the parameter in it.</summary>
    public abstract string Contains(string column, string parameter);

    /// <summary>
    /// A column of the key to order by, in a statement that looks up values: written so that the order does not talk the
    /// database into reading the whole table along the key.
    /// </summary>
    public virtual string OrderOfLookUp(string column) => column;

    /// <summary>A single value (text, long, bool) as the value of a parameter.</summary>
    public abstract object Value(object value);

    /// <summary>Adds a parameter to a command.</summary>
    public static void AddParameter(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

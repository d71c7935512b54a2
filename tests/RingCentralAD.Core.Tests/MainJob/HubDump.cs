using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Reads a hub file by SQLite alone: every row of every table, or of some, as text.</summary>
internal static class HubDump
{
    /// <summary>Everything; tables by name, rows in the order of all their columns.</summary>
    public static string Of(string path, Func<string, bool>? table = null, Func<string, bool>? column = null)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        StringBuilder text = new();
        foreach (string name in Column(connection, "select name from sqlite_master where type = 'table' order by name"))
        {
            if (table?.Invoke(name) != false)
            {
                text.Append("== ").Append(name).Append('\n').AppendJoin('\n', Rows(connection, name, column)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static List<string> Rows(SqliteConnection connection, string table, Func<string, bool>? wanted)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The name comes from the file's own catalogue.
        command.CommandText = $"select * from \"{table}\"";
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            StringBuilder row = new();
            for (int i = 0; i < reader.FieldCount; i++)
            {
                if (wanted?.Invoke(reader.GetName(i)) != false)
                {
                    object value = reader.GetValue(i);
                    row.Append(reader.GetName(i)).Append('=').Append(value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)).Append('|');
                }
            }

            rows.Add(row.ToString());
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static List<string> Column(SqliteConnection connection, string query)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is a constant of this file.
        command.CommandText = query;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}

using System.Collections;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>A statement and the values of its parameters @p0, @p1 …</summary>
internal sealed record Statement(string Sql, IReadOnlyList<object> Values);

/// <summary>Turns filters into statements.</summary>
internal static class FilterSql
{
    /// <summary>The rows, in the order of the key unless the filter orders.</summary>
    public static Statement Select<T>(Dialect dialect, TableMap<T> table, Filter<T>? filter)
        where T : class, IHubRow =>
        Build(dialect, table, filter, $"SELECT {Names(table.Columns.Where(static column => !column.Computed))} FROM {dialect.Table(table.Name)}", ordered: true);

    /// <summary>How many rows.</summary>
    public static Statement Count<T>(Dialect dialect, TableMap<T> table, Filter<T>? filter)
        where T : class, IHubRow
    {
        if (filter?.Limit is null)
        {
            return Build(dialect, table, filter, $"SELECT COUNT(*) FROM {dialect.Table(table.Name)}", ordered: false);
        }

        Statement limited = Build(dialect, table, filter, $"SELECT 1 FROM {dialect.Table(table.Name)}", ordered: true);
        return limited with { Sql = $"SELECT COUNT(*) FROM ({limited.Sql}) AS limited" };
    }

    /// <summary>Takes the rows away.</summary>
    public static Statement Delete<T>(Dialect dialect, TableMap<T> table, Filter<T> filter)
        where T : class, IHubRow
    {
        string delete = $"DELETE FROM {dialect.Table(table.Name)}";
        if (filter.Limit is null)
        {
            return Build(dialect, table, filter, delete, ordered: false);
        }

        string keys = Names(table.Keys);
        Statement limited = Build(dialect, table, filter, $"SELECT {keys} FROM {dialect.Table(table.Name)}", ordered: true);
        return limited with { Sql = $"{delete} WHERE ({keys}) IN ({limited.Sql})" };
    }

    /// <summary>Column names with commas between.</summary>
    public static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(static column => Dialect.Quote(column.Name)));

    private static Statement Build<T>(Dialect dialect, TableMap<T> table, Filter<T>? filter, string beginning, bool ordered)
        where T : class, IHubRow
    {
        StringBuilder sql = new(beginning);
        List<object> values = [];
        string joint = " WHERE ";
        foreach (FilterTerm term in filter?.Terms ?? [])
        {
            sql.Append(joint).Append(Compare(dialect, table.Column(term.Property), term, values));
            joint = " AND ";
        }

        if (ordered)
        {
            if (filter?.IsOrdered != false)
            {
                AppendOrder(sql, dialect, table, filter);
            }

            if (filter?.Limit is { } limit)
            {
                sql.Append(" LIMIT ").Append(System.Globalization.CultureInfo.InvariantCulture, $"{limit}");
            }
        }

        return new Statement(sql.ToString(), values);
    }

    private static string Compare(Dialect dialect, Column column, FilterTerm term, List<object> values)
    {
        if (column.Type == ColumnType.Json)
        {
            throw new ArgumentException($"{column.Property} is a document; a filter cannot compare it.");
        }

        string name = Dialect.Quote(column.Name);
        switch (term.Operator)
        {
            case FilterOperator.IsNull:
                return $"{name} IS NULL";
            case FilterOperator.IsNotNull:
                return $"{name} IS NOT NULL";
            case FilterOperator.In:
                return In(dialect, column, name, (IEnumerable)term.Value!, values);
            default:
                if (term.Value is null)
                {
                    return "1 = 0";
                }

                values.Add(dialect.Value(StoredValue.Of(column, term.Value)));
                if (term.Operator == FilterOperator.Contains)
                {
                    return dialect.Contains(name, $"@p{values.Count - 1}");
                }

                string sign = term.Operator switch { FilterOperator.Less => "<", FilterOperator.Greater => ">", _ => "=" };
                return $"{name} {sign} @p{values.Count - 1}";
        }
    }

    private static string In(Dialect dialect, Column column, string name, IEnumerable items, List<object> values)
    {
        List<object> list = [];
        bool orNull = false;
        foreach (object? item in items)
        {
            if (item is null)
            {
                orNull = true;
            }
            else
            {
                list.Add(StoredValue.Of(column, item));
            }
        }

        if (list.Count == 0)
        {
            return orNull ? $"{name} IS NULL" : "1 = 0";
        }

        values.Add(dialect.ListValue(column.Type, list));
        string listed = dialect.InList(name, $"@p{values.Count - 1}");
        return orNull ? $"({listed} OR {name} IS NULL)" : listed;
    }

    private static void AppendOrder<T>(StringBuilder sql, Dialect dialect, TableMap<T> table, Filter<T>? filter)
        where T : class, IHubRow
    {
        sql.Append(" ORDER BY ");
        if (filter?.OrderProperty is { } property)
        {
            Column column = table.Column(property);
            sql.Append(Dialect.Quote(column.Name)).Append(filter.Descending ? " DESC" : " ASC");
            if (column.Nullable)
            {
                // The dialects disagree on where empty values stand by themselves.
                sql.Append(filter.Descending ? " NULLS LAST" : " NULLS FIRST");
            }

            sql.Append(", ");
        }

        bool lookUp = filter?.Terms.Any(term => IsLookUp(table, term)) == true;
        sql.AppendJoin(", ", table.Keys.Select(static key => Dialect.Quote(key.Name)).Select(name => lookUp ? dialect.OrderOfLookUp(name) : name));
    }

    // A comparison that an index beside the key answers, or a list of values, which any index answers best.
    private static bool IsLookUp(Table table, FilterTerm term)
    {
        Column column = table.Column(term.Property);
        return term.Operator == FilterOperator.In ||
            (term.Operator == FilterOperator.Equal && !table.Keys.Contains(column) && table.Indexes.Any(index => index.Columns.Contains(column)));
    }
}

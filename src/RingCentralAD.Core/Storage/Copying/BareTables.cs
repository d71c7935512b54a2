using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>A row as its columns hold it: text, long, bool or null, in the order of the table's columns.</summary>
internal sealed record BareRow(object?[] Values) : IHubRow;

/// <summary>The hub's tables seen as bare values: what is carried from one database to another is carried to the last bit.</summary>
internal static class BareTables
{
    /// <summary>All tables, the leases among them: their numbers go on growing in the new place.</summary>
    public static IReadOnlyList<TableMap<BareRow>> All { get; } = [.. Tables.All.Select(Of), LeaseTable()];

    private static TableMap<BareRow> Of(Table table)
    {
        TableMap<BareRow> bare = new(table.Name, row => new BareRow([.. table.Columns.Select(row.Value)]));
        for (int i = 0; i < table.Columns.Count; i++)
        {
            int at = i;
            bare.Bare(table.Columns[i], table.Keys.Contains(table.Columns[i]), row => row.Values[at]);
        }

        return bare;
    }

    private static TableMap<BareRow> LeaseTable() =>
        new TableMap<BareRow>(Leases.Table, static row => new BareRow([row.Text(), row.Text(), row.Integer(), row.Integer(), row.Integer()]))
            .Key(nameof(Lease.Stage), static row => (string)row.Values[0]!)
            .Text(nameof(Lease.Holder), static row => (string)row.Values[1]!)
            .Integer(nameof(Lease.Number), static row => (long)row.Values[2]!)
            .Integer(nameof(Lease.Since), static row => (long)row.Values[3]!)
            .Integer(nameof(Lease.Until), static row => (long)row.Values[4]!);
}

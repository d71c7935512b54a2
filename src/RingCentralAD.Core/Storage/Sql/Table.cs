namespace RingCentralAD.Core.Storage;

/// <summary>An index beside the primary key.</summary>
/// <param name="Unique">No two rows may agree in all columns; an empty column agrees with nothing.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Where">The rows it covers as SQL that both dialects read; null for all.</param>
internal sealed record TableIndex(bool Unique, IReadOnlyList<Column> Columns, string? Where);

/// <summary>What a table looks like; <see cref="TableMap{T}"/> adds how its rows are read and written.</summary>
internal abstract class Table(string name)
{
    /// <summary>What stands between the values of a key in one text.</summary>
    protected const string Separator = "\u001F";

    /// <summary>The name in the database.</summary>
    public string Name { get; } = name;

    /// <summary>All columns: those that are read first, computed ones last.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>The columns of the primary key.</summary>
    public abstract IReadOnlyList<Column> Keys { get; }

    /// <summary>The indexes beside the primary key.</summary>
    public abstract IReadOnlyList<TableIndex> Indexes { get; }

    /// <summary>Short rows that are little more than their key; SQLite then keeps them in the key's own tree.</summary>
    public bool Narrow { get; protected set; }

    /// <summary>Some columns of another row type's table, only to be read.</summary>
    public bool ReadOnly { get; protected set; }

    /// <summary>Some columns of another row type's rows: saving changes them where the row is, and makes none.</summary>
    public bool UpdatesOnly { get; protected set; }

    /// <summary>Rows that the store itself adds, and nobody saves or removes.</summary>
    public bool AppendOnly { get; protected set; }

    /// <summary>The columns beside the key.</summary>
    public IEnumerable<Column> Others => Columns.Except(Keys);

    /// <summary>Throws when rows of this type are not to be written.</summary>
    public void ThrowIfReadOnly()
    {
        if (AppendOnly)
        {
            throw new ArgumentException($"The rows of {Name} are written by the store alone.");
        }

        if (ReadOnly)
        {
            throw new ArgumentException($"These rows of {Name} hold some of its columns only: they are read, never saved or removed.");
        }
    }

    /// <summary>Several values as one text, to tell rows apart.</summary>
    public static string Joined(IEnumerable<object?> values) => string.Join(Separator, values);

    /// <summary>The column of a property.</summary>
    public Column Column(string property) =>
        Columns.FirstOrDefault(column => column.Property == property)
        ?? throw new ArgumentException($"{Name} has no column for {property}.", nameof(property));
}

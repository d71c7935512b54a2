using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>How the rows of one type are kept: a table's columns, each with how it is got from the row, and how a row is made.</summary>
/// <param name="name">The table.</param>
/// <param name="create">Makes a row; takes the columns in the order in which they are declared.</param>
internal sealed class TableMap<T>(string name, Func<RowReader, T> create) : Table(name)
    where T : class, IHubRow
{
    private readonly List<Column<T>> _columns = [];
    private readonly List<Column<T>> _keys = [];
    private readonly List<TableIndex> _indexes = [];
    private readonly Dictionary<TableIndex, Func<T, bool>> _covers = [];

    /// <inheritdoc />
    public override IReadOnlyList<Column<T>> Columns => _columns;

    /// <inheritdoc />
    public override IReadOnlyList<Column<T>> Keys => _keys;

    /// <inheritdoc />
    public override IReadOnlyList<TableIndex> Indexes => _indexes;

    /// <summary>Makes the row that the reader stands on.</summary>
    public T Create(RowReader reader) => create(reader);

    /// <summary>The values of the row's key as one text, to tell rows apart.</summary>
    public string KeyOf(T row) => _keys switch
    {
        [var only] => only.Get(row) as string ?? Joined([only.Get(row)]),
        [var first, var second] => string.Concat((string?)first.Get(row), Separator, (string?)second.Get(row)),
        [var first, var second, var third] => string.Join(Separator, (string?)first.Get(row), (string?)second.Get(row), (string?)third.Get(row)),
        _ => Joined(_keys.Select(key => key.Get(row))),
    };

    /// <summary>The row's key for people.</summary>
    public string Describe(T row) => string.Join(", ", _keys.Select(key => key.Get(row)));

    /// <summary>Whether an index covers the row.</summary>
    public bool Covers(TableIndex index, T row) => index.Where is null || _covers.TryGetValue(index, out Func<T, bool>? covers) && covers(row);

    public TableMap<T> Key(string property, Func<T, string> get)
    {
        Text(property, get);
        _keys.Add(_columns[^1]);
        return this;
    }

    public TableMap<T> IntegerKey(string property, Func<T, long> get)
    {
        Integer(property, get);
        _keys.Add(_columns[^1]);
        return this;
    }

    public TableMap<T> Text(string property, Func<T, string> get) =>
        Add(property, ColumnType.Text, nullable: false, row => StoredValue.Text(get(row)));

    public TableMap<T> OptionalText(string property, Func<T, string?> get) =>
        Add(property, ColumnType.Text, nullable: true, row => get(row) is { } text ? StoredValue.Text(text) : null);

    public TableMap<T> MatchKey(string property, Func<T, string?> get) =>
        Add(property, ColumnType.MatchKey, nullable: true, row => StoredValue.Key(get(row)));

    public TableMap<T> ComputedKey(string property, Func<T, string?> get)
    {
        _columns.Add(new Column<T>(property, ColumnType.MatchKey, Nullable: true, Computed: true, row => StoredValue.Key(get(row))));
        return this;
    }

    public TableMap<T> ComputedInteger(string property, Func<T, long?> get)
    {
        _columns.Add(new Column<T>(property, ColumnType.Integer, Nullable: true, Computed: true, row => get(row)));
        return this;
    }

    public TableMap<T> Enum<TEnum>(string property, Func<T, TEnum> get)
        where TEnum : struct, Enum =>
        Add(property, ColumnType.Text, nullable: false, row => EnumText<TEnum>.Name(get(row)));

    public TableMap<T> EnumKey<TEnum>(string property, Func<T, TEnum> get)
        where TEnum : struct, Enum
    {
        Enum(property, get);
        _keys.Add(_columns[^1]);
        return this;
    }

    public TableMap<T> Integer(string property, Func<T, long> get) =>
        Add(property, ColumnType.Integer, nullable: false, row => get(row));

    public TableMap<T> OptionalInteger(string property, Func<T, long?> get) =>
        Add(property, ColumnType.Integer, nullable: true, row => get(row));

    public TableMap<T> Boolean(string property, Func<T, bool> get) =>
        Add(property, ColumnType.Boolean, nullable: false, row => get(row));

    public TableMap<T> Time(string property, Func<T, DateTimeOffset> get) =>
        Add(property, ColumnType.Time, nullable: false, row => StoredValue.Time(get(row)));

    public TableMap<T> OptionalTime(string property, Func<T, DateTimeOffset?> get) =>
        Add(property, ColumnType.Time, nullable: true, row => get(row) is { } time ? StoredValue.Time(time) : null);

    public TableMap<T> Json(string property, Func<T, string> get) =>
        Add(property, ColumnType.Json, nullable: false, get);

    /// <summary>A column of another map as it is stored.</summary>
    public TableMap<T> Bare(Column column, bool key, Func<T, object?> get)
    {
        _columns.Add(new Column<T>(column.Property, column.Type, column.Nullable, Computed: false, get));
        if (key)
        {
            _keys.Add(_columns[^1]);
        }

        return this;
    }

    public TableMap<T> Index(params string[] properties) => Index(unique: false, where: null, properties);

    public TableMap<T> Unique(params string[] properties) => Index(unique: true, where: null, properties);

    public TableMap<T> IndexWhere(string where, params string[] properties) => Index(unique: false, where, properties);

    public TableMap<T> UniqueWhere(string where, Func<T, bool> covers, params string[] properties)
    {
        Index(unique: true, where, properties);
        _covers[_indexes[^1]] = covers;
        return this;
    }

    public TableMap<T> AsNarrow()
    {
        Narrow = true;
        return this;
    }

    public TableMap<T> AsUpdatesOnly()
    {
        UpdatesOnly = true;
        return AsReadOnly();
    }

    public TableMap<T> AsAppendOnly()
    {
        AppendOnly = true;
        return this;
    }

    public TableMap<T> AsReadOnly()
    {
        ReadOnly = true;
        return this;
    }

    private TableMap<T> Add(string property, ColumnType type, bool nullable, Func<T, object?> get)
    {
        _columns.Add(new Column<T>(property, type, nullable, Computed: false, get));
        return this;
    }

    private TableMap<T> Index(bool unique, string? where, string[] properties)
    {
        _indexes.Add(new TableIndex(unique, [.. properties.Select(Column)], where));
        return this;
    }
}

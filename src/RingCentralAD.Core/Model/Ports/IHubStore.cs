using System.Linq.Expressions;

namespace RingCentralAD.Core.Model;

/// <summary>A row of the hub: one record type of <c>Model/Rows</c> per table.</summary>
public interface IHubRow;

/// <summary>Reads rows. A read sees one consistent state and never waits for a writer.</summary>
public interface IHubReader
{
    /// <summary>Streams the rows of a table that the filter lets through, in the order of its key unless the filter orders.</summary>
    IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow;

    /// <summary>How many rows the filter lets through.</summary>
    Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow;
}

/// <summary>One short write transaction. What is not committed never was.</summary>
public interface IHubTransaction : IHubReader, IAsyncDisposable
{
    /// <summary>Inserts the rows, or replaces those that have the same key.</summary>
    Task SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class, IHubRow;

    /// <summary>Takes the rows away that the filter lets through; gives their count.</summary>
    Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken = default)
        where T : class, IHubRow;

    /// <summary>Makes everything durable.</summary>
    Task CommitAsync(CancellationToken cancellationToken = default);
}

/// <summary>
/// The hub's store: SQLite (one file) or PostgreSQL behind one SQL subset.
/// Times are UTC with microseconds; ids are made by us.
/// </summary>
public interface IHubStore : IHubReader, IAsyncDisposable
{
    /// <summary>File path, or host and database; never a password.</summary>
    string Location { get; }

    /// <summary>What an administrator should know about this store, e.g. that others may read its file.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Who is told of runs, failures and requests; null for nobody. Closed with the store.</summary>
    ISyncLog? Log
    {
        get => null;
        set { }
    }

    /// <summary>
    /// Opens a write transaction. With a lease, its number is checked in the transaction: who lost the lease
    /// gets a <see cref="RingCentralAdException"/> (Busy, <c>LeaseLost</c>) and writes nothing.
    /// </summary>
    Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// A store that behaves like this one, sees what this one holds now, and whose commits vanish when it is
    /// disposed: what-if runs the very code of a run on it.
    /// </summary>
    Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the lease of a stage, or throws <see cref="RingCentralAdException"/> (Busy, <c>HubBusy</c>) that says
    /// who holds it since when. A lease whose time has run out is taken over with the next number.
    /// </summary>
    Task<Lease> AcquireLeaseAsync(string stage, string holder, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Keeps the lease for another while; throws as <see cref="BeginAsync"/> does when it is lost.</summary>
    Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gives the lease back; a lost one is let be.</summary>
    Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken = default);
}

/// <summary>The right to work at a stage of the hub until a time; the number grows with every taker (fencing).</summary>
public sealed record Lease(string Stage, string Holder, long Number, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>The run that works by it: what a transaction with this lease changes is recorded as the run's. Null before there is one.</summary>
    public string? RunId { get; init; }
}

/// <summary>One comparison of a filter.</summary>
public enum FilterOperator
{
    /// <summary>Equal; null equals null.</summary>
    Equal,

    /// <summary>One of the listed values.</summary>
    In,

    /// <summary>Smaller than.</summary>
    Less,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Has no value.</summary>
    IsNull,

    /// <summary>Has a value.</summary>
    IsNotNull,

    /// <summary>Has this text in it, letter by letter.</summary>
    Contains,
}

/// <summary>One comparison: the row's property, how, and with what.</summary>
public sealed record FilterTerm(string Property, FilterOperator Operator, object? Value);

/// <summary>
/// Which rows: comparisons joined by and, an order and a limit. Only properties that have a column can be named.
/// </summary>
public sealed class Filter<T>
    where T : class, IHubRow
{
    private readonly List<FilterTerm> _terms = [];

    /// <summary>The comparisons, joined by and.</summary>
    public IReadOnlyList<FilterTerm> Terms => _terms;

    /// <summary>The property to order by, or null for the key.</summary>
    public string? OrderProperty { get; private set; }

    /// <summary>Greatest first.</summary>
    public bool Descending { get; private set; }

    /// <summary>Whether the rows come in an order at all.</summary>
    public bool IsOrdered { get; private set; } = true;

    /// <summary>At most so many rows.</summary>
    public int? Limit { get; private set; }

    /// <summary>The property equals the value (null: has no value).</summary>
    public Filter<T> Equal<TValue>(Expression<Func<T, TValue>> property, TValue value) =>
        Add(property, value is null ? FilterOperator.IsNull : FilterOperator.Equal, value);

    /// <summary>The property is one of the values; an empty list lets nothing through.</summary>
    public Filter<T> In<TValue>(Expression<Func<T, TValue>> property, IReadOnlyCollection<TValue> values) =>
        Add(property, FilterOperator.In, values);

    /// <summary>The property is smaller than the value.</summary>
    public Filter<T> Less<TValue>(Expression<Func<T, TValue>> property, TValue value) => Add(property, FilterOperator.Less, value);

    /// <summary>The property is greater than the value.</summary>
    public Filter<T> Greater<TValue>(Expression<Func<T, TValue>> property, TValue value) => Add(property, FilterOperator.Greater, value);

    /// <summary>The property has the text in it, letter by letter: no index answers this.</summary>
    public Filter<T> Contains(Expression<Func<T, string?>> property, string text) => Add(property, FilterOperator.Contains, text);

    /// <summary>The property has a value.</summary>
    public Filter<T> NotNull<TValue>(Expression<Func<T, TValue>> property) => Add(property, FilterOperator.IsNotNull, null);

    /// <summary>Orders by the property.</summary>
    public Filter<T> OrderBy<TValue>(Expression<Func<T, TValue>> property, bool descending = false)
    {
        OrderProperty = NameOf(property);
        Descending = descending;
        return this;
    }

    /// <summary>Takes the rows as they lie in the store, which is quicker than to sort them.</summary>
    public Filter<T> AnyOrder()
    {
        IsOrdered = false;
        return this;
    }

    /// <summary>Lets at most so many rows through.</summary>
    public Filter<T> Take(int limit)
    {
        Limit = limit;
        return this;
    }

    private Filter<T> Add<TValue>(Expression<Func<T, TValue>> property, FilterOperator how, object? value)
    {
        _terms.Add(new FilterTerm(NameOf(property), how, value));
        return this;
    }

    private static string NameOf<TValue>(Expression<Func<T, TValue>> property) =>
        property.Body is MemberExpression { Member.Name: var name }
            ? name
            : throw new ArgumentException("A filter names a property of the row, like row => row.UserId.", nameof(property));
}

using System.Text;

namespace RingCentralAD.Core.Storage;

/// <summary>A column of a table.</summary>
/// <param name="Property">The row's property, as filters name it.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Nullable">Whether it may be empty.</param>
/// <param name="Computed">Written for filters and indexes, and never read back.</param>
internal abstract record Column(string Property, ColumnType Type, bool Nullable, bool Computed)
{
    /// <summary>The name in the database: small letters with underscores, which no database wants quoted.</summary>
    public string Name { get; } = SnakeCase(Property);

    private static string SnakeCase(string property)
    {
        StringBuilder name = new(property.Length + 4);
        foreach (char c in property)
        {
            if (char.IsUpper(c) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}

/// <summary>A column of the table that holds <typeparamref name="T"/>.</summary>
/// <param name="Get">The row's value as the column holds it: text, long, bool or null.</param>
internal sealed record Column<T>(string Property, ColumnType Type, bool Nullable, bool Computed, Func<T, object?> Get)
    : Column(Property, Type, Nullable, Computed);

namespace RingCentralAD.Expressions;

/// <summary>Looks for the name that was probably meant, candidate by candidate; keeps the best one only.</summary>
public sealed class NearestSearch
{
    private const int Longest = 64;
    private readonly string _name;
    private readonly string _upper;
    private int _cost;
    private string? _edited;
    private string? _longer;

    /// <summary>Begins a search.</summary>
    public NearestSearch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_name, _upper) = (name, name.ToUpperInvariant());
        _cost = Math.Min(4, 1 + (name.Length / 3)) + 1;
    }

    /// <summary>The candidate with the fewest edits, letter case almost free, else the shortest one that the name is the beginning of; null where none was near.</summary>
    public string? Found => _edited ?? _longer;

    /// <summary>Offers a candidate; true where it is the best so far.</summary>
    public bool Offer(string candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        int cost = Cost(candidate);
        if (cost < _cost)
        {
            (_edited, _cost) = (candidate, cost);
            return true;
        }

        if (_edited is not null || _name.Length < 3 || _longer?.Length <= candidate.Length || !candidate.StartsWith(_name, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _longer = candidate;
        return true;
    }

    private int Cost(string candidate) =>
        Math.Abs(candidate.Length - _name.Length) >= _cost || candidate.Length > Longest || _name.Length > Longest ? int.MaxValue
        : candidate.Equals(_name, StringComparison.OrdinalIgnoreCase) ? 0
        : 1 + Edits(_upper, candidate.ToUpperInvariant());

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int Edits(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int cost = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                rows[i, j] = swapped ? Math.Min(cost, rows[i - 2, j - 2] + 1) : cost;
            }
        }

        return rows[a.Length, b.Length];
    }
}

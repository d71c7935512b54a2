namespace RingCentralAD.Expressions;

/// <summary>The name that was probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate with the fewest edits, letter case almost free, else the shortest one that the name is the beginning of; null where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] all = [.. candidates];
        return Edited(name, all)
            ?? (name.Length < 3 ? null : all.Where(candidate => candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)).MinBy(candidate => candidate.Length));
    }

    private static string? Edited(string name, string[] candidates)
    {
        string? best = null;
        int bestCost = Allowed(name) + 1;
        foreach (string candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) >= bestCost)
            {
                continue;
            }

            int cost = candidate.Equals(name, StringComparison.OrdinalIgnoreCase) ? 0 : 1 + Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (cost < bestCost)
            {
                (best, bestCost) = (candidate, cost);
            }
        }

        return best;
    }

    private static int Allowed(string name) => Math.Min(4, 1 + (name.Length / 3));

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int Edits(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64)
        {
            return int.MaxValue - 1;
        }

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

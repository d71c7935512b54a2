namespace RingCentralAD.Expressions;

/// <summary>The name that was probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate with the fewest edits, letter case almost free, else the shortest one that the name is the beginning of; null where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        NearestSearch search = new(name);
        foreach (string candidate in candidates)
        {
            search.Offer(candidate);
        }

        return search.Found;
    }

    /// <summary>What a remedy begins with: "Did you mean X? ", or nothing where no candidate is near.</summary>
    public static string Question(string name, IEnumerable<string> candidates) => Of(name, candidates) is { } meant ? $"Did you mean {meant}? " : "";
}

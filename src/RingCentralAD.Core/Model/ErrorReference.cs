using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>What docs/errors.md says of an error: its meaning and remedy without any person in it.</summary>
internal static class ErrorReference
{
    private static readonly Lazy<Dictionary<string, (string Meaning, string Remedy)>> s_errors = new(Read);

    /// <summary>The error's meaning and remedy, or null for one that the list does not have.</summary>
    public static (string Meaning, string Remedy)? Find(string errorId) =>
        s_errors.Value.TryGetValue(errorId, out (string, string) found) ? found : null;

    /// <summary>Reasons as people read them, each with its count where there are several: how many were held up by what.</summary>
    /// <param name="counts">How many by the stable id of the reason.</param>
    public static string Words(IEnumerable<KeyValuePair<string, int>> counts)
    {
        KeyValuePair<string, int>[] reasons = [.. counts.GroupBy(static pair => Short(pair.Key), static pair => pair.Value).Select(static group => new KeyValuePair<string, int>(group.Key, group.Sum()))];
        return reasons.Length == 1 ? reasons[0].Key : string.Join("; ", reasons.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0}: {pair.Key}")));
    }

    /// <summary>The first sentence of the meaning, as a part of another one.</summary>
    private static string Short(string errorId)
    {
        string meaning = Find(errorId)?.Meaning ?? "Get-RcProvisioningError says why";
        string first = meaning.Split(". ", 2)[0].TrimEnd('.');
        return first.Length > 1 && char.IsUpper(first[0]) && !char.IsUpper(first[1]) && !first.StartsWith("Get-", StringComparison.Ordinal) ? char.ToLowerInvariant(first[0]) + first[1..] : first;
    }

    private static Dictionary<string, (string, string)> Read()
    {
        Dictionary<string, (string, string)> errors = new(StringComparer.Ordinal);
        foreach (string line in EmbeddedFile.Text("errors.md").Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Trim('|', ' ').Split(" | ")];
            foreach (string id in cells.Length == 3 ? cells[0].Split(',', StringSplitOptions.TrimEntries) : [])
            {
                errors[id] = (Plain(cells[1]), Plain(cells[2]));
            }
        }

        return errors;
    }

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal).Replace(" [${parameterName}]", "", StringComparison.Ordinal).Replace("${parameterName}", "A parameter", StringComparison.Ordinal);
}

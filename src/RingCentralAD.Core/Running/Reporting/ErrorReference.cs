namespace RingCentralAD.Core.Running;

/// <summary>What docs/errors.md says of an error: its meaning and remedy without any person in it.</summary>
internal static class ErrorReference
{
    private static readonly Lazy<Dictionary<string, (string Meaning, string Remedy)>> s_errors = new(Read);

    /// <summary>The error's meaning and remedy, or null for one that the list does not have.</summary>
    public static (string Meaning, string Remedy)? Find(string errorId) =>
        s_errors.Value.TryGetValue(errorId, out (string, string) found) ? found : null;

    private static Dictionary<string, (string, string)> Read()
    {
        Dictionary<string, (string, string)> errors = new(StringComparer.Ordinal);
        foreach (string line in ReportResource.Text("errors.md").Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            string[] cells = [.. line.Trim('|', ' ').Split(" | ")];
            foreach (string id in cells.Length == 3 ? cells[0].Split(',', StringSplitOptions.TrimEntries) : [])
            {
                errors[id] = (Plain(cells[1]), Plain(cells[2]));
            }
        }

        return errors;
    }

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal).Replace("${parameterName}", "A parameter", StringComparison.Ordinal);
}

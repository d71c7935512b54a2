namespace RingCentralAD.Benchmarks.Harness;

/// <summary>The Markdown page of the tables. What a person wrote in it stays; each part replaces what stands between its own two marks.</summary>
internal static class BenchmarkPage
{
    /// <summary>Puts a part's text, with the day and the machine, into its place; a part that has none yet goes to the end.</summary>
    public static void Update(string path, string part, string text)
    {
        string page = File.Exists(path) ? File.ReadAllText(path) : "# Benchmarks\n";
        string start = $"<!-- {part} -->";
        string end = $"<!-- end of {part} -->";
        string day = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string section = $"{start}\n{text}\nMeasured on {day}: {Machine.Describe()}\n\n{end}";
        int from = page.IndexOf(start, StringComparison.Ordinal);
        int to = page.IndexOf(end, StringComparison.Ordinal);
        page = from >= 0 && to > from
            ? page[..from] + section + page[(to + end.Length)..]
            : $"{page.TrimEnd()}\n\n{section}\n";
        File.WriteAllText(path, page);
    }
}

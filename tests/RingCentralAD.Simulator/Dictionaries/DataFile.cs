namespace RingCentralAD.Simulator;

/// <summary>Tables of facts that the assembly carries: one row a line, columns by tab.</summary>
internal static class DataFile
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using Stream stream = typeof(DataFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly carries no table '{name}'.");
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line.Split('\t');
            }
        }
    }
}

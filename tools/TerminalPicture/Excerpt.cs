namespace RingCentralAD.TerminalPicture;

/// <summary>What of a run's output stands in the picture: each step with its first lines, and a mark where some were left out.</summary>
internal static class Excerpt
{
    /// <summary>A step's heading, as the demo writes it.</summary>
    public const string Heading = "== ";

    private const int Most = 8;

    public static IReadOnlyList<string> Of(IEnumerable<string> lines)
    {
        List<string> kept = [];
        int inStep = 0;
        foreach (string line in lines.Select(line => line.TrimEnd()))
        {
            if (line.StartsWith(Heading, StringComparison.Ordinal))
            {
                if (kept.Count > 0)
                {
                    kept.Add("");
                }

                kept.Add(line);
                inStep = 0;
            }
            else if (line.Length > 0 && inStep++ <= Most)
            {
                kept.Add(inStep <= Most ? line : "…");
            }
        }

        return kept;
    }
}

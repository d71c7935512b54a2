using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Sync;

/// <summary>The figures of one size as a table.</summary>
internal static class SyncTable
{
    private const double Kilo = 1024;

    /// <summary>RingCentral's default allowance of each group, requests a minute (API guide, "Rate limits").</summary>
    private static readonly (string Group, int Minute)[] s_allowances = [("Light", 50), ("Medium", 40), ("Heavy", 10)];

    public static void Write(Report report, string title, int people, SyncFigures figures)
    {
        Table table = new(title, "s", "people/s", "peak MB", "over empty shell", "hub MB", "Light", "Medium", "Heavy", "at RingCentral's pace", "numbers written");
        foreach (SyncStep step in figures.Steps)
        {
            table.Add(
                [
                    step.Name,
                    Figures.Show(step.Milliseconds / 1000, 1),
                    Figures.Show(people / step.Milliseconds * 1000, 0),
                    Figures.Show(step.PeakKilobytes / Kilo, 0),
                    Figures.Show((step.PeakKilobytes - figures.EmptyKilobytes) / Kilo, 0),
                    Figures.Show(step.HubBytes / Kilo / Kilo, 0),
                    .. s_allowances.Select(allowance => Figures.Show(step.Requests.GetValueOrDefault(allowance.Group), 0)),
                    Pace(step.Requests),
                    Figures.Show(step.Written, 0),
                ]);
        }

        report.Write(table.ToString());
    }

    /// <summary>The groups have allowances of their own, so the slowest one sets the pace.</summary>
    private static string Pace(IReadOnlyDictionary<string, int> requests)
    {
        double minutes = s_allowances.Max(allowance => Math.Ceiling(requests.GetValueOrDefault(allowance.Group) / (double)allowance.Minute));
        return minutes switch
        {
            0 => "",
            <= 120 => $"{Figures.Show(minutes, 0)} min",
            <= 60 * 48 => $"{Figures.Show(minutes / 60, 0)} h",
            _ => $"{Figures.Show(minutes / 60 / 24, 1)} d",
        };
    }
}

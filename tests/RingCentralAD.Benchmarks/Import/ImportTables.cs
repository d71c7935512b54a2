using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>The figures of one size as tables.</summary>
internal static class ImportTables
{
    private const double Kilobytes = 1024;

    public static void Write(Report report, ImportFigures figures)
    {
        double search = Figures.Median(figures.LdapSearch);
        double empty = Figures.Median(figures.EmptyShellPeak) / Kilobytes;
        Table warm = new($"{Figures.Show(figures.People, 0)} people, warm", "ms", "people/s", "of ldapsearch's speed", "peak MB", "over empty shell");
        Contender("ldapsearch, read only", search, figures.LdapSearchPeak, null);
        warm.Add("of which start, connect, sign in", Figures.Show(Figures.Median(figures.LdapSearchSignIn), 0), "", "", "", "");
        Contender("Import-AdUsers, new hub, all created", Figures.Median(figures.Created), Figures.Median(figures.CreatedPeak), empty);
        Contender("Import-AdUsers, same hub, nothing changed", Figures.Median(figures.Unchanged), Figures.Median(figures.UnchangedPeak), empty);
        report.Write(warm.ToString());

        Table cold = new($"{Figures.Show(figures.People, 0)} people, cold start (new process), ms", "engine", "Import-Module", "hub, directory", "Import-AdUsers", "sum");
        Start("new hub, all created", figures.ColdNewHub, figures.ColdCreated);
        Start("same hub, nothing changed", figures.ColdOpenHub, figures.ColdUnchanged);
        report.Write(cold.ToString());

        void Contender(string name, double milliseconds, double peak, double? shell) => warm.Add(
            name, Figures.Show(milliseconds, 0), Figures.Show(figures.People / milliseconds * 1000, 0), Figures.Ratio(search, milliseconds),
            Figures.Show(peak / Kilobytes, 0), shell is { } megabytes ? Figures.Show((peak / Kilobytes) - megabytes, 0) : "");

        void Start(string name, List<double> hub, List<double> import)
        {
            double[] parts = [Figures.Median(figures.ColdEngine), Figures.Median(figures.ColdModule), Figures.Median(hub), Figures.Median(import)];
            cold.Add([name, .. parts.Append(parts.Sum()).Select(part => Figures.Show(part, 0))]);
        }
    }
}

using System.Globalization;
using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>The figures of one size as tables.</summary>
internal static class ImportTables
{
    private const double Kilobytes = 1024;

    public static void Write(Report report, ImportFigures figures)
    {
        WriteWarm(report, figures);
        WriteIncremental(report, figures);
        WriteCold(report, figures);
    }

    /// <summary>The peak memory alone.</summary>
    public static void WriteMemory(Report report, IReadOnlyList<ImportFigures> sizes)
    {
        Table memory = new("peak memory of an import, MB", "empty shell", "new hub", "over empty shell", "nothing changed", "over empty shell");
        foreach (ImportFigures size in sizes)
        {
            double empty = Figures.Median(size.EmptyShellPeak) / Kilobytes;
            double created = Figures.Median(size.CreatedPeak) / Kilobytes;
            double unchanged = Figures.Median(size.UnchangedPeak) / Kilobytes;
            memory.Add([People(size), .. new[] { empty, created, created - empty, unchanged, unchanged - empty }.Select(value => Figures.Show(value, 0))]);
        }

        report.Write(memory.ToString());
    }

    private static void WriteWarm(Report report, ImportFigures figures)
    {
        double search = Figures.Median(figures.Others.Values.First());
        double empty = Figures.Median(figures.EmptyShellPeak) / Kilobytes;
        Table warm = new($"{People(figures)}, warm", "ms", "people/s", "of ldapsearch's speed", "peak MB", "over empty shell");
        foreach ((string name, List<double> times) in figures.Others)
        {
            Contender(name, Figures.Median(times), figures.OthersPeak[name], null);
        }

        warm.Add("(start, connect, sign in of ldapsearch)", Figures.Show(Figures.Median(figures.SignIn), 0), "", "", "", "");
        Contender("Import-AdUsers, new hub, all created", Figures.Median(figures.Created), Figures.Median(figures.CreatedPeak), empty);
        warm.Add(
            "Import-AdUsers -Full, nothing changed", Figures.Show(Figures.Median(figures.Again), 0),
            Figures.Show(figures.People / Figures.Median(figures.Again) * 1000, 0), Figures.Ratio(search, Figures.Median(figures.Again)), "", "");
        report.Write(warm.ToString());

        void Contender(string name, double milliseconds, double peak, double? shell) => warm.Add(
            name, Figures.Show(milliseconds, 0), Figures.Show(figures.People / milliseconds * 1000, 0), Figures.Ratio(search, milliseconds),
            Figures.Show(peak / Kilobytes, 0), shell is { } megabytes ? Figures.Show((peak / Kilobytes) - megabytes, 0) : "");
    }

    private static void WriteIncremental(Report report, ImportFigures figures)
    {
        Table changes = new($"{People(figures)}, changes only", "ldapsearch, same cookie, ms", "Import-AdUsers, ms", "beyond it, ms", "requests", "answers");
        Row("nothing changed", figures.Unchanged);
        Row(string.Create(CultureInfo.InvariantCulture, $"{figures.Changed.People} changed"), figures.Changed);
        report.Write(changes.ToString());

        void Row(string name, IncrementalFigures row)
        {
            double search = Figures.Median(row.LdapSearch);
            double import = Figures.Median(row.Import);
            changes.Add(name, Figures.Show(search, 0), Figures.Show(import, 0), Figures.Show(import - search, 0), Figures.Show(row.Requests, 0), Figures.Show(row.Answers, 0));
        }
    }

    private static void WriteCold(Report report, ImportFigures figures)
    {
        Table cold = new($"{People(figures)}, cold start (new process), ms", "engine", "Import-Module", "hub, directory", "Import-AdUsers", "sum");
        Start("new hub, all created", figures.ColdNewHub, figures.ColdCreated);
        Start("same hub, nothing changed", figures.ColdOpenHub, figures.ColdUnchanged);
        report.Write(cold.ToString());

        void Start(string name, List<double> hub, List<double> import)
        {
            double[] parts = [Figures.Median(figures.ColdEngine), Figures.Median(figures.ColdModule), Figures.Median(hub), Figures.Median(import)];
            cold.Add([name, .. parts.Append(parts.Sum()).Select(part => Figures.Show(part, 0))]);
        }
    }

    private static string People(ImportFigures figures) => $"{Figures.Show(figures.People, 0)} people";
}

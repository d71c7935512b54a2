using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Sync;

/// <summary>The whole cycle between a Samba domain controller and the simulator: what a first run, a full one and a run of a few changes cost.</summary>
internal static class SyncBenchmark
{
    private const int MostOnPostgres = 10_000;

    public static BenchmarkPart Part { get; } = new("sync", "The whole cycle", "Invoke-RcSync between a domain controller and the simulator: time, memory, disk, requests", RunAsync);

    private static async Task RunAsync(Options options, Report report, CancellationToken cancellationToken)
    {
        if (SambaServer.WhyNot is { } reason)
        {
            report.Write($"Not run: {reason}");
            return;
        }

        report.Write("""
            Each line is one Invoke-RcSync in a process of its own, from the cmdlet's start to its end: import over LDAPS, provisioning, read-back and
            write-back into the directory. Domain controller and simulator share the two cores with it. The simulator grants more requests a minute
            than RingCentral does; what the same requests take under RingCentral's default allowances is reckoned beside it. Numbers written are
            telephone numbers in the directory. The report is Export-RcSyncReport, once everything is done.
            """);
        foreach (int people in options.People)
        {
            await MeasureAsync(report, people, onPostgres: false, cancellationToken);
            if (people <= MostOnPostgres && PostgresServer.WhyNot is null)
            {
                await MeasureAsync(report, people, onPostgres: true, cancellationToken);
            }
        }
    }

    private static async Task MeasureAsync(Report report, int people, bool onPostgres, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("ringcentralad-bench-").FullName;
        try
        {
            Report.Say($"Starting a domain controller with {people} people…");
            SambaOptions samba = new()
            {
                LdifFiles = new LargeDomain(people, SambaServer.BaseDn).WriteLdif(Path.Combine(folder, "ldif")),
                KeepLoaded = true,
                Services = "ldap",
            };
            await using SambaServer server = await SambaServer.StartAsync(samba, cancellationToken);
            await using BenchHub hub = onPostgres ? await BenchHub.OnPostgresAsync(cancellationToken) : BenchHub.InFile(folder);
            SyncFigures figures = await new SyncMeasurement(server, hub, people, folder).RunAsync(cancellationToken);
            SyncTable.Write(report, $"{Figures.Show(people, 0)} people{(onPostgres ? ", hub on PostgreSQL" : "")}", people, figures);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

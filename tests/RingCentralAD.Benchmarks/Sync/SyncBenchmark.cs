using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Sync;

/// <summary>The whole cycle between a Samba domain controller and the simulator: what a first run, a full one and a run of a few changes cost.</summary>
internal static class SyncBenchmark
{
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
                SyncTable.Write(report, people, await new SyncMeasurement(server, people, folder).RunAsync(cancellationToken));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}

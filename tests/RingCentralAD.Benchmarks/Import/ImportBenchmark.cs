using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>Import-AdUsers from a Samba domain controller beside ldapsearch for the same people and attributes.</summary>
internal static class ImportBenchmark
{
    private const int ColdRounds = 3;

    public static BenchmarkPart Part { get; } = new("import", "Import from Active Directory", "Import-AdUsers beside ldapsearch, from a Samba domain controller", RunAsync);

    private static async Task RunAsync(Options options, Report report, CancellationToken cancellationToken)
    {
        if (SambaServer.WhyNot is { } reason)
        {
            report.Write($"Not run: {reason}");
            return;
        }

        report.Write("""
            Both read the same attributes of the same people by the same filter, over LDAPS, from one Samba domain controller on the same machine.
            ldapsearch (`-E pr=1000/noprompt`) is timed from the start of its process to its end and throws away what it reads. Import-AdUsers is
            timed from the cmdlet's start to its end in a process that has imported before, on the connection of Connect-AdDirectory; it reads
            containers, groups and memberships too, maps, matches, and stores durably in a SQLite file. The peak memory is that of a process of its
            own, which runs that one import and nothing else.
            """);
        foreach (int people in options.People)
        {
            await MeasureAsync(people, options.Rounds, report, cancellationToken);
        }
    }

    private static async Task MeasureAsync(int people, int rounds, Report report, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("ringcentralad-bench-").FullName;
        try
        {
            Report.Say($"Starting a domain controller with {people} people…");
            IReadOnlyList<string> files = new LargeDomain(people, SambaServer.BaseDn).WriteLdif(Path.Combine(folder, "ldif"));
            await using SambaServer server = await SambaServer.StartAsync(new SambaOptions { LdifFiles = files, KeepLoaded = true, Services = "ldap" }, cancellationToken);
            ImportMeasurement measurement = new(server, folder);
            await measurement.WarmAsync(rounds, cancellationToken);
            await measurement.ColdAsync(Math.Min(rounds, ColdRounds), cancellationToken);
            ImportTables.Write(report, measurement.Result);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>Import-AdUsers from a Samba domain controller beside what others need to read, or to read and store, the same people.</summary>
internal static class ImportBenchmark
{
    private const int ColdRounds = 3;

    public static BenchmarkPart Part { get; } = new("import", "Import from Active Directory", "Import-AdUsers beside ldapsearch, libraries and slapd's DirSync consumer", RunAsync);

    private static async Task RunAsync(Options options, Report report, CancellationToken cancellationToken)
    {
        if (SambaServer.WhyNot is { } reason)
        {
            report.Write($"Not run: {reason}");
            return;
        }

        report.Write("""
            All read the same attributes of the same people by the same filter, over LDAPS, from one Samba domain controller on the same machine.
            ldapsearch is timed from the start of its process to its end and throws away what it reads; the libraries from their connect to the last
            entry, without the start of their interpreters; slapd's DirSync consumer, which does not wait for the disk, from its start until everybody
            is in its database.
            Import-AdUsers is timed from the cmdlet's start to its end in a process that has imported before, on the connection of
            Connect-AdDirectory; it reads containers, groups and memberships too, maps, matches, and stores durably in a SQLite file. The peak
            memory of Import-AdUsers is that of a process of its own, which runs that one import and nothing else. Requests and answers are LDAP
            messages, counted by a proxy in a run of their own; every entry is an answer.
            """);
        foreach (int people in options.People)
        {
            ImportMeasurement measurement = await MeasureAsync(people, options.Rounds, cancellationToken);
            ImportTables.Write(report, measurement.Result);
            if (measurement.Missing.Count > 0)
            {
                report.Write($"Missing: {string.Join("; ", measurement.Missing)}.");
            }
        }

        List<ImportFigures> memory = [];
        foreach (int people in options.MemoryPeople)
        {
            memory.Add((await MeasureAsync(people, 0, cancellationToken)).Result);
        }

        if (memory.Count > 0)
        {
            ImportTables.WriteMemory(report, memory);
        }
    }

    /// <summary>With no rounds only the memory is looked at.</summary>
    private static async Task<ImportMeasurement> MeasureAsync(int people, int rounds, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("ringcentralad-bench-").FullName;
        try
        {
            Report.Say($"Starting a domain controller with {people} people…");
            IReadOnlyList<string> files = new LargeDomain(people, SambaServer.BaseDn).WriteLdif(Path.Combine(folder, "ldif"));
            SambaOptions samba = new()
            {
                LdifFiles = files,
                KeepLoaded = true,
                Services = "ldap",

                // The proxy that counts speaks with the server in plain.
                ExtraConfiguration = ["ldap server require strong auth = no"],
            };
            await using SambaServer server = await SambaServer.StartAsync(samba, cancellationToken);
            ImportMeasurement measurement = new(server, folder);
            if (rounds > 0)
            {
                await measurement.WarmAsync(rounds, cancellationToken);
            }

            await measurement.ColdAsync(Math.Clamp(rounds, 1, ColdRounds), cancellationToken);
            return measurement;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>Runs the contenders in turn against one server.</summary>
internal sealed class ImportMeasurement(SambaServer server, string folder)
{
    private int _hubs;

    public ImportFigures Result { get; } = new();

    /// <summary>One process imports again and again; ldapsearch runs before each import.</summary>
    public async Task WarmAsync(int rounds, CancellationToken cancellationToken)
    {
        await using ImportShell shell = await ImportShell.StartAsync(server, cancellationToken);
        await shell.LoadModuleAsync(cancellationToken);
        string hub = NextHub();
        await shell.NewHubAsync(hub, cancellationToken);
        await shell.ImportAsync(cancellationToken);
        LdapSearch search = await SearchAsync(shell, hub, cancellationToken);
        Result.LdapSearchPeak = await search.PeakAsync(cancellationToken);
        for (int round = 1; round <= rounds; round++)
        {
            Report.Say($"{Result.People} people, round {round} of {rounds}…");
            Result.LdapSearchSignIn.Add(await search.TimeSignInAsync(cancellationToken));
            Result.LdapSearch.Add(await search.TimeAsync(cancellationToken));
            await shell.NewHubAsync(NextHub(), cancellationToken);
            Result.Created.Add(await shell.ImportAsync(cancellationToken));
            Result.LdapSearch.Add(await search.TimeAsync(cancellationToken));
            Result.Unchanged.Add(await shell.ImportAsync(cancellationToken));
        }
    }

    /// <summary>Each import in a new process, as a scheduled run is.</summary>
    public async Task ColdAsync(int rounds, CancellationToken cancellationToken)
    {
        for (int round = 1; round <= rounds; round++)
        {
            Report.Say($"{Result.People} people, cold start {round} of {rounds}…");
            string hub = NextHub();
            await using (ImportShell first = await ImportShell.StartAsync(server, cancellationToken))
            {
                Result.ColdEngine.Add(first.StartMilliseconds);
                Result.EmptyShellPeak.Add(first.PeakKilobytes);
                Result.ColdModule.Add(await first.LoadModuleAsync(cancellationToken));
                Result.ColdNewHub.Add(await first.NewHubAsync(hub, cancellationToken));
                Result.ColdCreated.Add(await first.ImportAsync(cancellationToken));
                Result.CreatedPeak.Add(first.PeakKilobytes);
            }

            await using ImportShell second = await ImportShell.StartAsync(server, cancellationToken);
            await second.LoadModuleAsync(cancellationToken);
            Result.ColdOpenHub.Add(await second.OpenHubAsync(hub, cancellationToken));
            Result.ColdUnchanged.Add(await second.ImportAsync(cancellationToken));
            Result.UnchangedPeak.Add(second.PeakKilobytes);
        }
    }

    private string NextHub() => Path.Combine(folder, $"hub{++_hubs}.db");

    /// <summary>ldapsearch for what the import has just read; both must have found the same number of people.</summary>
    private async Task<LdapSearch> SearchAsync(ImportShell shell, string hub, CancellationToken cancellationToken)
    {
        (string filter, IReadOnlyList<string> always) = await shell.ProfileAsync(cancellationToken);
        ToolResult read = await ServerTools.RunAsync("sqlite3", [hub, "select value from directory_entry, json_each(read_attributes)"], cancellationToken: cancellationToken);
        string[] mapped = read.Success("sqlite3").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        LdapSearch search = new(server, filter, [.. mapped.Concat(always).Distinct(StringComparer.OrdinalIgnoreCase)]);
        int found = await search.CountAsync(cancellationToken);
        Result.People = await shell.CountAsync(cancellationToken);
        return found == Result.People ? search : throw new InvalidOperationException($"ldapsearch found {found} people, Import-AdUsers {Result.People}: they are not comparable.");
    }
}

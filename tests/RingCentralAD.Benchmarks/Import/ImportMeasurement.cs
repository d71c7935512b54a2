using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>Runs the contenders in turn against one server.</summary>
internal sealed class ImportMeasurement(SambaServer server, string folder)
{
    private int _hubs;

    public ImportFigures Result { get; } = new();

    /// <summary>Who could not take part, and why.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>One process imports again and again; every other contender runs once a round.</summary>
    public async Task WarmAsync(int rounds, CancellationToken cancellationToken)
    {
        await using ImportShell shell = await ImportShell.StartAsync(server, cancellationToken);
        await shell.LoadModuleAsync(cancellationToken);
        string hub = NextHub();
        await shell.NewHubAsync(hub, cancellationToken);
        await shell.ImportAsync(cancellationToken);
        Result.People = await shell.CountAsync(cancellationToken);
        PeopleQuestion question = await QuestionAsync(shell, hub, cancellationToken);
        Contenders contenders = await Contenders.FindAsync(question, folder, cancellationToken);
        Missing = contenders.Missing;
        for (int round = 1; round <= rounds; round++)
        {
            Report.Say($"{Result.People} people, round {round} of {rounds}…");
            Result.SignIn.Add(await LdapSearch.Paged(question).TimeSignInAsync(cancellationToken));
            await ReadAsync(contenders.Readers, cancellationToken);
            hub = NextHub();
            await shell.NewHubAsync(hub, cancellationToken);
            Result.Created.Add(await shell.ImportAsync(cancellationToken));
            Result.Again.Add(await shell.ImportFullAsync(cancellationToken));
        }

        foreach (Reader reader in contenders.Readers)
        {
            Result.OthersPeak[reader.Name] = await reader.PeakAsync(cancellationToken);
        }

        IncrementalMeasurement incremental = new(question, shell, hub, folder);
        for (int round = 1; round <= rounds; round++)
        {
            Report.Say($"{Result.People} people, changes {round} of {rounds}…");
            await incremental.RoundAsync(Result, cancellationToken);
        }

        await incremental.CountAsync(Result, cancellationToken);
    }

    /// <summary>Each import in a new process, as a scheduled run is.</summary>
    public async Task ColdAsync(int rounds, CancellationToken cancellationToken)
    {
        for (int round = 1; round <= rounds; round++)
        {
            Report.Say($"Cold start {round} of {rounds}…");
            string hub = NextHub();
            await using (ImportShell first = await ImportShell.StartAsync(server, cancellationToken))
            {
                Result.ColdEngine.Add(first.StartMilliseconds);
                Result.EmptyShellPeak.Add(first.PeakKilobytes);
                Result.ColdModule.Add(await first.LoadModuleAsync(cancellationToken));
                Result.ColdNewHub.Add(await first.NewHubAsync(hub, cancellationToken));
                Result.ColdCreated.Add(await first.ImportAsync(cancellationToken));
                Result.CreatedPeak.Add(first.PeakKilobytes);
                Result.People = await first.CountAsync(cancellationToken);
            }

            await using ImportShell second = await ImportShell.StartAsync(server, cancellationToken);
            await second.LoadModuleAsync(cancellationToken);
            Result.ColdOpenHub.Add(await second.OpenHubAsync(hub, cancellationToken));
            Result.ColdUnchanged.Add(await second.ImportAsync(cancellationToken));
            Result.UnchangedPeak.Add(second.PeakKilobytes);
        }
    }

    private string NextHub() => Path.Combine(folder, $"hub{++_hubs}.db");

    private async Task ReadAsync(IReadOnlyList<Reader> readers, CancellationToken cancellationToken)
    {
        foreach (Reader reader in readers)
        {
            Reading reading = await reader.ReadAsync(cancellationToken);
            if (reading.People >= 0 && reading.People != Result.People)
            {
                throw new InvalidOperationException($"{reader.Name} found {reading.People} people, Import-AdUsers {Result.People}: they are not comparable.");
            }

            if (!Result.Others.TryGetValue(reader.Name, out List<double>? times))
            {
                Result.Others[reader.Name] = times = [];
            }

            times.Add(reading.Milliseconds);
        }
    }

    /// <summary>What the import has just asked; ldapsearch must find the same number of people.</summary>
    private async Task<PeopleQuestion> QuestionAsync(ImportShell shell, string hub, CancellationToken cancellationToken)
    {
        (string filter, IReadOnlyList<string> always) = await shell.ProfileAsync(cancellationToken);
        ToolResult read = await ServerTools.RunAsync("sqlite3", [hub, "select value from directory_entry, json_each(read_attributes)"], cancellationToken: cancellationToken);
        string[] mapped = read.Success("sqlite3").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        PeopleQuestion question = new(server, filter, [.. mapped.Concat(always).Distinct(StringComparer.OrdinalIgnoreCase)]);
        int found = await LdapSearch.Paged(question).CountAsync(cancellationToken);
        return found == Result.People ? question : throw new InvalidOperationException($"ldapsearch found {found} people, Import-AdUsers {Result.People}: they are not comparable.");
    }
}

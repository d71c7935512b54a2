using System.Globalization;
using System.Text;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Sync;

/// <summary>Brings everybody of a domain to RingCentral, then runs the cycle again with less and less to do.</summary>
internal sealed class SyncMeasurement(SambaServer server, BenchHub hub, int people, string folder)
{
    /// <summary>How many people change before the last run.</summary>
    public const int Changed = 50;

    private const string Sync = "$sync = Invoke-RcSync";

    /// <summary>How the sync ended, and how many people's numbers it wrote into the directory.</summary>
    private const string Told = "; \"$($sync.Outcome)\"; $written = 0; $sync.Stages | Where-Object Stage -eq WriteBack | ForEach-Object { foreach ($count in $_.Counts.Values) { $written += $count } }; $written; ($sync.Stages | ForEach-Object { \"$($_.Stage) $($_.Duration)\" }) -join ', '";

    private static readonly IReadOnlyDictionary<string, string> s_environment = new Dictionary<string, string>
    {
        ["RCAD_BENCH_PASSWORD"] = SambaServer.Password,
        ["RCAD_BENCH_SECRET"] = AppRegistration.DefaultClientSecret,
        ["RCAD_BENCH_JWT"] = JwtCredential.DefaultJwt,
    };

    public async Task<SyncFigures> RunAsync(CancellationToken cancellationToken)
    {
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(BenchAccount.Of(people), null, cancellationToken);
        long empty = await SetUpAsync(simulator.BaseUri, cancellationToken);
        List<SyncStep> steps = [];
        await StepAsync("both first imports", "Import-AdUsers | Out-Null; Import-RcUser | Out-Null");
        await StepAsync($"first run, {BenchAccount.Newcomers} new to RingCentral", Sync + " -ConfirmFirstRun" + Told);
        await StepAsync("full, nothing changed", Sync + " -Full" + Told);
        await StepAsync("changes only, nothing changed", Sync + Told);
        await ChangeAsync(cancellationToken);
        await StepAsync($"changes only, {Changed} changed", Sync + Told);
        await StepAsync("report", "param($folder) Export-RcSyncReport \"$folder/report.html\" | Out-Null", folder);
        return new SyncFigures(empty, steps);

        async Task StepAsync(string name, string script, params string[] arguments)
        {
            Report.Say($"{people} people: {name}…");
            simulator.RequestLog.Clear();
            long peak;
            ShellAnswer answer;
            await using (ShellProcess shell = await OpenAsync(cancellationToken))
            {
                await shell.RunAsync("param($hub) Connect-RcHub $hub | Out-Null", [hub.Location], cancellationToken);
                answer = await shell.RunAsync(script, arguments, cancellationToken);
                peak = shell.PeakKilobytes;
            }

            Report.Say(answer.Output.ElementAtOrDefault(2) ?? "");
            if (answer.Output is [not "Clean", ..])
            {
                Report.Say($"It ended {answer.Output[0]}.");
            }

            Dictionary<string, int> requests = simulator.RequestLog.Entries.GroupBy(static entry => entry.Group).ToDictionary(static group => group.Key, static group => group.Count());
            _ = long.TryParse(answer.Output.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out long written);
            steps.Add(new SyncStep(name, answer.Milliseconds, peak, await hub.SizeAsync(cancellationToken), requests, written));
        }
    }

    /// <summary>A hub that knows directory and account; gives the peak memory of a shell without the module.</summary>
    private async Task<long> SetUpAsync(Uri account, CancellationToken cancellationToken)
    {
        await using ShellProcess shell = await ShellProcess.StartAsync(s_environment, cancellationToken);
        long empty = shell.PeakKilobytes;
        await shell.LoadModuleAsync(cancellationToken);
        const string Script = """
            param($hub, $server, $user, $authority, $client, $url, $state, $country)
            New-RcHub $hub -Company Example | Connect-RcHub | Out-Null
            Connect-AdDirectory $server -UserName $user -CredentialFrom env:RCAD_BENCH_PASSWORD -CACertificate $authority | Out-Null
            Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_BENCH_SECRET -JwtFrom env:RCAD_BENCH_JWT -Uri $url | Out-Null
            Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true | Out-Null
            Set-AdDirectory -WriteBack $true | Out-Null
            Set-AttributeMapping HubToAd telephoneNumber -Expression user.primaryPhone | Out-Null
            Set-AttributeMapping HubToRc state -Expression $state | Out-Null
            Set-AttributeMapping HubToRc country -Expression $country | Out-Null
            Add-RcAssignment -Group Everyone -Confirm:$false | Out-Null
            """;
        await shell.RunAsync(Script, [hub.Location, server.Address, SambaServer.Administrator, server.CaFile, AppRegistration.DefaultClientId, account.ToString(), $"\"{BenchAccount.State}\"", $"\"{BenchAccount.Country}\""], cancellationToken);
        return empty;
    }

    private static async Task<ShellProcess> OpenAsync(CancellationToken cancellationToken)
    {
        ShellProcess shell = await ShellProcess.StartAsync(s_environment, cancellationToken);
        await shell.LoadModuleAsync(cancellationToken);
        return shell;
    }

    private Task ChangeAsync(CancellationToken cancellationToken)
    {
        StringBuilder ldif = new();
        IEnumerable<SamplePerson> changed = new LargeDomain(people).Persons
            .Where(person => !person.IsDisabled && Ascii.IsValid(person.Dn(SambaServer.BaseDn)) && !person.Dn(SambaServer.BaseDn).Contains('\\', StringComparison.Ordinal)).Take(Changed);
        foreach (SamplePerson person in changed)
        {
            ldif.Append(CultureInfo.InvariantCulture, $"dn: {person.Dn(SambaServer.BaseDn)}\nchangetype: modify\nreplace: department\ndepartment: Changed\n-\n\n");
        }

        return server.LdapModifyAsync(ldif.ToString(), cancellationToken);
    }
}

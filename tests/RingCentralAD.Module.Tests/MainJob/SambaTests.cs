using System.Globalization;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// The main job as an administrator types it, against a real Active Directory domain controller of 1,000 people; looked at with ldapsearch
/// and the simulator's own state.
/// </summary>
public sealed class SambaTests
{
    private const int People = 1000;

    private static readonly int s_assigned = Enumerable.Range(1, People).Count(i => SampleDomain.IsAssigned(i) && !SampleDomain.IsDisabled(i));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_cycle_and_the_same_again_and_one_change()
    {
        if (SambaServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        await using SambaServer samba = await SambaServer.StartAsync(SampleDomain.Ldif(People), Stop);
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(
            new SimulatorOptions { RateLimits = RateLimitOptions.Raised(), Seed = new SeedRequest { Unassigned = s_assigned + 20 } }, null, Stop);
        string folder = Directory.CreateTempSubdirectory("rcad-samba-job-").FullName;
        try
        {
            Domain before = await Domain.ReadAsync(samba, Stop);
            await RunAsync(samba, simulator, folder, """
                New-RcHub $hub -Company Corp | Out-Null
                Connect-AdDirectory $env:T_SERVER -UserName $env:T_USER -CredentialFrom env:T_PASSWORD -CACertificate $env:T_CA | Out-Null
                Import-AdUsers | Out-Null
                Connect-RcAccount -ClientId $env:T_CLIENT -ClientSecretFrom env:T_SECRET -JwtFrom env:T_JWT -Uri $env:T_URL | Out-Null
                Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true
                Add-RcAssignment -Group 'RingCentral Users'
                Invoke-RcProvisioning -ConfirmFirstRun | Where-Object State -ne Done | ForEach-Object { throw "$_ $($_.Reason)" }
                Set-AdDirectory -WriteBack $true
                Import-RcUser -NumbersOnly | Out-Null
                Sync-PhoneWriteBack -ConfirmFirstRun | Where-Object Action -ne Written | ForEach-Object { throw "$_ $($_.Detail)" }
                """);
            Domain after = await Domain.ReadAsync(samba, Stop);
            AssertNumbers(simulator, before, after);

            // The same cycle again: nothing is written anywhere.
            int writes = simulator.RequestLog.Writes.Count;
            await RunAsync(samba, simulator, folder, Again);
            Assert.Equal(writes, simulator.RequestLog.Writes.Count);
            Domain same = await Domain.ReadAsync(samba, Stop);
            Assert.Empty(same.ChangedSince(after));

            // One person's department: one update request, nothing else.
            string dn = SampleDomain.DnOf(5);
            await samba.LdapModifyAsync($"dn:: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(dn))}\nchangetype: modify\nreplace: department\ndepartment: Research\n", Stop);
            Domain edited = await Domain.ReadAsync(samba, Stop);
            await RunAsync(samba, simulator, folder, Again.Replace("if (", "if ($false -and ", StringComparison.Ordinal));
            RequestEntry update = Assert.Single(simulator.RequestLog.Writes.Skip(writes));
            Assert.Equal(("updateExtension", 200), (update.Operation, update.Status));
            Assert.Equal("""{"contact":{"department":"Research"}}""", update.Body);
            Assert.Empty((await Domain.ReadAsync(samba, Stop)).ChangedSince(edited));
            Assert.Empty(simulator.Bugs);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("-Server $env:T_SERVER -UserName $env:T_USER -CredentialFrom env:T_WRONG -CACertificate $env:T_CA", "AdSignInFailed")]
    [InlineData("-Server $env:T_SERVER -UserName $env:T_USER -CredentialFrom env:T_PASSWORD", "AdCertificateNotTrusted")]
    [InlineData("-Server 127.0.0.1:1 -UserName $env:T_USER -CredentialFrom env:T_PASSWORD -CACertificate $env:T_CA", "AdUnreachable")]
    [InlineData("-Server $env:T_SERVER -UserName $env:T_USER -CredentialFrom env:T_NOTHING -CACertificate $env:T_CA", "SecretNotFound")]
    [InlineData("-Server $env:T_SERVER -UserName $env:T_USER -CredentialFrom env:T_PASSWORD -CACertificate $env:T_CA -NamingContext 'DC=nowhere,DC=example'", "AdBaseNotFound")]
    public async Task Bad_input_is_refused_and_leaves_nothing_behind(string arguments, string errorId)
    {
        if (SambaServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        await using SambaServer samba = await SambaServer.StartAsync(SampleDomain.Ldif(3), Stop);
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(new SimulatorOptions(), null, Stop);
        string folder = Directory.CreateTempSubdirectory("rcad-samba-bad-").FullName;
        try
        {
            ToolOutcome outcome = await RunAsync(samba, simulator, folder, $$"""
                New-RcHub $hub -Company Corp | Out-Null
                try { Connect-AdDirectory {{arguments}} | Out-Null } catch { "$($_.FullyQualifiedErrorId)|$($_.ErrorDetails.RecommendedAction)|$(@(Get-AdDirectory).Count)" }
                """);
            string[] parts = outcome.Output.Trim().Split('|');
            Assert.StartsWith(errorId, parts[0], StringComparison.Ordinal);
            Assert.NotEmpty(parts[1]);
            Assert.Equal("0", parts[2]);
            Assert.DoesNotContain(SambaServer.Password, outcome.Output + outcome.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private const string Again = """
        Connect-RcHub $hub | Out-Null
        Import-AdUsers | Where-Object { $_.Action -ne 'Skipped' } | ForEach-Object { if ($_) { throw "$_ $($_.Detail)" } }
        Import-RcUser -NumbersOnly | ForEach-Object { if ($_) { throw "$_ $($_.Detail)" } }
        Invoke-RcProvisioning | ForEach-Object { if ($_) { throw "$_ $($_.Reason)" } }
        Sync-PhoneWriteBack | ForEach-Object { if ($_) { throw "$_ $($_.Detail)" } }
        """;

    private static async Task<ToolOutcome> RunAsync(SambaServer samba, RingCentralSimulator simulator, string folder, string script)
    {
        string file = Path.Combine(folder, "job.ps1");
        string head = string.Create(CultureInfo.InvariantCulture, $"""
            $ErrorActionPreference = 'Stop'
            $hub = '{folder}/hub.db'
            $env:T_SERVER = '{samba.Address}'
            $env:T_USER = '{SambaServer.Administrator}'
            $env:T_PASSWORD = '{SambaServer.Password}'
            $env:T_WRONG = 'wrong'
            $env:T_CA = '{samba.CaFile}'
            $env:T_CLIENT = '{AppRegistration.DefaultClientId}'
            $env:T_SECRET = '{AppRegistration.DefaultClientSecret}'
            $env:T_JWT = '{JwtCredential.DefaultJwt}'
            $env:T_URL = '{simulator.BaseUri}'

            """);
        await File.WriteAllTextAsync(file, head + script, Stop);
        ToolOutcome outcome = await ShellProcess.RunAsync("", "-NonInteractive", "-File", file);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        return outcome;
    }

    private static void AssertNumbers(RingCentralSimulator simulator, Domain before, Domain after)
    {
        Simulator.Account account = simulator.State.Account;
        Dictionary<string, string> expected = account.Extensions
            .Where(extension => extension.Contact.Email is { } mail && mail.EndsWith("@corp.example", StringComparison.Ordinal))
            .ToDictionary(
                extension => extension.Contact.Email!,
                extension => $"{account.NumbersOf(extension.Id).Single(number => number.UsageType == "DirectNumber").Number}#{extension.ExtensionNumber}",
                StringComparer.Ordinal);
        Assert.Equal(s_assigned, expected.Count);
        Assert.All(expected, pair => Assert.Equal(pair.Value, after.Of(pair.Key, "telephoneNumber")));
        Assert.Equal(
            expected.Keys.Order(StringComparer.Ordinal),
            after.ChangedSince(before).Select(dn => after.Entries[dn].GetValueOrDefault("mail") ?? dn).Order(StringComparer.Ordinal));
    }
}

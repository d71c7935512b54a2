using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>A hub's configuration is written, compared, changed and imported by an administrator.</summary>
public sealed class ConfigurationTests : IAsyncLifetime
{
    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string ConfigurationFile => Path.Combine(_lab.Folder, "contoso.json");

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 200 });
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'; Set-RcExclusion -Number 7000-7099");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task It_is_exported_compared_edited_and_imported()
    {
        Assert.Empty(_lab.Run("Export-RcConfiguration $folder/contoso.json -WhatIf"));
        Assert.False(File.Exists(ConfigurationFile));
        _lab.Run("Export-RcConfiguration $folder/contoso.json");
        byte[] first = await File.ReadAllBytesAsync(ConfigurationFile, Stop);
        Assert.Equal((byte)'{', first[0]);
        Assert.Single(_lab.Run("Export-RcConfiguration $folder/contoso.json -PassThru"));
        Assert.Equal(first, await File.ReadAllBytesAsync(ConfigurationFile, Stop));
        Assert.Equal("ConfigurationFileExists", Id(_lab.Session.Run("Export-RcConfiguration $folder/contoso.json -NoClobber")));
        Assert.Empty(_lab.Run("Compare-RcConfiguration $folder/contoso.json"));
        Assert.Equal(true, Assert.Single(_lab.Run("Compare-RcConfiguration $folder/contoso.json -Quiet")));

        string edited = (await File.ReadAllTextAsync(ConfigurationFile, Stop)).Replace("\"deactivateUsers\": true", "\"deactivateUsers\": false", StringComparison.Ordinal).Replace("7000-7099", "7000-7199", StringComparison.Ordinal);
        await File.WriteAllTextAsync(ConfigurationFile, edited, Stop);
        Assert.Equal(false, Assert.Single(_lab.Run("Compare-RcConfiguration $folder/contoso.json -Quiet")));
        string shown = _lab.Session.Show("Compare-RcConfiguration $folder/contoso.json");
        Assert.Contains("provisioning.deactivateUsers", shown, StringComparison.Ordinal);
        Assert.Contains("[\"7000-7199\"]", shown, StringComparison.Ordinal);

        string before = await _lab.DumpHubAsync();
        PSObject[] tried = [.. _lab.Run("Import-RcConfiguration $folder/contoso.json -WhatIf").Select(PSObject.AsPSObject)];
        Assert.Equal(["provisioning.deactivateUsers", "exclusions.numbers"], tried.Select(static difference => difference.Properties["Path"].Value));
        Assert.Equal(before, await _lab.DumpHubAsync());

        PSObject[] done = [.. _lab.Run("Import-RcConfiguration $folder/contoso.json").Select(PSObject.AsPSObject)];
        Assert.Equal(tried.Select(Text), done.Select(Text));
        Assert.Equal([false, "7000-7199"], _lab.Run("(Get-RcProvisioningOption).DeactivateUsers; (Get-RcExclusion).Numbers"));

        static string Text(PSObject difference) => difference.ToString();
    }

    [Fact]
    public async Task Somebody_elses_change_is_noticed_and_a_bad_file_told_line_by_line()
    {
        _lab.Run("Export-RcConfiguration $folder/contoso.json; Set-ImportRule -GuardCap 77");
        string text = await File.ReadAllTextAsync(ConfigurationFile, Stop);
        await File.WriteAllTextAsync(ConfigurationFile, text.Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal), Stop);
        ScriptResult refused = _lab.Session.Run("Import-RcConfiguration $folder/contoso.json");
        Assert.Equal("ConfigurationChanged", Id(refused));
        Assert.Contains("importRules.guard.cap: 77 → 500", refused.Thrown!.Message, StringComparison.Ordinal);

        // -WhatIf shows what would happen all the same, and warns.
        ScriptResult shown = _lab.Session.Run("Import-RcConfiguration $folder/contoso.json -WhatIf").MustSucceed();
        Assert.Equal(2, shown.Output.Count);
        Assert.Contains("importRules.guard.cap: 77 → 500", Assert.Single(shown.Warnings), StringComparison.Ordinal);

        await File.WriteAllTextAsync(ConfigurationFile, text.Replace("appuser.department", "appuser.", StringComparison.Ordinal).Replace("\"createMode\": \"FillUnassigned\"", "\"createMode\": \"FillUnassigned\", \"deleteAfterDays\": 0", StringComparison.Ordinal).Replace("\"deleteAfterDays\": 30,", "", StringComparison.Ordinal).Replace("\"share\": 0.2", "\"share\": 20", StringComparison.Ordinal), Stop);
        string before = await _lab.DumpHubAsync();
        refused = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-RcConfiguration $folder/contoso.json -Force");
        Assert.StartsWith("ConfigurationRefused,", refused.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(5, refused.Errors.Count);
        Assert.All(refused.Errors.SkipLast(1), static error => Assert.Matches(@"contoso\.json, line \d+, ", error.Exception.Message));
        Assert.Equal(before, await _lab.DumpHubAsync());
    }

    [Theory]
    [InlineData("Import-RcConfiguration $folder/contoso.json")]
    [InlineData("Import-RcConfiguration $folder/contoso.json -WhatIf")]
    [InlineData("Compare-RcConfiguration $folder/contoso.json")]
    public async Task A_group_whose_name_alone_was_changed_is_told(string command)
    {
        _lab.Run("Export-RcConfiguration $folder/contoso.json");
        string text = await File.ReadAllTextAsync(ConfigurationFile, Stop);
        string edited = text.Replace("\"group\": \"CN=RingCentral Users,", "\"group\": \"CN=Sales,", StringComparison.Ordinal);
        Assert.NotEqual(text, edited);
        await File.WriteAllTextAsync(ConfigurationFile, edited, Stop);

        ScriptResult told = _lab.Session.Run(command).MustSucceed();
        Assert.Empty(told.Output);
        Assert.Matches(@"contoso\.json, line \d+, assignments\[0\]\.group: the file says 'CN=Sales,.*'; its guid is 'CN=RingCentral Users,.*' here, which is what counts\. To mean 'CN=Sales,.*', take its guid away", Assert.Single(told.Warnings));
    }

    [Fact]
    public void Another_hub_that_is_configured_by_the_file_plans_the_same()
    {
        string[] plan = Plan();
        Assert.NotEmpty(plan);
        _lab.Run("Export-RcConfiguration $folder/contoso.json");
        _lab.Run("New-RcHub $folder/other.db -Company Other | Out-Null; Connect-RcHub $folder/other.db | Out-Null; Import-RcConfiguration $folder/contoso.json -Prune -Force | Out-Null; Export-RcConfiguration $folder/again.json");
        Assert.Equal(File.ReadAllText(ConfigurationFile), File.ReadAllText(Path.Combine(_lab.Folder, "again.json")));

        _lab.Run("Import-AdUsers | Out-Null");
        Assert.Equal(plan, Plan());
        _lab.Run("Export-RcConfiguration $folder/again.json");
        Assert.Equal(File.ReadAllText(ConfigurationFile), File.ReadAllText(Path.Combine(_lab.Folder, "again.json")));
    }

    private string[] Plan() => [.. _lab.Run("Invoke-RcProvisioning -WhatIf | ForEach-Object { \"$($_.Action) $($_.Person)\" }").Cast<string>().Order(StringComparer.Ordinal)];

    private static string Id(ScriptResult result) => result.Thrown!.ErrorRecord.FullyQualifiedErrorId.Split(',')[0];
}

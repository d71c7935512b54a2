using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Bad input is refused by an error that names the thing and the remedy, and nothing is half done.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private Lab _lab = null!;

    /// <summary>A script, the id of its error, and what its text or its remedy must name.</summary>
    public static TheoryData<string, string, string[]> Cases => new()
    {
        { "Connect-AdDirectory -LdifPath $folder/broken.ldif", "LdifInvalid", ["broken.ldif", "line 7"] },
        { "Connect-AdDirectory -LdifPath $folder/nowhere.ldif", "LdifNotFound", ["nowhere.ldif"] },
        { "Connect-RcHub $folder/contoso.ldif", "HubNotADatabase", ["contoso.ldif"] },
        { "Connect-RcHub $folder/newer.db", "HubTooNew", ["newer.db", "Update"] },
        { "Connect-RcHub $folder/nothing.db", "HubNotFound", ["nothing.db", "New-RcHub"] },
        { "New-RcHub $hub -Company Again", "HubExists", ["hub.db"] },
        { "Set-AttributeMapping AdToHub city 'appuser.city + (1'", "ExpressionSyntax", ["position 17", "appuser.city + (1\n", "^"] },
        { "Set-AttributeMapping AdToHub city 'appuser.city + “x”'", "ExpressionSyntax", ["position 15", "quote", "^"] },
        { "New-RcHub $folder/fresh.db -Company Fresh | Out-Null; Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -Uri $url", "RcJwtMissing", ["-Jwt"] },
        { "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_NOTHING -Uri $url", "SecretNotFound", ["RCAD_LAB_NOTHING"] },
        { "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_PASSWORD -JwtFrom env:RCAD_LAB_JWT -Uri $url", "RcSignInFailed", [] },
        { "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_JWT -Uri http://127.0.0.1:1", "RcUnreachable", ["127.0.0.1:1"] },
        { "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_OTHER -Uri $otherUrl", "RcWrongAccount", ["999", "Corp"] },
        { "Connect-AdDirectory -LdifPath $folder/other.ldif -Name contoso", "DirectoryWrongDomain", ["contoso", "fabrikam"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_by_name_and_changes_nothing(string script, string errorId, string[] named)
    {
        await PrepareAsync();
        await using RingCentralSimulator other = await SomebodyElseAsync();
        _lab.Session.Runspace.SessionStateProxy.SetVariable("otherUrl", other.BaseUri.ToString());
        string before = await _lab.DumpHubAsync();

        ScriptResult result = _lab.Session.Run(script);

        ErrorRecord error = result.Thrown!.ErrorRecord;
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.All(named, part => Assert.Contains(part, error + "\n" + error.ErrorDetails.RecommendedAction, StringComparison.Ordinal));
        Assert.DoesNotContain(JwtCredential.DefaultJwt, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await _lab.DumpHubAsync());
        // And everything still works.
        Assert.Equal("Corp", _lab.Run("Connect-RcHub $hub | Out-Null; (Get-RcHub).Company").Single());
        Assert.NotEmpty(_lab.Run("Import-AdUsers -WhatIf"));
    }

    public async ValueTask InitializeAsync() => _lab = await Lab.WithFileAsync(new SeedRequest());

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    /// <summary>Another company's account, with a credential of its own.</summary>
    private static Task<RingCentralSimulator> SomebodyElseAsync()
    {
        string jwt = JwtCredential.Make("999");
        Environment.SetEnvironmentVariable("RCAD_LAB_OTHER", jwt);
        SimulatorOptions options = new() { Seed = new SeedRequest { AccountId = 999, CompanyName = "Somebody Else" } };
        options.Credentials.Add(new JwtCredential { Jwt = jwt, AccountId = 999 });
        return RingCentralSimulator.StartAsync(options, null, TestContext.Current.CancellationToken);
    }

    private async Task PrepareAsync()
    {
        _lab.SetUp();
        await File.WriteAllTextAsync(
            Path.Combine(_lab.Folder, "broken.ldif"),
            "version: 1\n\ndn: DC=contoso,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-000000000001\n\nthis is no line of LDIF\n");
        await File.WriteAllTextAsync(
            Path.Combine(_lab.Folder, "other.ldif"), "version: 1\n\ndn: DC=fabrikam,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-00000000000f\n");
        // As a later version would leave it: SQLite's own program copies the hub and raises the number.
        string newer = Path.Combine(_lab.Folder, "newer.db");
        foreach (string[] arguments in (string[][])[["-readonly", _lab.HubFile, $"VACUUM INTO '{newer}'"], [newer, "update schema_version set version = version + 9998"]])
        {
            ToolOutcome made = await ToolProcess.RunAsync("sqlite3", "", arguments);
            Assert.True(made.ExitCode == 0, made.Error);
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>-WhatIf says what would happen, and only what could: what cannot be done ends in its error, and nothing is said before it.</summary>
public sealed class ForetellTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-foretell-").FullName;

    public ForetellTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "contoso.ldif"), "version: 1\n\ndn: DC=contoso,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-000000000001\n");
        _session.Runspace.SessionStateProxy.SetVariable("folder", _folder);
        _session.Run("New-RcHub $folder/hub.db -Company Contoso | Connect-RcHub | Out-Null").MustSucceed();
    }

    [Theory]
    [InlineData("Import-RcUser", "RcAccountNotConnected")]
    [InlineData("Import-RcUser -NumbersOnly", "RcAccountNotConnected")]
    [InlineData("Invoke-RcProvisioning", "RcAccountNotConnected")]
    [InlineData("Sync-PhoneWriteBack", "WriteBackOff")]
    [InlineData("Undo-PhoneWriteBack 1", "RunNotFound")]
    [InlineData("Import-AdUsers", "DirectoryNotFound")]
    [InlineData("Set-AdDirectory -WriteBack $true", "DirectoryNotFound")]
    [InlineData("Connect-RcAccount", "RcClientIdMissing")]
    [InlineData("Connect-RcAccount -ClientId x -ClientSecretFrom hunter2", "SecretPlaceInvalid")]
    [InlineData("Connect-AdDirectory dc1 -UserName sync -CredentialFrom hunter2", "SecretPlaceInvalid")]
    [InlineData("Connect-AdDirectory dc1 -Keytab k -TicketCache t", "AdSignInTwice")]
    public void An_error_comes_before_what_if(string script, string errorId)
    {
        Assert.StartsWith(errorId + ",", ErrorOf($"{script} -WhatIf").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("What if", _session.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _session.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_gone_is_told_before_what_if()
    {
        _session.Run("Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso | Out-Null; Disconnect-AdDirectory contoso").MustSucceed();
        File.Delete(Path.Combine(_folder, "contoso.ldif"));

        ErrorOf("Import-AdUsers -WhatIf");
        Assert.DoesNotContain("What if", _session.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Connecting_says_what_would_be_kept_and_keeps_nothing()
    {
        Assert.Empty(_session.Run("Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso -WhatIf; Get-AdDirectory").MustSucceed().Output);
        Assert.Contains($"-LdifPath {_folder}/contoso.ldif -Name contoso", _session.Screen.Text, StringComparison.Ordinal);

        const string Account = "Connect-RcAccount -ClientId app -ClientSecretFrom env:NONE -JwtFrom env:NONE -Proxy http://ann:hunter2@proxy:8080 -WhatIf";
        Assert.Empty(_session.Run(Account).MustSucceed().Output);
        Assert.Contains("-ClientId app -ClientSecretFrom env:NONE", _session.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("-Proxy http://proxy:8080/", _session.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _session.Screen.Text, StringComparison.Ordinal);
        Assert.StartsWith("RcAccountNotConnected,", ErrorOf("Get-RcAccount").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_given_with_what_if_is_not_kept_for_the_session()
    {
        _session.Run("$s = [securestring]::new(); $s.AppendChar('x'); Connect-RcAccount -ClientId app -ClientSecret $s -Jwt $s -WhatIf -WarningAction Stop").MustSucceed();
        Assert.DoesNotContain("WARNING", _session.Screen.Text, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("RcJwtMissing,", ErrorOf("Connect-RcAccount -ClientId app").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_done_is_foretold()
    {
        _session.Run("Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso | Out-Null; Import-AdUsers -WhatIf | Out-Null").MustSucceed();
        Assert.Contains("What if: Performing the operation \"Import people and groups\" on target \"Contoso: contoso\".", _session.Screen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./contoso.ldif")]
    [InlineData("contoso.LDIF")]
    [InlineData("/etc/people")]
    [InlineData("C:\\Data\\people")]
    public void A_file_where_a_server_belongs_is_told_as_one(string server)
    {
        ErrorRecord error = ErrorOf($"Connect-AdDirectory '{server}'");
        Assert.StartsWith("AdServerIsPath,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"'{server}'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal($"Use Connect-AdDirectory -LdifPath '{server}'.", error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("dc1.contoso.com:636")]
    [InlineData("ldaps://dc1.contoso.com/")]
    [InlineData("dc1/")]
    public void A_server_is_no_file(string server) => _session.Run($"Connect-AdDirectory '{server}' -WhatIf").MustSucceed();

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ErrorRecord ErrorOf(string script)
    {
        ScriptResult result = _session.Run(script);
        return result.Thrown?.ErrorRecord ?? Assert.Single(result.Errors);
    }
}

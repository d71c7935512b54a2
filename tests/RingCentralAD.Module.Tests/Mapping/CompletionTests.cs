using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Mapping;

/// <summary>Tab inside -Expression, through PowerShell's own completion.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-tab-").FullName;

    [Theory]
    [InlineData("Set-AttributeMapping AdToHub city 'appuser.postalC", "'appuser.postalCode'")]
    [InlineData("Set-AttributeMapping AdToHub city appuser.postalC", "'appuser.postalCode'")]
    [InlineData("Set-AttributeMapping AdToHub extension 'Phone.ext", "'Phone.extension('")]
    [InlineData("Set-AttributeMapping AdToHub extension 'Phone.extension(appuser.teleph", "'Phone.extension(appuser.telephoneNumber'")]
    [InlineData("Set-AttributeMapping HubToRc city 'String.toUpperCase(user.ci", "'String.toUpperCase(user.city'")]
    [InlineData("Set-AttributeMapping HubToRc city \"user.ci", "\"user.city\"")]
    [InlineData("Set-AttributeMapping HubToRc city 'user.state + \"x\" + user.ci", "'user.state + \"x\" + user.city'")]
    [InlineData("Set-AttributeMapping RcToHub primaryPhone 'appuser.directN", "'appuser.directNumber'")]
    [InlineData("Set-AttributeMapping -Direction HubToAd -Target ipPhone -Expression 'source.primaryP", "'source.primaryPhone'")]
    [InlineData("Test-AttributeMapping -Direction HubToRc -Target city -Expression 'user.ci", "'user.city'")]
    [InlineData("Test-MappingExpression -ContextJson '{\"user\":{\"nick\":1}}' -Expression 'user.ni", "'user.nick'")]
    [InlineData("Test-MappingExpression 'Iso", "'Iso3166Convert'")]
    public void Completes_without_a_hub(string line, string expected) => Assert.Equal([expected], Complete(line).Select(result => result.CompletionText));

    [Fact]
    public void A_function_has_its_signature_as_tool_tip()
    {
        CompletionResult result = Assert.Single(Complete("Set-AttributeMapping HubToRc city 'State.toC"));
        Assert.Equal("'State.toCode('", result.CompletionText);
        Assert.Equal("toCode(", result.ListItemText);
        Assert.StartsWith("State.toCode(String text, String country)\n", result.ToolTip, StringComparison.Ordinal);
        Assert.Contains("province", result.ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hubs_own_attributes_and_those_read_from_its_directory_are_offered()
    {
        _session.Run("param($f) New-RcHub $f/hub.db -Company Corp | Connect-RcHub | Out-Null; Add-HubAttribute badgeColor -DisplayName 'Colour of the badge'", _folder).MustSucceed();

        CompletionResult own = Assert.Single(Complete("Set-AttributeMapping HubToRc city 'user.badg"));
        Assert.Equal("'user.badgeColor'", own.CompletionText);
        Assert.Contains("Colour of the badge", own.ToolTip, StringComparison.Ordinal);
        Assert.Empty(Complete("Set-AttributeMapping AdToHub city 'appuser.badg"));
    }

    [Theory]
    [InlineData("New-HubGroup Sales -Rule 'user.depart", "'user.department'")]
    [InlineData("Set-HubGroup Sales -Rule 'isMemberOfGroupNameR", "'isMemberOfGroupNameRegex('")]
    [InlineData("Set-ProfileMaster Act", "ActiveDirectory")]
    [InlineData("Set-AttributeMaster primaryP", "primaryPhone")]
    [InlineData("Set-AttributeMaster title -System Ring", "RingCentral")]
    [InlineData("Get-HubAttribute directN -System RingCentral", "directNumber", 24)]
    [InlineData("Get-HubAttribute -System Hu", "Hub")]
    [InlineData("Remove-HubGroup Every", "Everyone")]
    [InlineData("Set-HubUser zoe -Clear nickN", "nickName")]
    public void Completes_from_the_hub(string line, string expected, int? at = null)
    {
        _session.Run("param($f) New-RcHub $f/hub.db -Company Corp | Connect-RcHub | Out-Null", _folder).MustSucceed();
        Assert.Equal([expected], Complete(line, at).Select(result => result.CompletionText));
    }

    [Theory]
    [InlineData("Get-HubUser ann.a", "ann.archer@fabrikam.com")]
    [InlineData("Trace-HubUser Zo", "zoe@fabrikam.com")]
    [InlineData("Get-HubUser z | Disable-HubUser -Identity ang", "ang@fabrikam.com")]
    [InlineData("Get-HubUser Angst", "zoe@fabrikam.com")]
    [InlineData("Get-HubUser 'ange", "dora@fabrikam.com")]
    [InlineData("Get-HubUser 'Dora de la A", "dora@fabrikam.com")]
    [InlineData("Get-ImportMatch ", "'Bob Stone'")]
    [InlineData("Get-ImportMatch bo", "'Bob Stone'")]
    [InlineData("Get-ImportMatch room", "'Room `[7`]'")]
    [InlineData("Get-ImportMatch sto", "stone@fabrikam.com")]
    [InlineData("Get-RcUser zo", "zoe@fabrikam.com")]
    [InlineData("Get-RcProvisioningError zo", "zoe@fabrikam.com")]
    [InlineData("Get-RcSyncRun ", "1")]
    [InlineData("Get-RcOperation -RunId ", "1")]
    [InlineData("Get-RcOperation Hel", "Held")]
    [InlineData("Get-AttributeMapping AdT", "AdToHub")]
    [InlineData("Get-PhoneWriteBackSuspension zo", "'Zoe Angstrom'")]
    [InlineData("Test-AdDirectory fab", "fabrikam")]
    public void Completes_people_runs_and_states_from_the_hub(string line, string expected)
    {
        _session.Run(
            """
            param($f)
            $entry = { param($id, $first, $last, $mail) "dn: CN=$first $last,DC=fabrikam,DC=com`nobjectClass: user`nobjectGUID: 00000000-0000-0000-0000-00000000001$id`ngivenName: $first`nsn: $last`nmail: $mail`nsAMAccountName: a$id`nuserAccountControl: 512`n" }
            [IO.File]::WriteAllText("$f/fabrikam.ldif", (@("version: 1`n", "dn: DC=fabrikam,DC=com`nobjectClass: domain`nobjectGUID: 00000000-0000-0000-0000-000000000001`n", (& $entry 1 Ann Archer ann.archer@fabrikam.com), (& $entry 2 Zoe Angstrom zoe@fabrikam.com), (& $entry 3 Ang Lee ang@fabrikam.com), (& $entry 4 Dora 'de la Angeles' dora@fabrikam.com), (& $entry 5 Bob Stone stone@fabrikam.com), (& $entry 6 Room '[7]' stone@fabrikam.com)) -join "`n"))
            New-RcHub $f/hub.db -Company Fabrikam | Connect-RcHub | Out-Null
            Connect-AdDirectory -LdifPath $f/fabrikam.ldif | Out-Null
            Import-AdUsers | Out-Null
            Get-HubUser zoe@fabrikam.com | Suspend-PhoneWriteBack
            """,
            _folder).MustSucceed();

        CompletionResult[] offered = Complete(line);

        Assert.Contains(expected, offered.Select(result => result.CompletionText));
        Assert.True(offered.Length <= 9);
        Assert.All(offered, result => Assert.NotEqual("", result.ToolTip));
    }

    [Theory]
    [InlineData("Set-RcProvisioningOption -CreateUsers ", "$true", "$false")]
    [InlineData("Set-AdDirectory -WriteBack ", "$true", "$false")]
    [InlineData("Connect-RcAccount -ClientSecretFrom ", "vault:", "file:", "env:", "credential:")]
    [InlineData("Connect-AdDirectory x -CredentialFrom v", "vault:")]
    [InlineData("Connect-RcAccount -JwtFrom env:RCAD_TAB_T", "env:RCAD_TAB_TEST")]
    [InlineData("Start-RcSsoService -CertificatePasswordFrom ", "file:", "env:", "credential:")]
    [InlineData("Get-RcSetupStep ", "1", "2", "3", "4")]
    [InlineData("Set-AdDirectory -UserNameFormat ", "Email", "Upn", "SamAccountName")]
    public void Completes_what_is_known_without_a_hub(string line, params string[] expected)
    {
        Environment.SetEnvironmentVariable("RCAD_TAB_TEST", "secret");
        CompletionResult[] offered = Complete(line);

        Assert.Equal(expected, offered.Select(result => result.CompletionText));
        Assert.DoesNotContain(offered, result => result.ToolTip.Length == 0 || result.ToolTip == "secret");
    }

    [Theory]
    [InlineData("Set-AttributeMapping AdToHub city 'user.fir")]
    [InlineData("Set-AttributeMapping HubToRc city 'appuser.fir")]
    [InlineData("Set-AttributeMapping HubToRc city '\"user.fir")]
    public void Offers_nothing_where_nothing_fits(string line) => Assert.DoesNotContain(Complete(line), result => result.CompletionText.Contains("firstName", StringComparison.Ordinal));

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private CompletionResult[] Complete(string line, int? at = null)
    {
        ScriptResult result = _session.Run("param($line, $at) (TabExpansion2 $line $at).CompletionMatches", line, at ?? line.Length).MustSucceed();
        return [.. result.Values.Cast<CompletionResult>().Where(match => match.ResultType != CompletionResultType.ProviderItem && match.ResultType != CompletionResultType.ProviderContainer)];
    }
}

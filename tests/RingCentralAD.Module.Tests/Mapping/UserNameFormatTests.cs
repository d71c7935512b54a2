using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Mapping;

/// <summary>A user name format is looked at when it is set, as every mapping is, and not when the next import meets it.</summary>
public sealed class UserNameFormatTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-format-").FullName;

    public UserNameFormatTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "contoso.ldif"), "version: 1\n\ndn: DC=contoso,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-000000000001\n");
        _session.Runspace.SessionStateProxy.SetVariable("folder", _folder);
        _session.Run("New-RcHub $folder/hub.db -Company Contoso | Connect-RcHub | Out-Null; Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso | Out-Null").MustSucceed();
    }

    [Theory]
    [InlineData("Emial", "UserNameFormatUnknown", "Did you mean Email?")]
    [InlineData("mail", "UserNameFormatUnknown", "Did you mean Email?")]
    [InlineData("UserPrincipalName", "UserNameFormatUnknown", "an expression over appuser")]
    [InlineData("user.email", "ExpressionUnknownAttribute", "Did you mean userName?")]
    [InlineData("appuser.mail +", "ExpressionSyntax", "")]
    [InlineData("String.lower(appuser.mail)", "ExpressionUnknownFunction", "Did you mean")]
    public void What_can_give_no_login_is_refused_with_WhatIf_too(string format, string errorId, string remedy)
    {
        foreach (string what in (string[])["-WhatIf", ""])
        {
            ErrorRecord error = ErrorOf($"Set-AdDirectory -UserNameFormat '{format}' -WriteBack $true {what}");
            Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(remedy, error.ErrorDetails?.RecommendedAction ?? "", StringComparison.Ordinal);
        }

        Assert.DoesNotContain("What if", _session.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(["Email False"], _session.Run("Get-AdDirectory | ForEach-Object { \"$($_.UserNameFormat) $($_.WriteBack)\" }").MustSucceed().Values);
    }

    [Theory]
    [InlineData("upn", "Upn", "appuser.userPrincipalName")]
    [InlineData("SamAccountName", "SamAccountName", "appuser.sAMAccountName")]
    [InlineData("String.toLowerCase(appuser.employeeNumber)", "String.toLowerCase(appuser.employeeNumber)", "String.toLowerCase(appuser.employeeNumber)")]
    public void A_known_one_is_taken_in_any_case_and_an_expression_as_it_is(string format, string kept, string expression)
    {
        Assert.Equal([kept], _session.Run($"(Set-AdDirectory -UserNameFormat '{format}' -PassThru).UserNameFormat").MustSucceed().Values);
        Assert.Equal([expression], _session.Run("(Get-AttributeMapping AdToHub login -Directory contoso).Expression").MustSucceed().Values);
    }

    [Fact]
    public void What_often_goes_wrong_is_warned_of() =>
        Assert.Contains(_session.Run("Set-AdDirectory -UserNameFormat 'appuser.givenName + \".\" + appuser.emial'").MustSucceed().Warnings, warning => warning.Contains("null", StringComparison.Ordinal));

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

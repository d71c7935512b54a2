using System.Text.RegularExpressions;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// Each row of the guide's table of provisioning errors as an administrator sees it: in the output of Invoke-RcProvisioning, and in the default
/// view of Get-RcProvisioningError, as text on the screen.
/// </summary>
public sealed partial class GuideErrorTests : IAsyncLifetime
{
    private Lab _lab = null!;
    private int _before;

    [Fact]
    public void Row_1_an_invalid_parameter() => See(
        SmallCompany.Ldif(("st", "N/A")), null,
        "businessAddress.state is invalid. Please correct the parameter in Active Directory.",
        $"(businessAddress.state, user.state, st = 'N/A' on {SmallCompany.DnOf("ben")})");

    [Fact]
    public void Row_1_an_invalid_parameter_that_RingCentral_refuses() => See(
        SmallCompany.Ldif(), Refusal("CMN-101", "contact.businessAddress.state"),
        "businessAddress.state is invalid. Please correct the parameter in Active Directory.",
        $"(businessAddress.state, user.state, st = 'CA' on {SmallCompany.DnOf("ben")})");

    [Fact]
    public void Row_2_a_missing_value() => See(
        SmallCompany.Ldif(("st", null)), null,
        "Resource for parameter [businessAddress.state] is not found. Value is missing in Active Directory. Please correct it.",
        $"st (empty) on {SmallCompany.DnOf("ben")}");

    [Fact]
    public void Row_3_a_request_that_cannot_be_parsed() => See(
        SmallCompany.Ldif(), Refusal("CMN-103", null), "JSON can not be parsed. Please check your data AD and correct it.");

    [Fact]
    public void Row_4_the_service_is_away() => See(
        SmallCompany.Ldif(), new FaultRule { Kind = FaultKind.ServerError, Status = 503, Code = "CMN-201", Operation = "updateExtension", BodyContains = "ben@", RetryAfterSeconds = 0 },
        "Service Temporarily Unavailable. Please check back later. Issues on RingCentral's side.");

    [Fact]
    public void Row_5_the_extension_is_in_use() => See(
        SmallCompany.Ldif(), new FaultRule { Kind = FaultKind.ServerError, Status = 409, Code = "CMN-204", BodyContains = "ben@", RetryAfterSeconds = 0 },
        "Extension already in use. Please go to RingCentral's web portal and see what extensions are available.");

    [Fact]
    public void Row_6_a_duplicate_number_from_the_directory()
    {
        _lab.Simulator.State.Account.Update(
            _lab.Simulator.State.Account.Extensions.First(extension => extension.Status == "Unassigned").Id,
            extension => extension with { Status = "Enabled", ExtensionNumber = "150", Contact = new Contact { FirstName = "Some", LastName = "Body", Email = "some.body@example.org" } });
        See(
            SmallCompany.Ldif(("pager", "150")), null,
            "Extension number is duplicate. Please correct in Active Directory.",
            "150 is taken; the next free ones are",
            $"(extensionNumber, user.extension, pager = '150' on {SmallCompany.DnOf("ben")})");
    }

    [Fact]
    public void Row_6_a_duplicate_number_that_the_directory_did_not_give() => See(
        SmallCompany.Ldif(), Refusal("CMN-101", "extensionNumber"),
        "Extension number is duplicate. Please edit it in the RingCentral Service web portal.");

    private static FaultRule Refusal(string code, string? parameter) => new()
    {
        Kind = FaultKind.ServerError, Status = 400, Code = code, Parameter = parameter, BodyContains = "ben@",
    };

    private void See(string ldif, FaultRule? fault, params string[] told)
    {
        File.WriteAllText(Path.Combine(_lab.Folder, "contoso.ldif"), ldif);
        _lab.SetUp();
        _lab.Run("""
            Add-HubAttribute extension -DisplayName Extension | Out-Null
            Set-AttributeMapping AdToHub extension 'appuser.pager' | Out-Null
            Set-AttributeMapping HubToRc extensionNumber 'user.extension' | Out-Null
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users' | Out-Null
            """);
        if (fault is not null)
        {
            _lab.Simulator.Faults.Add(fault);
        }

        string run = Screen("Invoke-RcProvisioning -ConfirmFirstRun");
        Assert.Equal(2, Done().Count(run));
        string list = Screen("Get-RcProvisioningError");
        Assert.Contains("ben Family", list, StringComparison.Ordinal);
        Assert.All(told, text =>
        {
            Assert.Contains(text, run, StringComparison.Ordinal);
            Assert.Contains(text, list, StringComparison.Ordinal);
        });

        // Nothing twice, where RingCentral says it in the guide's words.
        string reason = (string)_lab.Run("(Get-RcProvisioningError).Message").Single()!;
        Assert.Equal(told[0], Assert.Single(Regex.Matches(reason, Regex.Escape(told[0]))).Value);

        // And what to do about it.
        object? remedy = _lab.Run("(Get-RcProvisioningError).Remedy").Single();
        Assert.False(string.IsNullOrWhiteSpace((string?)remedy));
        _lab.Session.Screen.RawUI.BufferSize = new(160, 9999);
        TestContext.Current.TestOutputHelper?.WriteLine(_lab.Session.Show("Get-RcProvisioningError")[_before..]);
    }

    /// <summary>The text as the default view shows it on a wide screen, without its colours, its lines joined.</summary>
    private string Screen(string script)
    {
        _lab.Session.Screen.RawUI.BufferSize = new(2000, 9999);
        string shown = _lab.Session.Show(script)[_before..];
        _before += shown.Length;
        return Blanks().Replace(Colours().Replace(shown, ""), " ");
    }

    public async ValueTask InitializeAsync() => _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 6 });

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();

    [GeneratedRegex(@"\bDone\b")]
    private static partial Regex Done();
}

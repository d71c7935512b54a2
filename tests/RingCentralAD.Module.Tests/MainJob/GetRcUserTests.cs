using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Extensions by whatever names a person: objects of Active Directory, of the hub, rows of a CSV file; the account is listed once for all of them.</summary>
public sealed class GetRcUserTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("Get-HubUser u001")]
    [InlineData("[pscustomobject]@{ DistinguishedName = 'CN=Ann'; Mail = 'u001@contoso.com'; UserPrincipalName = 'other@corp.contoso.com' }")]
    [InlineData("[pscustomobject]@{ SamAccountName = 'u001'; UserPrincipalName = 'U001@contoso.com' }")]
    [InlineData("[pscustomobject]@{ EmailAddress = 'u001@contoso.com'; Team = 7 }")]
    [InlineData("[pscustomobject]@{ Email = 'u001@contoso.com' }")]
    [InlineData("'u001@contoso.com'")]
    [InlineData("Get-RcUser u001@contoso.com")]
    public void A_person_is_found(string piped) => Assert.Equal(["u001@contoso.com"], _lab.Run($"({piped} | Get-RcUser).Email"));

    [Fact]
    public void The_account_is_listed_once_for_all_who_are_piped()
    {
        int before = Lists();

        Assert.Equal(2, _lab.Run("Get-HubUser u001, u002 | Get-RcUser").Count);
        Assert.Equal(1, Lists() - before);
        Assert.Empty(_lab.Run("@() | Get-RcUser; $null | Get-RcUser; @($null, $null) | Get-RcUser; Get-RcUser $null"));
        Assert.Equal(1, Lists() - before);
    }

    [Fact]
    public void A_plain_name_that_nobody_has_is_an_error_and_the_others_are_shown()
    {
        ScriptResult result = _lab.Session.Run("Get-RcUser u002@contoso.com, nobody@contoso.com, none*, gone@contoso.com -ErrorAction Continue");

        Assert.Single(result.Output);
        Assert.Equal(["nobody@contoso.com", "gone@contoso.com"], result.Errors.Select(error => error.TargetObject));
        Assert.All(result.Errors, static error => Assert.StartsWith("RcUserNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(result.Errors, static error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
    }

    [Fact]
    public void The_mail_address_is_a_property_to_filter_by_and_to_export()
    {
        Assert.Equal(["u001@contoso.com", "u002@contoso.com"], _lab.Run("(Get-RcUser | Where-Object Email -like '*@contoso.com').Email"));
        Assert.Contains("u001@contoso.com", _lab.Session.Show("Get-RcUser u001@contoso.com"), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_asked_for_one_by_one_where_few_are_named_and_listed_once_for_all_others()
    {
        Assert.Equal(["+16505550101", "+16505550101"], _lab.Run("$u = Get-RcUser u001@contoso.com -WithNumbers; $u.DirectNumber; $u.DirectNumbers.Number"));
        Assert.Equal((1, 0), (NumberReads("/extension/"), NumberReads("/~/phone-number")));

        Assert.Equal(["+16505550101", null], _lab.Run("(Get-RcUser u00* -WithNumbers).DirectNumber"));
        Assert.Equal((1, 1), (NumberReads("/extension/"), NumberReads("/~/phone-number")));

        Assert.Equal(["+16505550101"], _lab.Run("@((Get-RcUser -WithNumbers).DirectNumber) -like '*0101'"));
        Assert.Equal((1, 2), (NumberReads("/extension/"), NumberReads("/~/phone-number")));
    }

    [Fact]
    public void Without_the_switch_no_number_is_asked_for_and_none_is_claimed()
    {
        Assert.Equal([false], _lab.Run("[bool](Get-RcUser u001@contoso.com).PSObject.Properties['DirectNumber']"));
        Assert.Equal(0, NumberReads("phone-number"));
    }

    [Fact]
    public void The_number_is_shown_and_the_object_still_names_the_person()
    {
        string shown = _lab.Session.Show("Get-RcUser u001@contoso.com -WithNumbers");
        Assert.Contains("DirectNumber", shown, StringComparison.Ordinal);
        Assert.Contains("+16505550101", shown, StringComparison.Ordinal);
        Assert.Equal(["u001@contoso.com"], _lab.Run("(Get-RcUser u001@contoso.com -WithNumbers | Get-HubUser).Login"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest
        {
            Unassigned = 3,
            Extensions = [.. ((string[])["u001", "u002"]).Select(static name => new SeedExtension { FirstName = name, LastName = "Person", Email = $"{name}@contoso.com", DirectNumber = name == "u001" ? "+16505550101" : null })],
        });
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private int NumberReads(string part) => _lab.Simulator.RequestLog.Entries.Count(entry => entry.Path.EndsWith("/phone-number", StringComparison.Ordinal) && entry.Path.Contains(part, StringComparison.Ordinal));

    private int Lists() => _lab.Simulator.RequestLog.Entries.Count(static entry => entry.Path.EndsWith("/extension", StringComparison.Ordinal));
}

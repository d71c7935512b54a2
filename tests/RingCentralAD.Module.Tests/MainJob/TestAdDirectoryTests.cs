using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Test-AdDirectory as it is typed: before anything is imported, by name and from the pipeline, and it changes nothing.</summary>
public sealed class TestAdDirectoryTests
{
    [Fact]
    public async Task It_looks_before_the_first_import_and_leaves_the_hub_as_it_was()
    {
        await using Lab lab = await Lab.WithFileAsync(new SeedRequest());
        lab.Run("New-RcHub $folder/fresh.db -Company Fresh | Out-Null; Connect-RcHub $folder/fresh.db | Out-Null; Connect-AdDirectory -LdifPath $folder/contoso.ldif | Out-Null");

        Assert.Equal(["Passed"], lab.Run("Test-AdDirectory | Where-Object Check -eq Import | ForEach-Object { \"$($_.State)\" }"));
        Assert.Equal(["Warning"], lab.Run("Get-AdDirectory | Test-AdDirectory | Where-Object Check -eq 'Duplicate mail' | ForEach-Object { \"$($_.State)\" }"));
        Assert.Empty(lab.Run("$null | Test-AdDirectory"));
        Assert.Empty(lab.Run("Get-HubUser"));
    }

    [Fact]
    public async Task A_mobile_number_that_is_none_is_warned_of_as_provisioning_leaves_it_out()
    {
        await using Lab lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 5 });
        lab.SetUp();
        Assert.Equal(
            ["Warning: 1 person with a mobilePhone that is no phone number: 'ask reception' in US: 1 person, CN=Samuel Archer,OU=Sales,OU=Staff,DC=contoso,DC=com."],
            lab.Run("Test-AdDirectory | Where-Object Check -eq 'Mobile phone' | ForEach-Object { \"$($_.State): $($_.Detail)\" }"));

        lab.Run("Import-AdUsers | Out-Null; Get-HubUser u090@contoso.com, u001@contoso.com | Add-RcAssignment; Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        Assert.Equal(["Samuel Archer RcInvalidParameter contact.mobilePhone"], lab.Run("Get-RcProvisioningError -Stage Provisioning | ForEach-Object { \"$($_.Person) $($_.ErrorId) $($_.Attribute)\" }"));
    }
}

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
}

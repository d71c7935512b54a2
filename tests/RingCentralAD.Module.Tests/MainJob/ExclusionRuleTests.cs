using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A rule that protects nothing is not kept in silence.</summary>
public sealed class ExclusionRuleTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("-Number abc", "'abc'", "7000-7099")]
    [InlineData("-Number 200-100", "'200-100'", "100-200")]
    [InlineData("-Number 7000-7099, 70x", "'70x'", "7000-7099")]
    [InlineData("-Number '70*-80*'", "'70*-80*'", "7000-7099")]
    [InlineData("-Type Nonsense", "'Nonsense'", "VirtualUser")]
    [InlineData("-Type VirtualUsr", "'VirtualUsr'", "Did you mean VirtualUser?")]
    public void What_no_extension_can_be_is_refused(string rule, string named, string remedy)
    {
        foreach (string what in (string[])["-WhatIf", ""])
        {
            ScriptResult run = _lab.Session.Run($"Set-RcExclusion -Name 'Lobby*' {rule} {what}");
            ErrorRecord error = run.Thrown?.ErrorRecord ?? Assert.Single(run.Errors);
            Assert.StartsWith("ExclusionInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(named, error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Equal(["0 0 0"], _lab.Run("Get-RcExclusion | ForEach-Object { \"$($_.Names.Count) $($_.Numbers.Count) $($_.Types.Count)\" }"));
    }

    [Fact]
    public void A_rule_that_no_extension_fits_is_warned_of_once_the_account_is_known()
    {
        // Before the first import the hub knows no extensions, and has nothing to say.
        Assert.Empty(Warnings("Set-RcExclusion -Number 1*, 7000-7099 -Type virtualuser"));
        _lab.Run("Set-RcExclusion -Number @() -Type @(); Import-RcUser | Out-Null");

        string warning = Assert.Single(Warnings("Set-RcExclusion -Number 4010, 40*, 4000-4099, 7000-7099 -Name 'Givenp*', 'Lobyb*'"));
        Assert.Contains("'Lobyb*'", warning, StringComparison.Ordinal);
        Assert.Contains("'7000-7099'", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("Givenp", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("40", warning, StringComparison.Ordinal);

        // What stood there before was told of then.
        Assert.Contains("VirtualUser", Assert.Single(Warnings("Set-RcExclusion -Number 7000-7099 -Type VirtualUser")), StringComparison.Ordinal);
        Assert.Empty(Warnings("Set-RcExclusion -Number 7000-7099 -Type VirtualUser, Limited"));
    }

    [Fact]
    public void A_configuration_file_is_held_to_the_same()
    {
        _lab.Run("Set-RcExclusion -Number 7000-7099; Export-RcConfiguration $folder/hub.json");
        string path = Path.Combine(_lab.Folder, "hub.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("7000-7099", "7099-7000", StringComparison.Ordinal));
        ScriptResult run = _lab.Session.Run("Import-RcConfiguration $folder/hub.json");
        string said = $"{run.Thrown?.ErrorRecord} {string.Join(' ', run.Errors)}";
        Assert.Contains("'7099-7000'", said, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest
        {
            Extensions = [new SeedExtension { ExtensionNumber = "4010", FirstName = "Givenp000", LastName = "Room", Email = "p000@example.com", WithNumber = true }],
        });
        _lab.SetUp();
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private IReadOnlyList<string> Warnings(string script) => _lab.Session.Run(script).MustSucceed().Warnings;
}

using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Imports of some people, of changes, of everybody again, and a changed scope, as an administrator types them, against a real domain controller.</summary>
public sealed class ImportScopeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Some_people_then_the_changes_then_another_scope()
    {
        await using Lab lab = await Lab.WithSambaAsync(40, new SeedRequest());
        lab.SetUp();
        string first = SampleDomain.AccountOf(1);
        string second = SampleDomain.AccountOf(2);

        // Before the first complete import, by property name, by the pipeline, by mail.
        Assert.Equal(new[] { first, second }, lab.Run($"[pscustomobject]@{{ SamAccountName = '{first}' }}, '{second}@corp.example' | Import-AdUsers | ForEach-Object {{ $_.Email.Split('@')[0] }}").Cast<string>().Order());
        Assert.Equal([2L], lab.Run("(Get-AdDirectory).People"));
        ScriptResult unknown = lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers nobody@corp.example");
        Assert.StartsWith("AdUserNotFound,", Assert.Single(unknown.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        // The rest, with the reason why everybody is read; then only what changed.
        Assert.Contains("it is the first one", $"{lab.Run("Import-AdUsers -InformationVariable told | Out-Null; \"$told\"")[0]}", StringComparison.Ordinal);
        Assert.Equal(["DirSync"], lab.Run("(Get-AdDirectory).ChangesBy"));
        await lab.Samba!.LdapModifyAsync($"dn: {SampleDomain.DnOf(3)}\nchangetype: modify\nreplace: department\ndepartment: Moved\n-\n", Stop);
        string changed = $"{lab.Run("Import-AdUsers -InformationVariable told | Out-Null; \"$told\"")[0]}";
        Assert.StartsWith("1 read, 1 updated", changed, StringComparison.Ordinal);
        Assert.Contains("-Full was given", $"{lab.Run("Import-AdUsers -Full -InformationVariable told | Out-Null; \"$told\"")[0]}", StringComparison.Ordinal);
        Assert.Contains("0 lacking in the hub, 0 too many, 0 different", $"{lab.Run("Import-AdUsers -Verify -InformationVariable told | Out-Null; \"$told\"")[0]}", StringComparison.Ordinal);

        // Another scope: who would go, then who goes.
        lab.Run("Set-AdDirectory -Filter '(!(department=Moved))'");
        Assert.Equal(["(!(department=Moved))"], lab.Run("(Get-AdDirectory).Filter"));
        Assert.Equal(["Deactivated", "Deactivated"], lab.Run("(Import-AdUsers -WhatIf).Action; (Import-AdUsers).Action").Select(value => $"{value}"));
        lab.Run("Set-AdDirectory -Filter ''");
        Assert.Equal(["Reactivated"], lab.Run("(Import-AdUsers).Action").Select(value => $"{value}"));
        Assert.StartsWith("ScopeFilterUnsupported,", Assert.Single(lab.Session.Run("Set-AdDirectory -Filter '(anr=x)'").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}

using System.Management.Automation;
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

    [Fact]
    public async Task A_scope_is_kept_by_key_and_says_who_comes_and_goes()
    {
        await using Lab lab = await Lab.WithSambaAsync(40, new SeedRequest());
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null");
        Assert.Equal([39L], lab.Run("(Get-RcHub).Active"));

        // Two containers: who would go, and then who goes.
        lab.Run($"Set-AdDirectory -SearchBase 'OU=Sales,{SampleDomain.Root}', Marketing");
        Assert.Equal(["Deactivated 23"], Actions(lab, "Import-AdUsers -WhatIf"));
        Assert.Equal([39L], lab.Run("(Get-RcHub).Active"));
        Assert.Equal(["Deactivated 23"], Actions(lab, "Import-AdUsers"));
        Assert.Equal(["OutOfScope"], lab.Run("(Get-HubUser u000002@corp.example).DeactivatedBy"));

        // Renamed, it is the same container, and the people below are the same people.
        await lab.Samba!.LdapModifyAsync($"dn: OU=Sales,{SampleDomain.Root}\nchangetype: modrdn\nnewrdn: OU=Verkauf\ndeleteoldrdn: 1\n", Stop);
        Assert.Empty(Actions(lab, "Import-AdUsers"));
        Assert.Equal([$"OU=Verkauf,{SampleDomain.Root}", $"OU=Marketing,{SampleDomain.Root}"], lab.Run("(Get-AdDirectory).SearchBase"));
        Assert.Equal([16L], lab.Run("(Get-AdDirectory).People"));

        // An import of some only narrows: nobody counts as gone, nobody comes in from outside the scope.
        await lab.Samba.LdapModifyAsync($"dn: {SampleDomain.DnOf(5).Replace("OU=Sales", "OU=Verkauf", StringComparison.Ordinal)}\nchangetype: delete\n", Stop);
        foreach (string narrow in (string[])[$"-SearchBase 'OU=Marketing,{SampleDomain.Root}'", $"-SearchBase 'OU=Verkauf,{SampleDomain.Root}'", $"-SearchBase 'OU=Finance,{SampleDomain.Root}'", "u000001@corp.example, u000010@corp.example, u000002@corp.example"])
        {
            Assert.Empty(Actions(lab, $"Import-AdUsers {narrow}"));
        }

        Assert.Equal([16L], lab.Run("(Get-RcHub).Active"));
        Assert.Equal(["Deactivated 1"], Actions(lab, "Import-AdUsers"));
        Assert.Equal(["Gone"], lab.Run("(Get-HubUser u000005@corp.example).DeactivatedBy"));

        // Everything but one container: the others come back, and one who was always disabled is told of.
        lab.Run($"Set-AdDirectory -SearchBase @() -Exclude 'OU=Finance,{SampleDomain.Root}'");
        Assert.Equal(["Reactivated 15", "Skipped 1"], Actions(lab, "Import-AdUsers -WhatIf"));
        Assert.Equal(["Reactivated 15", "Skipped 1"], Actions(lab, "Import-AdUsers"));

        // A group, and whoever is outside stays as they are: Team 04 has 4, 16, 28 and 40, of whom 4 was away.
        lab.Run("Set-AdDirectory -Exclude @() -Group 'Team 04' -WhenOutOfScope Keep");
        Assert.Equal(["Reactivated 1"], Actions(lab, "Import-AdUsers"));
        await lab.Samba.LdapModifyAsync($"dn: CN=Team 04,{SampleDomain.Root}\nchangetype: modrdn\nnewrdn: CN=Four\ndeleteoldrdn: 1\n", Stop);
        await lab.Samba.LdapModifyAsync(
            $"dn: {SampleDomain.DnOf(1)}\nchangetype: modify\nreplace: department\ndepartment: Kept\n-\n\ndn: {SampleDomain.DnOf(16)}\nchangetype: modify\nreplace: department\ndepartment: Read\n-\n", Stop);
        Assert.Equal(["Updated 1"], Actions(lab, "Import-AdUsers"));
        Assert.Equal(["Four", "Marketing", "Read"], lab.Run("(Get-AdDirectory).Group; (Get-HubUser u000001@corp.example).Department; (Get-HubUser u000016@corp.example).Department"));
        Assert.Equal([31L], lab.Run("(Get-RcHub).Active"));

        // Disabled is disabled, in scope or not; and the other setting says who would go.
        await lab.Samba.LdapModifyAsync($"dn: {SampleDomain.DnOf(1)}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 546\n-\n", Stop);
        Assert.Equal(["Deactivated 1"], Actions(lab, "Import-AdUsers"));
        lab.Run("Set-AdDirectory -WhenOutOfScope Deactivate");
        Assert.Equal(["Deactivated 26"], Actions(lab, "Import-AdUsers -WhatIf"));
    }

    [Fact]
    public async Task A_deleted_group_of_the_scope_is_told_and_takes_nobody_along()
    {
        await using Lab lab = await Lab.WithSambaAsync(40, new SeedRequest());
        lab.SetUp();
        lab.Run("Set-AdDirectory -Group 'Team 04', 'Team 05'; Import-AdUsers | Out-Null");
        object? active = lab.Run("(Get-RcHub).Active")[0];
        Assert.InRange((long)active!, 6, 8);
        await lab.Samba!.LdapModifyAsync($"dn: CN=Team 04,{SampleDomain.Root}\nchangetype: delete\n", Stop);
        foreach (string way in (string[])["", "-WhatIf", "-Full", "-Full -AcceptGuard", "-Verify", $"-SearchBase 'OU=Sales,{SampleDomain.Root}'", "u000001@corp.example", ""])
        {
            ScriptResult result = lab.Session.Run($"Import-AdUsers {way}");
            Assert.Empty(result.Output);
            ErrorRecord error = result.Thrown!.ErrorRecord;
            Assert.StartsWith("ScopeGroupGone,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"CN=Team 04,{SampleDomain.Root}", error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains("Set-AdDirectory -Group", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Equal([active], lab.Run("(Get-RcHub).Active"));
        }

        // Set again, the scope says who goes, and they go.
        lab.Run("Set-AdDirectory -Group 'Team 05'");
        string[] would = Actions(lab, "Import-AdUsers -WhatIf");
        Assert.StartsWith("Deactivated ", Assert.Single(would), StringComparison.Ordinal);
        Assert.Equal(would, Actions(lab, "Import-AdUsers -AcceptGuard"));
        Assert.Equal(["Team 05"], lab.Run("(Get-AdDirectory).Group"));
        Assert.Empty(Actions(lab, "Import-AdUsers -Full"));
    }

    /// <summary>How many people there were of each action.</summary>
    private static string[] Actions(Lab lab, string script) =>
        [.. lab.Run($"{script} | ForEach-Object {{ \"$($_.Action)\" }}").CountBy(value => $"{value}").Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal)];
}

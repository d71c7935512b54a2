using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>What the guard of an import holds, looked at, approved and refused as an administrator types it, down to RingCentral.</summary>
public sealed class HeldImportTests
{
    private static readonly SmallPerson[] s_people = [.. Enumerable.Range(0, 24).Select(i => new SmallPerson($"user{i:00}", "Given", $"Family{i:00}"))];

    [Fact]
    public async Task Person_by_person_then_the_set_that_was_seen()
    {
        await using Lab lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 30 });
        Write(lab, s_people);
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'; Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        Assert.Equal([24L], lab.Run("(Get-RcHub).Accounts"));

        // Ten leave at once.
        Write(lab, s_people[10..]);
        ScriptResult stopped = lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers");
        string remedy = Assert.Single(stopped.Errors).ErrorDetails.RecommendedAction;
        Assert.StartsWith("GuardTripped,", stopped.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Approve-RcOperation", remedy, StringComparison.Ordinal);
        Assert.Equal(10, stopped.Output.Count);
        Assert.Equal([10], lab.Run("(Get-RcOperation Held | Where-Object { $_.Kind -eq 'Deactivate' -and $_.System -eq 'contoso' -and $_.Payload -eq 'Gone' }).Count"));
        Assert.Equal([10L], lab.Run("(Get-AdDirectory).Held"));
        Assert.Equal(["Healthy"], lab.Run("\"$((Get-AdDirectory).Health)\""));

        // Two may go, one stays; what is only asked changes nothing.
        lab.Run("Get-RcOperation Held | Approve-RcOperation -WhatIf");
        Assert.Equal([24L], lab.Run("(Get-RcHub).Active"));
        Assert.Equal(["Done", "Done"], lab.Run("Get-RcOperation Held | Where-Object Login -in user00@example.com, user01@example.com | Approve-RcOperation -PassThru | ForEach-Object { \"$($_.State)\" }"));
        Assert.Equal(["OperationDenied"], lab.Run("Get-RcOperation Held | Where-Object Login -eq user02@example.com | Deny-RcOperation -PassThru | ForEach-Object ErrorId"));
        Assert.Equal([22L], lab.Run("(Get-RcHub).Active"));
        Assert.Equal(["user00@example.com", "user01@example.com"], lab.Run("Get-HubUser | Where-Object Status -eq Deactivated | ForEach-Object Login").Select(value => $"{value}").Order());

        // The seven others wait on; a set that was not seen is refused by its name, the one that was goes.
        ScriptResult again = lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers");
        Assert.Equal(7, again.Output.Count);
        string set = again.Errors[0].ErrorDetails.RecommendedAction.Split("-Plan ")[1][..16];
        Assert.StartsWith("PlanChanged,", Assert.Single(lab.Session.Run("Approve-RcOperation -Plan 0123456789abcdef").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        lab.Run($"Approve-RcOperation -Plan {set}");
        Assert.Equal([15L], lab.Run("(Get-RcHub).Active"));

        // RingCentral is not asked about them again, and who was refused keeps their extension.
        Assert.Equal(9, lab.Run("Invoke-RcProvisioning | Where-Object { $_.Action -eq 'Deactivate' -and $_.State -eq 'Done' }").Count);
        Assert.Equal("NotActivated", Assert.Single(lab.Simulator.State.Account.FindByEmail("user02@example.com")).Status);
        Assert.Empty(lab.Run("Import-AdUsers"));
        Assert.Equal(["user02@example.com"], lab.Run("Get-RcOperation Denied | ForEach-Object Login"));
        Assert.Empty(lab.Run("Get-RcOperation Held"));
    }

    [Fact]
    public async Task Who_was_refused_is_not_let_go_with_all_that_is_held()
    {
        await using Lab lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 30 });
        Write(lab, s_people);
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'; Invoke-RcProvisioning -ConfirmFirstRun | Out-Null");
        Write(lab, s_people[10..]);
        lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers | Out-Null");
        Assert.Equal([10], lab.Run("$global:looked = Get-RcOperation Held; $looked.Count"));
        lab.Run("Get-RcOperation Held | Where-Object Login -eq user02@example.com | Deny-RcOperation");

        // The refused one has a state of its own, in a list and without one.
        Assert.Equal(["user02@example.com"], lab.Run("Get-RcOperation -State Denied | ForEach-Object Login"));
        Assert.Equal([9, 10, 1], lab.Run("(Get-RcOperation Held).Count; (Get-RcOperation Held, Denied).Count; @(Get-RcOperation | Where-Object State -eq Denied).Count"));
        Assert.Equal([9L], lab.Run("(Get-AdDirectory).Held"));

        // All that is held goes, and nobody whom a person refused meanwhile, though they were looked at before.
        lab.Run("Get-RcOperation -State Held | Where-Object Kind -eq Deactivate | Approve-RcOperation");
        Assert.Equal([15L], lab.Run("(Get-RcHub).Active"));
        ScriptResult late = lab.Session.Run("$ErrorActionPreference = 'Continue'; $looked | Where-Object Login -eq user02@example.com | Approve-RcOperation");
        Assert.StartsWith("OperationNotHeld,", Assert.Single(late.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Refused by", late.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal([15L], lab.Run("(Get-RcHub).Active"));
        Assert.Contains(lab.Run("(Trace-HubUser user02@example.com).LifeCycle"), line => $"{line}".Contains("seen to be gone; deactivating is denied. Refused by", StringComparison.Ordinal));

        // Nor does a list of everything bring them; a change of mind says so.
        ScriptResult all = lab.Session.Run("$ErrorActionPreference = 'Continue'; Get-RcOperation | Where-Object Login -eq user02@example.com | Approve-RcOperation");
        Assert.All(all.Errors, error => Assert.StartsWith("OperationNotHeld,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal([15L], lab.Run("(Get-RcHub).Active"));
        lab.Run("Get-RcOperation -State Denied | Where-Object Login -eq user02@example.com | Approve-RcOperation -Force");
        Assert.Equal([14L], lab.Run("(Get-RcHub).Active"));
    }

    [Fact]
    public async Task The_guard_is_set_by_its_cmdlets()
    {
        await using Lab lab = await Lab.WithFileAsync(new SeedRequest());
        Write(lab, s_people);
        lab.SetUp();
        lab.Run("Set-ImportRule -MaxImportUnassignment 10 -GuardFloor 2 -GuardCap 50; Set-RcProvisioningOption -GuardShare 12.5");
        Assert.Equal(["2 0.1 50", "5 0.125 500"], lab.Run("(Get-ImportRule).Guard, (Get-RcProvisioningOption).Guard | ForEach-Object { \"$($_.Floor) $($_.Share) $($_.Cap)\" }"));
        Assert.NotNull(lab.Session.Run("Set-ImportRule -MaxImportUnassignment 120").Thrown);
    }

    private static void Write(Lab lab, IEnumerable<SmallPerson> people) => File.WriteAllText(Path.Combine(lab.Folder, "contoso.ldif"), SmallDomain.Ldif("DC=contoso,DC=com", people));
}

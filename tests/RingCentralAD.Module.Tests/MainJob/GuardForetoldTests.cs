using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>-WhatIf tells of the guard as a warning and lists all the same; a run that the guard stopped hands on what it did, and is an error at its end.</summary>
public sealed class GuardForetoldTests : IAsyncLifetime
{
    private static readonly SmallPerson[] s_people = [.. Enumerable.Range(0, 24).Select(i => new SmallPerson($"user{i:00}", "Given", $"Family{i:00}"))];
    private Lab _lab = null!;

    [Fact]
    public void An_import_lists_who_would_be_held()
    {
        Write(s_people[10..]);
        Assert.Equal([10], Foretold("$r = Import-AdUsers -WhatIf; @($r).Count", "The guard would stop this import of contoso, and nobody would be deactivated: "));
        Assert.Empty(_lab.Run("Get-RcOperation -State Held"));

        // Where a person accepts it there is nothing to warn of.
        ScriptResult accepted = _lab.Session.Run("Import-AdUsers -WhatIf -AcceptGuard | Tally Action").MustSucceed();
        Assert.Equal(["Deactivated 10"], accepted.Values);
        Assert.Empty(accepted.Warnings);

        // The whole sync says the same of its import, and names nothing that would have been stored.
        Foretold("Invoke-RcSync -WhatIf", "Import contoso: The guard would stop this import of contoso, and nobody would be deactivated: ");
    }

    [Fact]
    public void An_import_that_the_guard_stopped_hands_on_what_it_did()
    {
        Write(s_people[10..]);
        Stopped("Import-AdUsers", "Action");
    }

    [Fact]
    public void Provisioning_that_the_guard_would_stop_lists_its_plan_and_one_that_it_stopped_hands_on_what_it_did()
    {
        _lab.Run("@(Get-HubUser)[10..23] | Add-RcAssignment; Remove-RcAssignment -Group 'RingCentral Users'");
        const string warning = "The guard would stop what takes RingCentral away, and these people would be held: ";
        Assert.Equal([10], Foretold("$r = Invoke-RcProvisioning -WhatIf; @($r | Where-Object ErrorId -eq GuardTripped).Count", warning));
        Foretold("Invoke-RcSync -WhatIf", $"Provisioning RingCentral: {warning}");
        Stopped("Invoke-RcProvisioning", "State");
    }

    [Fact]
    public void An_import_from_RingCentral_lists_whose_extension_is_gone()
    {
        foreach (SmallPerson person in s_people[..10])
        {
            _lab.Simulator.State.Account.Remove(_lab.Simulator.State.Account.FindByEmail(person.Mail).Single().Id);
        }

        Assert.Equal([10], Foretold(
            "$r = Import-RcUser -WhatIf; @($r | Where-Object Action -eq Held).Count", "The guard would stop this import from RingCentral, and no link would be ended: "));
        Stopped("Import-RcUser", "Action");
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 30 });
        Write(s_people);
        _lab.SetUp();
        _lab.Run("""
            function Tally($Name) { begin { $n = @{} } process { $n["$($_.$Name)"]++ } end { $n.Keys | ForEach-Object { "$_ $($n[$_])" } } }
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users' | Out-Null
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            Import-RcUser | Out-Null
            Sync-PhoneWriteBack -ConfirmFirstRun | Out-Null
            """);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    /// <summary>What a -WhatIf gives, which is no error and warns once.</summary>
    private IReadOnlyList<object?> Foretold(string script, string beginning)
    {
        ScriptResult run = _lab.Session.Run(script).MustSucceed();
        string warning = Assert.Single(run.Warnings);
        Assert.StartsWith(beginning, warning, StringComparison.Ordinal);
        Assert.EndsWith(" Where it is right, add -AcceptGuard.", warning, StringComparison.Ordinal);
        return run.Values;
    }

    /// <summary>A run that the guard stopped gives the ten it holds to the next command, and one error; it ends a script that stops at errors.</summary>
    private void Stopped(string command, string property)
    {
        ScriptResult run = _lab.Session.Run($"$ErrorActionPreference = 'Continue'; {command} | Tally {property}");
        Assert.Null(run.Thrown);
        Assert.Contains("Held 10", run.Values);
        Assert.StartsWith("GuardTripped,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotNull(_lab.Session.Run($"$ErrorActionPreference = 'Continue'; {command} -ErrorAction Stop").Thrown);
    }

    private void Write(IEnumerable<SmallPerson> people) => File.WriteAllText(Path.Combine(_lab.Folder, "contoso.ldif"), SmallDomain.Ldif("DC=contoso,DC=com", people));
}

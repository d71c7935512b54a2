using System.Collections;
using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// Each step of the main job with -WhatIf against a real domain controller: nothing changes in the hub, in the account or in the directory, and
/// the list is the one of the run that follows.
/// </summary>
public sealed class WhatIfTests
{
    private const int People = 60;

    // What a run adds to its plan: ids it made, how it ended, numbers it got.
    private static readonly string[] s_import = ["Action", "Person", "Department", "Detail", "Remedy", "Login", "Email", "System", "Key", "Place", "Changes"];
    private static readonly string[] s_provisioning = ["Action", "Person", "Department", "Needs", "Reason", "Remedy", "ErrorId", "HubUserId", "Login", "Email", "Changes"];
    private static readonly string[] s_writeBack = ["Person", "Attribute", "Before", "After", "HubUserId", "Login", "Directory", "Key", "DistinguishedName"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_step_changes_anything_and_its_list_is_what_the_run_then_does()
    {
        int[] assigned = [.. Enumerable.Range(1, People).Where(i => SampleDomain.IsAssigned(i) && !SampleDomain.IsDisabled(i))];
        await using Lab lab = await Lab.WithSambaAsync(People, new SeedRequest
        {
            Unassigned = assigned.Length + 5,
            Extensions = [.. assigned.Take(3).Select(i => new SeedExtension { FirstName = "Was", LastName = "There", Email = $"{SampleDomain.AccountOf(i)}@corp.example" })],
        });
        lab.SetUp();

        Assert.Equal(People, await CompareAsync(lab, "Import-AdUsers", s_import));
        lab.Run("Add-RcAssignment -Group 'RingCentral Users'");
        Assert.Equal(3, await CompareAsync(lab, "Import-RcUser", s_import));
        Assert.Equal(assigned.Length, await CompareAsync(lab, "Invoke-RcProvisioning", s_provisioning, "-ConfirmFirstRun"));
        await CompareAsync(lab, "Import-RcUser -NumbersOnly", s_import);
        Assert.Equal(assigned.Length, await CompareAsync(lab, "Sync-PhoneWriteBack", s_writeBack, "-ConfirmFirstRun"));

        // A leaver, a change, somebody gone, somebody new.
        await lab.Samba!.LdapModifyAsync(string.Join('\n', Changes(assigned)), Stop);
        Assert.Equal(4, await CompareAsync(lab, "Import-AdUsers", s_import));
        await CompareAsync(lab, "Import-RcUser", s_import);
        Assert.Equal(4, await CompareAsync(lab, "Invoke-RcProvisioning", s_provisioning));
        await CompareAsync(lab, "Import-RcUser -NumbersOnly", s_import);
        Assert.Equal(1, await CompareAsync(lab, "Sync-PhoneWriteBack", s_writeBack));

        // And the other cmdlets that take -WhatIf.
        await UnchangedAsync(lab, "Get-HubUser | Disable-HubUser -WhatIf");
        await UnchangedAsync(lab, "Set-AttributeMapping HubToRc department 'user.city' -WhatIf");
        await UnchangedAsync(lab, "Get-RcAssignment | Remove-RcAssignment -WhatIf");
        await UnchangedAsync(lab, "Set-AdDirectory -SearchBase 'OU=Sales,OU=Staff,DC=corp,DC=example' -WhatIf");
        Assert.Empty(lab.Simulator.Bugs);
    }

    private static IEnumerable<string> Changes(int[] assigned) =>
    [
        Modify(SampleDomain.DnOf(assigned[4]), "replace: userAccountControl", "userAccountControl: 546"),
        Modify(SampleDomain.DnOf(assigned[5]), "replace: department", "department: Research"),
        $"{Name(SampleDomain.DnOf(assigned[6]))}\nchangetype: delete\n",
        $"{Name($"CN=New Comer,OU=Sales,{SampleDomain.Root}")}\nchangetype: add\nobjectClass: user\nsAMAccountName: newcomer\nuserPrincipalName: newcomer@corp.example\n" +
        "userAccountControl: 544\ngivenName: New\nsn: Comer\nmail: newcomer@corp.example\n",
        Modify($"CN=Dept Sales,{SampleDomain.Root}", "add: member", $"member: CN=New Comer,OU=Sales,{SampleDomain.Root}"),
    ];

    private static string Modify(string dn, params string[] lines) => $"{Name(dn)}\nchangetype: modify\n{string.Join('\n', lines)}\n-\n";

    private static string Name(string dn) => $"dn:: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(dn))}";

    /// <summary>Compares what a step says with what it then does.</summary>
    /// <returns>How many people there were in it.</returns>
    private static async Task<int> CompareAsync(Lab lab, string step, string[] fields, string onlyInTheRun = "")
    {
        IReadOnlyList<object?> planned = await UnchangedAsync(lab, $"{step} -WhatIf");
        IReadOnlyList<object?> done = lab.Run($"{step} {onlyInTheRun}");
        Assert.Equal(Lines(planned, fields), Lines(done, fields));
        return done.Select(record => PSObject.AsPSObject(record).Properties[fields.Contains("HubUserId") ? "HubUserId" : "Key"].Value).Distinct().Count();
    }

    private static IEnumerable<string> Lines(IEnumerable<object?> records, string[] fields) => records
        .Select(record => string.Join('|', fields.Select(field => Text(PSObject.AsPSObject(record).Properties[field].Value))))
        .Order(StringComparer.Ordinal);

    private static string Text(object? value) =>
        value is IEnumerable list and not string ? string.Join(';', list.Cast<object>()) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static async Task<IReadOnlyList<object?>> UnchangedAsync(Lab lab, string script)
    {
        string hub = await lab.DumpHubAsync();
        string account = lab.Simulator.State.Dump();
        int writes = lab.Simulator.RequestLog.Writes.Count;
        Domain domain = await Domain.ReadAsync(lab.Samba!, Stop);

        IReadOnlyList<object?> said = lab.Run(script);

        Assert.Equal(hub, await lab.DumpHubAsync());
        Assert.Equal(account, lab.Simulator.State.Dump());
        Assert.Equal(writes, lab.Simulator.RequestLog.Writes.Count);
        Domain after = await Domain.ReadAsync(lab.Samba!, Stop);
        Assert.Empty(after.ChangedSince(domain));
        Assert.Equal(domain.Entries.Count, after.Entries.Count);
        return said;
    }
}

using System.Text;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// What is wrong with some people only, as an administrator types it against a real domain controller: each is shown with the remedy, and the
/// rest is done. Looked at with ldapsearch and the simulator's own state.
/// </summary>
public sealed class BadPeopleTests
{
    private const string Writer = "writer@corp.example";
    private const string Staff = $"OU=Staff,{SambaServer.BaseDn}";
    private const string Locked = $"OU=Locked,{SambaServer.BaseDn}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_with_one_mail_wait_and_groups_that_contain_each_other_are_followed_to_their_end()
    {
        await using Lab lab = await Lab.WithSambaAsync(Ldif(), new SeedRequest { Unassigned = 10 });
        await lab.Samba!.LdapModifyAsync($"dn: CN=Ring,{Staff}\nchangetype: modify\nadd: member\nmember: CN=RingCentral Users,{Staff}\nmember: CN=Ring,{Staff}\n", Stop);
        lab.SetUp();
        string[] held = [.. lab.Run("Import-AdUsers | Where-Object { $_.Action -eq 'Held' -and $_.Person -ne 'Writer' } | ForEach-Object { \"$($_.Person)|$($_.Detail)|$($_.Remedy)\" }").Select(row => $"{row}").Order()];
        Assert.Equal(2, held.Length);
        Assert.StartsWith($"Dan Family|mail shared@corp.example is also on CN=Don Family,{Staff}|Give each of them an address of their own", held[0], StringComparison.Ordinal);
        Assert.StartsWith($"Don Family|mail shared@corp.example is also on CN=Dan Family,{Staff}|Give each of them an address of their own", held[1], StringComparison.Ordinal);
        Assert.Equal(["Dan Family", "Don Family"], lab.Run("Get-RcProvisioningError | Where-Object { $_.Remedy -and $_.Person -ne 'Writer' } | ForEach-Object Person").Cast<string>().Order());

        // The assigned group is in a group that is in it, and which contains itself.
        string ring = await lab.Samba.LdapSearchAsync("(cn=Ring)", ["member"], Stop);
        Assert.Contains($"member: CN=Ring,{Staff}", ring, StringComparison.Ordinal);
        Assert.Contains($"member: CN=RingCentral Users,{Staff}", ring, StringComparison.Ordinal);
        Assert.Contains($"member: CN=Ring,{Staff}", await lab.Samba.LdapSearchAsync("(cn=RingCentral Users)", ["member"], Stop), StringComparison.Ordinal);
        lab.Run("Add-RcAssignment -Group 'RingCentral Users'");
        Assert.Equal(["ann", "ben", "cat", "eve"], Done(lab));
        Assert.Equal(4, lab.Simulator.State.Account.Extensions.Count(extension => extension.Contact.Email?.EndsWith("@corp.example", StringComparison.Ordinal) == true));

        // Mended by the remedy: both come in by themselves.
        await lab.Samba.LdapModifyAsync($"dn: CN=Don Family,{Staff}\nchangetype: modify\nreplace: mail\nmail: don@corp.example\n", Stop);
        lab.Run("Import-AdUsers | Out-Null");
        Assert.Equal(["don", "shared"], Done(lab));
        Assert.Empty(lab.Run("Get-RcProvisioningError | Where-Object Person -ne Writer"));
    }

    [Fact]
    public async Task A_mapping_that_fails_for_some_keeps_their_last_values_and_updates_the_others()
    {
        await using Lab lab = await Lab.WithSambaAsync(Ldif(), new SeedRequest { Unassigned = 10 });
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'");
        Assert.Equal(["ann", "ben", "cat", "eve"], Done(lab));
        lab.Run("Set-AttributeMapping AdToHub department 'appuser.department == \"Sales\" ? \"Sold\" : Arrays.get({appuser.department}, 7)' | Out-Null");
        foreach (string name in (string[])["Ann", "Ben"])
        {
            await lab.Samba!.LdapModifyAsync($"dn: CN={name} Family,{Staff}\nchangetype: modify\nreplace: l\nl: Moved\n-\nreplace: department\ndepartment: Legal\n", Stop);
        }

        lab.Run("Import-AdUsers | Out-Null");
        string[] shown = [.. lab.Run("Get-RcProvisioningError | Where-Object { $_.UserId -and $_.Attribute -eq 'department' } | ForEach-Object { \"$($_.Person)|$($_.Attribute)|$($_.Message)|$($_.Remedy)\" }").Select(row => $"{row}").Order()];
        Assert.Equal(["Ann Family|department", "Ben Family|department"], shown.Select(row => string.Join('|', row.Split('|')[..2])));
        Assert.All(shown, row => Assert.Contains("The last good value stays.", row, StringComparison.Ordinal));
        Assert.All(shown, row => Assert.Contains("|Correct the value that the expression reads", row, StringComparison.Ordinal));
        Assert.Equal(["ann", "ben", "cat", "eve"], Done(lab));
        foreach ((string name, string department, string city) in ((string, string, string)[])[("ann", "Sales", "Moved"), ("ben", "Sales", "Moved"), ("cat", "Sold", "Belmont"), ("eve", "Sold", "Belmont")])
        {
            Contact contact = Assert.Single(lab.Simulator.State.Account.FindByEmail(name + "@corp.example")).Contact;
            Assert.Equal((department, city), (contact.Department, contact.BusinessAddress!.City));
        }
    }

    [Fact]
    public async Task What_the_directory_does_not_take_is_shown_value_by_value_and_the_rest_is_written()
    {
        await using Lab lab = await Lab.WithSambaAsync(Ldif(), new SeedRequest { Unassigned = 10 });
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'");
        Done(lab);

        // No attribute of the schema; and a value that is too long, for one person only.
        lab.Run("Set-AttributeMapping HubToAd noSuchPhone 'user.primaryPhone' | Out-Null");
        string longer = new('9', 70);
        lab.Run($"Set-AttributeMapping HubToAd ipPhone 'user.primaryPhone' | Out-Null; Set-AttributeMapping HubToAd telephoneNumber 'user.login == \"ben@corp.example\" ? \"{longer}\" : user.primaryPhone' | Out-Null");
        Assert.Contains(
            "noSuchPhone", $"{lab.Run("Test-AdDirectory | Where-Object { $_.Result -ne 'Passed' -and $_.Detail -match 'noSuchPhone' } | ForEach-Object { \"$($_.Detail) $($_.Remedy)\" }")[0]}", StringComparison.Ordinal);
        string[] records = [.. Written(lab)];
        Assert.Equal(12, records.Length);
        foreach (string name in (string[])["ann", "ben", "cat", "eve"])
        {
            string expected = Phone(lab, name);
            bool refused = name == "ben";
            Assert.Contains($"{name}|ipPhone|Written||", records);
            Assert.Contains(records, row => row.StartsWith($"{name}|noSuchPhone|Failed|AdValueRefused|Correct the mapping", StringComparison.Ordinal));
            Assert.Contains(records, row => row.StartsWith($"{name}|telephoneNumber|{(refused ? "Failed|AdValueRefused|Correct the mapping" : "Written||")}", StringComparison.Ordinal));
            Assert.Equal((expected, refused ? null : expected), (await ValueAsync(lab, name, "ipPhone"), await ValueAsync(lab, name, "telephoneNumber")));
        }

        // Again: what was written is not written again, what is refused is told again; taken away, nothing is left to tell.
        Assert.Equal(5, Written(lab).Count());
        lab.Run("Remove-AttributeMapping HubToAd noSuchPhone; Set-AttributeMapping HubToAd telephoneNumber 'user.primaryPhone' | Out-Null");
        Assert.Equal(["ben|telephoneNumber|Written||"], Written(lab));
        Assert.Empty(Written(lab));
    }

    [Fact]
    public async Task Without_the_right_to_write_each_person_is_shown_with_the_right_to_grant()
    {
        await using Lab lab = await Lab.WithSambaAsync(Ldif(), new SeedRequest { Unassigned = 10 });
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'");
        Done(lab);
        await GrantAsync(lab.Samba!, Staff);
        lab.Run($"Connect-AdDirectory $server -UserName {Writer} -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $ca | Out-Null");
        string[] records = [.. Written(lab)];
        Assert.Equal(["ann|telephoneNumber|Written||", "ben|telephoneNumber|Written||", "cat|telephoneNumber|Written||"], records[..3]);
        Assert.StartsWith("eve|telephoneNumber|Failed|AdAccessDenied|Grant it on the OU: dsacls", records[3], StringComparison.Ordinal);
        Assert.Contains(Locked, records[3], StringComparison.Ordinal);
        Assert.Equal(4, records.Length);
        Assert.Equal((Phone(lab, "ann"), null), (await ValueAsync(lab, "ann", "telephoneNumber"), await ValueAsync(lab, "eve", "telephoneNumber")));

        await GrantAsync(lab.Samba!, Locked);
        Assert.Equal(["eve|telephoneNumber|Written||"], Written(lab));
        Assert.Equal(Phone(lab, "eve"), await ValueAsync(lab, "eve", "telephoneNumber"));
    }

    /// <summary>Provisions; gives who was done, by the local part of the address.</summary>
    private static IEnumerable<string> Done(Lab lab) =>
        lab.Run("Invoke-RcProvisioning -ConfirmFirstRun | Where-Object State -eq Done | ForEach-Object { $_.Email.Split('@')[0] }").Cast<string>().Distinct().Order();

    /// <summary>Writes back; gives each value as who, attribute, what happened, error and remedy.</summary>
    private static IEnumerable<string> Written(Lab lab) => lab.Run(
        "Sync-PhoneWriteBack -ConfirmFirstRun -AcceptGuard | ForEach-Object { \"$($_.Login.Split('@')[0])|$($_.Attribute)|$($_.Action)|$($_.ErrorId)|$($_.Remedy)\" }").Cast<string>().Order(StringComparer.Ordinal);

    /// <summary>What the simulator's own state gives.</summary>
    private static string Phone(Lab lab, string name)
    {
        Account account = lab.Simulator.State.Account;
        Extension extension = Assert.Single(account.FindByEmail(name + "@corp.example"));
        return $"{account.NumbersOf(extension.Id).Single(number => number.UsageType == "DirectNumber").Number}#{extension.ExtensionNumber}";
    }

    /// <summary>What ldapsearch finds.</summary>
    private static async Task<string?> ValueAsync(Lab lab, string name, string attribute) =>
        (await lab.Samba!.LdapSearchAsync($"(sAMAccountName={name})", [attribute], Stop)).Split('\n').FirstOrDefault(line => line.StartsWith(attribute + ": ", StringComparison.Ordinal))?[(attribute.Length + 2)..];

    /// <summary>Lets the writer write all properties of what lies below.</summary>
    private static async Task GrantAsync(SambaServer samba, string dn)
    {
        string sid = (await samba.RunAsync("ldbsearch", ["(sAMAccountName=writer)", "objectSid"], cancellationToken: Stop)).Success("ldbsearch").Split('\n').Single(line => line.StartsWith("objectSid: ", StringComparison.Ordinal))[11..].Trim();
        (await samba.RunAsync("samba-tool", ["dsacl", "set", "-H", Path.Combine(samba.Folder, "private", "sam.ldb"), $"--objectdn={dn}", $"--sddl=(A;CI;WP;;;{sid})"], cancellationToken: Stop)).Success("samba-tool");
    }

    private static string Ldif()
    {
        StringBuilder text = new();
        foreach (string unit in (string[])[Staff, Locked])
        {
            Entry(unit, "objectClass: organizationalUnit");
        }

        Person("Ann", Staff, "ann");
        Person("Ben", Staff, "ben");
        Person("Cat", Staff, "cat");
        Person("Dan", Staff, "shared");
        Person("Don", Staff, "shared");
        Person("Eve", Locked, "eve");
        string password = Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{SambaServer.Password}\""));
        Entry($"CN=Writer,CN=Users,{SambaServer.BaseDn}", "objectClass: user", "sAMAccountName: writer", $"userPrincipalName: {Writer}", "userAccountControl: 512", $"unicodePwd:: {password}");
        string[] people = [.. ((string[])["Ann", "Ben", "Cat", "Dan", "Don"]).Select(name => $"member: CN={name} Family,{Staff}")];
        Entry($"CN=Ring,{Staff}", ["objectClass: group", "sAMAccountName: Ring", "groupType: -2147483646", $"member: CN=Eve Family,{Locked}"]);
        Entry($"CN=RingCentral Users,{Staff}", ["objectClass: group", "sAMAccountName: RingCentral Users", "groupType: -2147483646", $"member: CN=Ring,{Staff}", .. people]);
        return text.ToString();

        void Person(string name, string unit, string mail)
        {
            string account = name.ToLowerInvariant();
            Entry(
                $"CN={name} Family,{unit}", "objectClass: user", $"sAMAccountName: {account}", $"userPrincipalName: {account}@corp.example", "userAccountControl: 544", $"givenName: {name}", "sn: Family",
                $"mail: {mail}@corp.example", "department: Sales", "streetAddress: 1 Main Street", "l: Belmont", "st: CA", "postalCode: 94002", "c: US", "countryCode: 840");
        }

        void Entry(string dn, params string[] lines) => text.Append("dn: ").Append(dn).Append('\n').AppendJoin('\n', lines).Append("\n\n");
    }
}

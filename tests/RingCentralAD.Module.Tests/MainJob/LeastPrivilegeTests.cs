using System.Text;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>The rights that about_RingCentralAD_Security names, granted by the very commands that stand there: with them the sync works, and it can do nothing else.</summary>
public sealed partial class LeastPrivilegeTests
{
    private const string Account = "rc-sync";
    private const string Login = $"{Account}@corp.example";
    private const string Staff = $"OU=Staff,{SambaServer.BaseDn}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_rights_of_the_page_the_sync_works_and_nothing_else_does()
    {
        await using Lab lab = await Lab.WithSambaAsync(Ldif(), new SeedRequest { Unassigned = 5 });
        lab.SetUp();
        lab.Run($"Connect-AdDirectory $server -UserName {Login} -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $ca | Out-Null");
        lab.Run("Set-AdDirectory -SearchBase 'OU=Staff,DC=corp,DC=example'; Import-AdUsers | Out-Null");
        Assert.Equal("Failed", State(lab, "Write-back"));
        Assert.Equal("Warning", State(lab, "DirSync"));

        // As the page has it, with the account's own SID.
        string sid = (await lab.Samba!.RunAsync("ldbsearch", [$"(sAMAccountName={Account})", "objectSid"], cancellationToken: Stop)).Success("ldbsearch")
            .Split('\n').Single(line => line.StartsWith("objectSid: ", StringComparison.Ordinal))[11..].Trim();
        Match[] commands = [.. Grant().Matches(await File.ReadAllTextAsync(Repository.In("docs", "about_RingCentralAD_Security.md"), Stop)).Cast<Match>()];
        Assert.Equal(3, commands.Length);
        foreach (Match command in commands)
        {
            string sddl = command.Groups["sddl"].Value.Replace("SID", sid, StringComparison.Ordinal);
            (await lab.Samba.RunAsync("samba-tool", ["dsacl", "set", "-H", Path.Combine(lab.Samba.Folder, "private", "sam.ldb"), $"--objectdn={command.Groups["dn"].Value}", $"--sddl={sddl}"], cancellationToken: Stop)).Success("samba-tool");
        }

        lab.Run($"Disconnect-AdDirectory; Connect-AdDirectory $server -UserName {Login} -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $ca | Out-Null");
        Assert.Equal("Passed", State(lab, "Write-back"));
        Assert.Equal("Passed", State(lab, "DirSync"));
        Assert.Equal(["0"], lab.Run("Import-AdUsers -Full | Out-Null; Add-RcAssignment -Group 'RC Users'; Import-RcUser | Out-Null; \"$((Invoke-RcSync -ConfirmFirstRun).ExitCode)\"").Select(code => $"{code}"));
        string found = await lab.Samba.LdapSearchAsync("(sAMAccountName=ann)", ["telephoneNumber"], Stop);
        Assert.Matches(@"telephoneNumber: \+[0-9]+#[0-9]+", found);

        // A deletion is seen by a full import (Samba tells deletions to administrators only), and nothing else can be written.
        await lab.Samba.LdapModifyAsync($"dn: CN=Ben,{Staff}\nchangetype: delete\n", Stop);
        Assert.Equal(["Deactivated Ben Least"], lab.Run("Import-AdUsers -Full | ForEach-Object { \"$($_.Action) $($_.Person)\" }"));
        foreach (string change in (string[])[$"dn: CN=Ann,{Staff}\nchangetype: modify\nreplace: title\ntitle: Boss\n", $"dn: CN=RC Users,{Staff}\nchangetype: modify\nadd: member\nmember: CN=Cem,{Staff}\n", $"dn: {Staff}\nchangetype: modify\nreplace: description\ndescription: mine\n"])
        {
            ToolResult refused = await lab.Samba.RunAsync("ldapmodify", ["-x", "-H", $"ldaps://{lab.Samba.Address}", "-D", Login, "-w", SambaServer.Password], change, Stop);
            Assert.Equal(50, refused.ExitCode);
        }
    }

    private static string State(Lab lab, string check) => $"{lab.Run($"(Test-AdDirectory | Where-Object Check -EQ '{check}').State")[0]}";

    private static string Ldif()
    {
        StringBuilder text = new();
        Entry(Staff, "objectClass: organizationalUnit");
        foreach (string name in (string[])["Ann", "Ben", "Cem"])
        {
            string account = name.ToLowerInvariant();
            Entry($"CN={name},{Staff}", "objectClass: user", $"sAMAccountName: {account}", "userAccountControl: 544", $"givenName: {name}", "sn: Least", $"mail: {account}@corp.example");
        }

        string password = Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{SambaServer.Password}\""));
        Entry($"CN=Sync,CN=Users,{SambaServer.BaseDn}", "objectClass: user", $"sAMAccountName: {Account}", $"userPrincipalName: {Login}", "userAccountControl: 512", $"unicodePwd:: {password}");
        Entry($"CN=RC Users,{Staff}", "objectClass: group", "sAMAccountName: RC Users", "groupType: -2147483646", $"member: CN=Ann,{Staff}", $"member: CN=Ben,{Staff}");
        return text.ToString();

        void Entry(string dn, params string[] lines) => text.Append("dn: ").Append(dn).Append('\n').AppendJoin('\n', lines).Append("\n\n");
    }

    [GeneratedRegex("samba-tool dsacl set --objectdn=\"(?<dn>[^\"]+)\" --sddl=\"(?<sddl>[^\"]+)\"")]
    private static partial Regex Grant();
}

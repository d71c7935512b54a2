using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A domain and an LDAP server as directories of one hub, both real: each is followed by its own means, and the one that is down holds up nobody.</summary>
public sealed class TwoServersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_domain_and_an_LDAP_server_are_imported_side_by_side()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using Lab lab = await Lab.WithSambaAsync(20, new SeedRequest());
        string people = Path.Combine(lab.Folder, "people.ldif");
        await File.WriteAllTextAsync(people, string.Join('\n', Enumerable.Range(0, 5).Select(Person)), Stop);
        await using SlapdServer slapd = await SlapdServer.StartAsync(new SlapdOptions { LdifFiles = [people] }, Stop);
        lab.Run("New-RcHub $hub -Company Corp | Connect-RcHub | Out-Null");
        lab.Run("Connect-AdDirectory $server -UserName $administrator -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $ca -Name corp | Out-Null");
        lab.Run($"Connect-AdDirectory '{slapd.Address}:{slapd.TlsPort}' -UserName '{slapd.AdminDn}' -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate '{slapd.CaFile}' -Name partners | Out-Null");

        lab.Run("Import-AdUsers | Out-Null");
        Assert.Equal([20L, 5L], lab.Run("(Get-AdDirectory corp).People; (Get-AdDirectory partners).People"));
        Assert.Equal(["DirSync SyncRepl"], lab.Run("\"$((Get-AdDirectory corp).ChangesBy) $((Get-AdDirectory partners).ChangesBy)\""));
        Assert.Empty(lab.Run("Import-AdUsers"));

        await ChangeAsync(slapd, "uid=p0,ou=partners", "Moved");
        await lab.Samba!.LdapModifyAsync($"dn: {SampleDomain.DnOf(3)}\nchangetype: modify\nreplace: department\ndepartment: Moved\n-\n", Stop);
        Assert.Equal(["Updated corp", "Updated partners"], lab.Run("Import-AdUsers | ForEach-Object { \"$($_.Action) $($_.System)\" }").Select(value => $"{value}").Order(StringComparer.Ordinal));

        object? active = lab.Run("(Get-RcHub).Active")[0];
        await lab.Samba.StopAsync();
        await ChangeAsync(slapd, "uid=p1,ou=partners", "Moved too");
        ScriptResult down = lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers | ForEach-Object { \"$($_.Action) $($_.System)\" }");
        Assert.Equal(["Updated partners"], down.Output.Select(value => $"{value}"));
        Assert.StartsWith("AdUnreachable,", Assert.Single(down.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Failing Healthy"], lab.Run("\"$((Get-AdDirectory corp).Health) $((Get-AdDirectory partners).Health)\""));
        Assert.Equal([active], lab.Run("(Get-RcHub).Active"));

        await lab.Samba.StartAsync(Stop);
        Assert.Empty(lab.Run("Import-AdUsers"));
        Assert.Equal(["Healthy Healthy"], lab.Run("\"$((Get-AdDirectory corp).Health) $((Get-AdDirectory partners).Health)\""));
    }

    private static string Person(int i) => (i == 0 ? $"dn: ou=partners,{Base}\nobjectClass: organizationalUnit\nou: partners\n\n" : "") +
        $"dn: uid=p{i},ou=partners,{Base}\nobjectClass: inetOrgPerson\nuid: p{i}\ncn: Partner {i}\ngivenName: Partner\nsn: Number{i}\nmail: p{i}@partners.example\ndepartmentNumber: Sales\n";

    private static string Base => "dc=corp,dc=example";

    private static async Task ChangeAsync(SlapdServer slapd, string name, string department) => (await slapd.RunAsync(
        "ldapmodify", ["-x", "-H", $"ldap://{slapd.Address}:{slapd.Port}", "-D", slapd.AdminDn, "-w", slapd.Password],
        $"dn: {name},{Base}\nchangetype: modify\nreplace: departmentNumber\ndepartmentNumber: {department}\n", Stop)).Success("ldapmodify");
}

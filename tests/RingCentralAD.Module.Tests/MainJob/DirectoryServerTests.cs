using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>How a directory's server is reached and what is different about it, as an administrator types it.</summary>
public sealed class DirectoryServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_keytab_signs_in_now_and_later_and_the_hub_keeps_its_path_only()
    {
        await using Lab lab = await Lab.WithSambaAsync(20, new SeedRequest());
        string keytab = Path.Combine(lab.Folder, "admin.keytab");
        (await lab.Samba!.RunAsync("samba-tool", ["domain", "exportkeytab", keytab, "--principal=Administrator"], null, Stop)).Success("samba-tool domain exportkeytab");
        lab.Samba.UseForKerberos();
        lab.Run("New-RcHub $hub -Company Corp | Connect-RcHub | Out-Null");
        Assert.StartsWith("AdSignInTwice,", Assert.Single(lab.Session.Run("$ErrorActionPreference = 'Continue'; Connect-AdDirectory $server -UserName $administrator -Keytab $folder/admin.keytab -CredentialFrom env:RCAD_LAB_PASSWORD").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(lab.Run("Get-AdDirectory"));
        lab.Run("Connect-AdDirectory $server -UserName $administrator -Keytab $folder/admin.keytab -Tls KerberosSealed | Out-Null; Import-AdUsers | Out-Null");
        Assert.Equal([20L], lab.Run("(Get-AdDirectory).People"));
        await lab.Samba.LdapModifyAsync($"dn: {SampleDomain.DnOf(3)}\nchangetype: modify\nreplace: department\ndepartment: Moved\n-\n", Stop);
        Assert.Equal(["Updated"], lab.Run("Disconnect-RcHub; Connect-RcHub $hub | Out-Null; (Import-AdUsers).Action").Select(value => $"{value}"));
        string hub = await lab.DumpHubAsync();
        Assert.Contains(keytab, hub, StringComparison.Ordinal);
        Assert.DoesNotContain(SambaServer.Password, hub, StringComparison.Ordinal);
        File.Delete(keytab);
        string refused = Assert.Single(lab.Session.Run("Connect-AdDirectory $server -UserName $administrator -Keytab $folder/other.keytab -Tls KerberosSealed").Errors).Exception.Message;
        Assert.Contains("other.keytab cannot be read", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_different_about_a_server_is_kept_and_refused_by_name()
    {
        await using Lab lab = await Lab.WithSambaAsync(20, new SeedRequest());
        lab.SetUp();
        lab.Run("Import-AdUsers | Out-Null");
        string title = $"{lab.Run("Set-AdDirectory -PeopleFilter '(&(objectCategory=person)(objectClass=user)(department=*))' -AttributeName @{ mobilePhone = 'ipPhone' } -WarningVariable warned; \"$warned\"")[^1]}";
        Assert.Contains("full one", title, StringComparison.Ordinal);
        Assert.Contains("Full import", $"{lab.Run("Import-AdUsers -InformationVariable told | Out-Null; \"$told\"")[0]}", StringComparison.Ordinal);
        lab.Run("$ErrorActionPreference = 'Continue'");
        foreach ((string script, string id) in new[]
        {
            ("Set-AdDirectory -PeopleFilter '(x='", "AdFilterInvalid,"),
            ("Set-AdDirectory -KeyAttribute employeeID", "AdKeyAttribute,"),
            ("Set-AdDirectory -KeyAttribute entryUUID", "AdKeyAttribute,"),
            ("Set-AdDirectory -AttributeName @{ nickName = 'x' }", "AppUserNameUnknown,"),
            ("Set-AdDirectory -DisabledAttribute 'no attribute'", "AdAttributeName,"),
        })
        {
            Assert.StartsWith(id, Assert.Single(lab.Session.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        lab.Run("Set-AdDirectory -PeopleFilter '' -ChangesBy UsnChanged; Import-AdUsers | Out-Null");
        Assert.Equal(["UsnChanged"], lab.Run("(Get-AdDirectory).ChangesBy"));
        lab.Run("Set-AdDirectory -ChangesBy Best; Import-AdUsers | Out-Null");
        Assert.Equal(["DirSync"], lab.Run("(Get-AdDirectory).ChangesBy"));
    }
}

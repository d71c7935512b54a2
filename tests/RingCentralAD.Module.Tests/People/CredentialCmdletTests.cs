using System.Text;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Test-AdCredential as an administrator types it, against a real domain controller.</summary>
public sealed class CredentialCmdletTests : IAsyncLifetime
{
    private const string Password = "Correct-horse-7 Ü\"";

    private static readonly string[] s_person = ["u000001@corp.example", "u000001", "CORP\\u000001"];

    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void It_says_whether_the_password_is_right_and_whether_the_person_comes_in()
    {
        Assert.Equal("u000001 NotAssigned True False", Told($"Test-AdCredential u000001 -Password $right"));
        _lab.Run("Get-HubUser u000001@corp.example | Add-RcAssignment");
        foreach (string name in s_person)
        {
            Assert.Equal("u000001 Ok True True", Told($"Test-AdCredential -Credential ([pscredential]::new('{name}', $right))"));
        }

        Assert.Equal("u000001 Ok True True", Told("Get-HubUser u000001@corp.example | Test-AdCredential -Password $right"));
        Assert.Equal("u000001 WrongPassword False False", Told("Test-AdCredential u000001 -Password $wrong"));
        Assert.Equal("nobody NotInHub False False", Told("Test-AdCredential nobody -Password $right"));
        Assert.Equal("True", _lab.Run("$result = Test-AdCredential u000001 -Password $wrong; \"$($result.Reason -like '*wrong*' -and $result.Remedy -and $result.Directory -eq 'corp.example' -and -not $result.After)\"").Single());
    }

    [Fact]
    public void It_asks_where_somebody_is_there_and_says_so_where_nobody_is()
    {
        _lab.Session.Screen.Answers.Enqueue(Password);
        Assert.Equal("u000002 NotAssigned True False", Told("Test-AdCredential u000002"));
        Assert.Contains("Password of u000002: ", _lab.Session.Screen.Text, StringComparison.Ordinal);

        Assert.Equal("CredentialUnasked", Error("Test-AdCredential u000002"));
        Assert.Equal("CredentialPersonMissing", Error("Test-AdCredential -Password $right"));
        Assert.NotEqual("", Error("Test-AdCredential u000002 -Password 'plain text'"));
    }

    [Fact]
    public void Nobody_piped_is_nobody_tried()
    {
        foreach (string input in (string[])["@()", "$null", "@($null, $null)"])
        {
            Assert.Empty(_lab.Run($"{input} | Test-AdCredential -Password $right"));
        }
    }

    [Fact]
    public async Task The_password_is_nowhere_afterwards()
    {
        _lab.Run("Set-RcLog $folder/sync.jsonl -Level Debug");
        _lab.Run("Test-AdCredential u000003 -Password $right -Verbose -Debug; Test-AdCredential u000003 -Password $wrong; Test-AdCredential nobody -Password $right");

        string[] places = [await _lab.DumpHubAsync(), _lab.Session.Screen.Text, .. Directory.EnumerateFiles(_lab.Folder, "*", SearchOption.AllDirectories).Select(static file => Encoding.Latin1.GetString(Read(file)))];
        foreach (string secret in (string[])["Correct-horse-7", "Wrong-horse-8"])
        {
            Assert.DoesNotContain(places, place => place.Contains(secret, StringComparison.Ordinal) || place.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal));
        }
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithSambaAsync(5, new SeedRequest { Unassigned = 5 });
        string password = Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{Password}\""));
        for (int person = 1; person <= 3; person++)
        {
            await _lab.Samba!.LdapModifyAsync($"dn:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(SampleDomain.DnOf(person)))}\nchangetype: modify\nreplace: unicodePwd\nunicodePwd:: {password}\n\n", Stop);
        }

        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
        _lab.Session.Runspace.SessionStateProxy.SetVariable("right", Secure(Password));
        _lab.Session.Runspace.SessionStateProxy.SetVariable("wrong", Secure("Wrong-horse-8"));
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private static System.Security.SecureString Secure(string text) => new System.Net.NetworkCredential("", text).SecurePassword;

    private static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private string Told(string script) =>
        (string)_lab.Run($"{script} | ForEach-Object {{ \"$(if ($_.HubUserId) {{ (Get-HubUser $_.HubUserId).Login.Split('@')[0] }} else {{ $_.Person }}) $($_.Outcome) $($_.Valid) $($_.CanSignIn)\" }}").Single()!;

    private string Error(string script)
    {
        ScriptResult result = _lab.Session.Run(script);
        return (result.Thrown?.ErrorRecord ?? result.Errors[0]).FullyQualifiedErrorId.Split(',')[0];
    }
}

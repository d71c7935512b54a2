using System.Management.Automation.Host;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>What a table of people says: by which login a person is to be named, and all of the reason and the remedy, in whole words.</summary>
public sealed class PeopleTableTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-tables-").FullName;

    public PeopleTableTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "contoso.ldif"),
            "version: 1\n\ndn: DC=contoso,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-000000000001\n"
            + Person("1", "Agnes", "Ueda", "OU=Marketing", "agnes.ueda@contoso.com") + Person("2", "Ann", "Archer", "OU=Sales", "ann@contoso.com") + Person("3", "Ann", "Ashton", "OU=Marketing", "ann@contoso.com"));
        _session.Runspace.SessionStateProxy.SetVariable("folder", _folder);
        _session.Run("""
            New-RcHub $folder/hub.db -Company Contoso | Connect-RcHub | Out-Null
            Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso | Out-Null
            $imported = Import-AdUsers
            """).MustSucceed();
    }

    [Theory]
    [InlineData("ImportRecord")]
    [InlineData("ProvisioningRecord")]
    [InlineData("OperationInfo")]
    [InlineData("HubGroupChange")]
    [InlineData("HubUser")]
    public void The_table_shows_by_what_to_name_the_person(string type) =>
        Assert.Contains("Login", XDocument.Load(Repository.In("formats", $"{type}.format.ps1xml")).Descendants("PropertyName").Select(static name => name.Value));

    [Fact]
    public void An_import_shows_logins_and_all_of_why_somebody_waits()
    {
        string shown = Shown("$imported", 80);
        Assert.Contains("ann@contoso.com", shown, StringComparison.Ordinal);
        Assert.Contains("agnes.ueda@contoso.c", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("…", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("…", Shown("Get-ImportMatch", 80), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-RcProvisioningError", "Why", "$_.Message, $_.Remedy", 80)]
    [InlineData("Get-RcProvisioningError", "Why", "$_.Message, $_.Remedy", 120)]
    [InlineData("1..4 | ForEach-Object { Get-RcSetupStep $_ }", "What", "$_.What, $(if ($_.State -ne 'Done') { $_.Evidence }), $_.Next", 80)]
    [InlineData("1..4 | ForEach-Object { Get-RcSetupStep $_ }", "What", "$_.What, $(if ($_.State -ne 'Done') { $_.Evidence }), $_.Next", 120)]
    public void The_last_column_holds_all_of_it_in_whole_words(string script, string header, string values, int width)
    {
        string[] told = [.. _session.Run($"{script} | ForEach-Object {{ \"$({values})\" }}").MustSucceed().Values.Select(static text => InOneLine($"{text}"))];
        string[] lines = Shown(script, width).Split('\n');
        int column = lines.Select(line => line.IndexOf(header, StringComparison.Ordinal)).First(static at => at > 0);
        string shown = InOneLine(string.Join(' ', lines.Where(line => line.Length > column).Select(line => line[column..])));

        Assert.NotEmpty(told);
        Assert.All(told, text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>As the terminal shows it, in a language whose words PowerShell knows to part: in others it breaks lines anywhere.</summary>
    private string Shown(string script, int width)
    {
        _session.Screen.RawUI.BufferSize = new Size(width, 9999);
        int before = _session.Screen.Text.Length;
        return Regex.Replace(_session.Show($"[cultureinfo]::CurrentCulture = 'en-US'; {script}")[before..], @"\e\[[\d;]*m", "");
    }

    private static string InOneLine(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    private static string Person(string id, string first, string last, string unit, string mail) =>
        $"\ndn: CN={first} {last},{unit},OU=Staff,DC=contoso,DC=com\nobjectClass: user\nobjectGUID: 00000000-0000-0000-0000-00000000001{id}\ngivenName: {first}\nsn: {last}\nmail: {mail}\nsAMAccountName: {first}{id}\nuserAccountControl: 512\n";
}

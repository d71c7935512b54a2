using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Two directories in one hub, as an administrator types it: one that is down, mappings and schedule of its own, and what both have.</summary>
public sealed class SeveralDirectoriesTests
{
    private static readonly SmallPerson s_ann = new("ann", "Ann", "Archer");
    private static readonly SmallPerson s_ben = new("ben", "Ben", "Carter");

    [Fact]
    public async Task One_that_is_down_holds_up_nobody_and_says_since_when()
    {
        await using Lab lab = await TwoAsync();
        Assert.Equal(["Never", "Never"], lab.Run("Get-AdDirectory | ForEach-Object { \"$($_.Health)\" }"));
        Assert.Equal(["Created Ann Archer contoso", "Created Ben Carter contoso", "Created Nia New sales.example", "Linked Ann Archer sales.example"], Imported(lab, "Import-AdUsers"));
        Assert.Equal(["Healthy", "Healthy"], lab.Run("Get-AdDirectory | ForEach-Object { \"$($_.Health)\" }"));

        File.Move(Path.Combine(lab.Folder, "sales.ldif"), Path.Combine(lab.Folder, "away"));
        lab.Run("Disconnect-AdDirectory sales.example");
        Write(lab, "contoso", s_ann with { Department = "Moved" }, s_ben);
        for (int i = 1; i <= 2; i++)
        {
            ScriptResult down = lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers");
            Assert.StartsWith("LdifNotFound,", Assert.Single(down.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.EndsWith("sales.ldif", $"{down.Errors[0].TargetObject}", StringComparison.Ordinal);
            Assert.Equal(i == 1 ? 1 : 0, down.Output.Count);
            Assert.Equal([i], lab.Run("(Get-AdDirectory sales.example).Failures"));
        }

        Assert.Equal(["Healthy", "Failing"], lab.Run("Get-AdDirectory contoso | ForEach-Object { \"$($_.Health)\" }; Get-AdDirectory sales.example | ForEach-Object { \"$($_.Health)\" }"));
        Assert.Equal([true], lab.Run("$d = Get-AdDirectory sales.example; $d.FailingSince -gt $d.LastSuccess -and $d.LastTry -ge $d.FailingSince -and $d.LastError -like '*sales.ldif*' -and $null -ne $d.Remedy"));
        Assert.Contains("sales.example since", $"{lab.Run("(Get-RcHub).FailingDirectories")[0]}", StringComparison.Ordinal);
        Assert.Equal([3L], lab.Run("(Get-RcHub).Active"));

        // Whoever only looks, or reads some people, says nothing of the whole.
        lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AdUsers -WhatIf; Import-AdUsers nia@example.com -Directory sales.example");
        Assert.Equal([2], lab.Run("(Get-AdDirectory sales.example).Failures"));

        File.Move(Path.Combine(lab.Folder, "away"), Path.Combine(lab.Folder, "sales.ldif"));
        lab.Run("Import-AdUsers | Out-Null");
        Assert.Equal([true], lab.Run("$d = Get-AdDirectory sales.example; \"$($d.Health)\" -eq 'Healthy' -and $null -eq $d.FailingSince -and $null -eq $d.LastError -and $d.Failures -eq 0"));
        Assert.Empty(lab.Run("(Get-RcHub).FailingDirectories"));
    }

    [Fact]
    public async Task A_directory_has_its_own_mappings_user_names_and_schedule()
    {
        await using Lab lab = await TwoAsync();
        lab.Run("Set-AttributeMapping AdToHub department 'appuser.title' -Directory sales.example; Set-AdDirectory sales.example -UserNameFormat Upn; Import-AdUsers | Out-Null");
        Assert.Equal(["Sales", "Seller nia@sales.example"], lab.Run("(Get-HubUser ben@example.com).Department; Get-HubUser | Where-Object LastName -eq New | ForEach-Object { \"$($_.Department) $($_.Login)\" }"));
        Assert.Equal(["department sales.example", "login sales.example"], lab.Run("Get-AttributeMapping AdToHub -Directory sales.example | ForEach-Object { \"$($_.Target) $($_.Directory)\" }"));
        Assert.Equal(["Seller"], lab.Run("Test-AttributeMapping nia@sales.example -Direction AdToHub -Target department | ForEach-Object After"));

        // Out into a file and back; the pipeline takes away what the directory has of its own and leaves the common one.
        lab.Run("Export-AttributeMapping $folder/own.json AdToHub -Directory sales.example; Get-AttributeMapping AdToHub department -Directory sales.example | Remove-AttributeMapping");
        Assert.Equal(["appuser.department"], lab.Run("Get-AttributeMapping AdToHub department | ForEach-Object Expression"));
        Assert.Equal(["Added department sales.example", "Same login sales.example"], lab.Run("Import-AttributeMapping $folder/own.json | ForEach-Object { \"$($_.Action) $($_.Target) $($_.Directory)\" }"));
        Assert.StartsWith("MappingOfNoDirectory,", lab.Session.Run("Set-AttributeMapping HubToRc department 'user.city' -Directory sales.example").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);

        // Its schedule: only what is due is read.
        lab.Run("Set-AdDirectory sales.example -Every 1:00 -FullAt 02:00");
        Assert.Equal([true], lab.Run("$d = Get-AdDirectory sales.example; $d.NextImport -eq $d.LastTry + $d.Every -and \"$($d.FullAt)\" -ne '' -and $null -eq (Get-AdDirectory contoso).NextImport"));
        Write(lab, "contoso", s_ann, s_ben, new SmallPerson("cid", "Cid", "Coe"));
        Write(lab, "sales", s_ann with { Department = "Field" }, new SmallPerson("nia", "Nia", "New"), new SmallPerson("ned", "Ned", "Noor"));
        lab.Run("Disconnect-AdDirectory sales.example; Disconnect-AdDirectory contoso");
        Assert.Equal(["Created Cid Coe contoso"], Imported(lab, "Import-AdUsers -Due"));
        lab.Run("Set-AdDirectory sales.example -Every 0");
        Assert.Equal(["Created Ned Noor sales.example"], Imported(lab, "Import-AdUsers -Due"));
        Assert.StartsWith("TimeOfDayInvalid,", lab.Session.Run("Set-AdDirectory sales.example -FullAt noon").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_of_both_share_is_shown_before_the_first_import()
    {
        await using Lab lab = await TwoAsync();
        const string Shared = "Where-Object Check -like '*several directories' | ForEach-Object { \"$($_.State) $($_.Check): $($_.Detail)\" }";
        IReadOnlyList<object?> found = lab.Run($"Test-AdDirectory | {Shared}");
        Assert.Equal(4, found.Count);
        string mail = $"{found[0]}";
        Assert.StartsWith("Warning Mail in several directories: 1 mail address belongs", mail, StringComparison.Ordinal);
        Assert.Contains("[ann@example.com: CN=Ann Archer,OU=Staff,DC=contoso,DC=com (contoso); CN=Ann Archer,OU=Staff,DC=sales,DC=example (sales.example)]", mail, StringComparison.Ordinal);
        Assert.StartsWith("Passed User name", $"{found[1]}", StringComparison.Ordinal);
        Assert.StartsWith("Warning Login", $"{found[2]}", StringComparison.Ordinal);
        Assert.Empty(lab.Run("Get-HubUser"));

        // One alone is compared with what was imported of the other.
        Assert.Empty(lab.Run($"Test-AdDirectory sales.example | {Shared}"));
        lab.Run("Import-AdUsers -Directory contoso | Out-Null");
        Assert.StartsWith("Warning Mail", $"{lab.Run($"'sales.example' | Test-AdDirectory | {Shared}")[0]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_of_two_directories_has_a_remedy_of_its_own()
    {
        await using Lab lab = await TwoAsync();
        foreach ((string name, string mail) in new[] { ("contoso", "mail: ben@example.com"), ("sales", "mail: nia@example.com") })
        {
            string ldif = Path.Combine(lab.Folder, name + ".ldif");
            File.WriteAllText(ldif, File.ReadAllText(ldif).Replace(mail, $"{mail}\ntelephoneNumber: +1 415 555 0100", StringComparison.Ordinal));
        }

        object?[] found = [.. lab.Run("Test-AdDirectory | Where-Object Check -eq 'Phone number in several directories' | ForEach-Object { $_.Detail; $_.Remedy }")];
        Assert.StartsWith("1 phone number belongs to people of several directories", $"{found[0]}", StringComparison.Ordinal);
        Assert.Contains("switchboard", $"{found[1]}", StringComparison.Ordinal);
        Assert.DoesNotContain("login", $"{found[1]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_the_country_does_not_have_is_named()
    {
        await using Lab lab = await TwoAsync();
        string ldif = Path.Combine(lab.Folder, "contoso.ldif");
        File.WriteAllText(ldif, File.ReadAllText(ldif).Replace("st: CA", "st: Kalifornia", StringComparison.Ordinal));
        lab.Run("Disconnect-AdDirectory contoso");
        Assert.Equal(["Warning", "Passed"], lab.Run("Test-AdDirectory contoso | Where-Object Check -in State, Country | ForEach-Object { \"$($_.State)\" }"));
        Assert.Contains("2 people", $"{lab.Run("Test-AdDirectory contoso | Where-Object Check -eq State | ForEach-Object Detail")[0]}", StringComparison.Ordinal);
    }

    private static async Task<Lab> TwoAsync()
    {
        Lab lab = await Lab.WithFileAsync(new SeedRequest());
        Write(lab, "contoso", s_ann, s_ben);
        Write(lab, "sales", s_ann with { Department = "Field" }, new SmallPerson("nia", "Nia", "New"));
        lab.SetUp();
        lab.Run("Connect-AdDirectory -LdifPath $folder/sales.ldif -Name sales.example | Out-Null");
        return lab;
    }

    private static string[] Imported(Lab lab, string script) =>
        [.. lab.Run($"{script} | ForEach-Object {{ \"$($_.Action) $($_.Person) $($_.System)\" }}").Select(value => $"{value}").Order(StringComparer.Ordinal)];

    private static void Write(Lab lab, string name, params SmallPerson[] people) =>
        File.WriteAllText(Path.Combine(lab.Folder, name + ".ldif"), SmallDomain.Ldif(name == "contoso" ? "DC=contoso,DC=com" : "DC=sales,DC=example", people));
}

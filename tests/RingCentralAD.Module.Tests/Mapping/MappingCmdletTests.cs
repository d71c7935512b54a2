using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Mapping;

/// <summary>Mappings of a hub of 200 people, as an administrator tries, saves, exports and imports them.</summary>
public sealed class MappingCmdletTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Fact]
    public async Task A_candidate_is_tried_out_on_people_and_nothing_is_saved()
    {
        _lab.Run("Add-HubAttribute extension");
        string before = await _lab.DumpHubAsync();

        ScriptResult result = _lab.Session.Run("""
            'u001', 'nobody', 'u002@contoso.com' | Test-AttributeMapping -Direction AdToHub -Target department -Expression 'String.toUpperCase(appuser.department)' -ErrorAction Continue
            """);

        Assert.StartsWith("HubUserNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Ben Hughes Changed Marketing MARKETING", "Clara Olsen Changed Engineering ENGINEERING"], result.Output.Select(Show));
        Assert.Equal(before, await _lab.DumpHubAsync());
    }

    [Fact]
    public void An_error_of_one_person_shows_its_place_and_keeps_the_value()
    {
        PSObject record = Assert.Single(_lab.Session.Run("Test-AttributeMapping u001 -Direction AdToHub -Target department -Expression 'Convert.toInt(appuser.department) + \"\"'").MustSucceed().Output)!;

        Assert.Equal("Ben Hughes Failed Marketing Marketing", Show(record));
        Assert.Equal("ExpressionType", Get(record, "ErrorId"));
        Assert.Contains("Convert.toInt(appuser.department)", (string?)Get(record, "Message"), StringComparison.Ordinal);
        Assert.Contains("\n^", (string?)Get(record, "Message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_on_the_way_in_shows_on_the_way_out()
    {
        ScriptResult result = _lab.Session.Run("""
            Test-AttributeMapping u001 -Direction HubToRc -Target department
            Test-AttributeMapping u001 -Direction HubToRc -Target country
            (Test-AttributeMapping u001).Direction
            """).MustSucceed();

        Assert.Equal("Ben Hughes New  Marketing", Show(result.Output[0]));
        Assert.Contains("AdToHub", result.Output.Skip(2).Select(value => $"{value}"));
        Assert.Contains("HubToRc", result.Output.Skip(2).Select(value => $"{value}"));
    }

    [Fact]
    public void First_takes_so_many_people_and_an_empty_pipeline_nobody()
    {
        Assert.Equal(7, _lab.Run("Test-AttributeMapping -First 7 -Direction AdToHub -Target city").Count);
        Assert.Empty(_lab.Run("@() | Test-AttributeMapping -Direction AdToHub -Target city"));
        Assert.Empty(_lab.Run("$null | Test-AttributeMapping -Direction AdToHub -Target city"));
        Assert.Equal(_lab.Run("Get-HubUser").Count, _lab.Run("Test-AttributeMapping -Direction AdToHub -Target city").Count);
        Assert.Single(_lab.Run("Get-HubUser u003 | Test-AttributeMapping -Direction AdToHub -Target city"));
    }

    [Fact]
    public async Task Everybody_is_summed_up_with_who_would_collide()
    {
        string before = await _lab.DumpHubAsync();
        int people = _lab.Run("Get-HubUser").Count;
        PSObject summary = Assert.Single(_lab.Session.Run("Test-AttributeMapping -All -Direction AdToHub -Target login -Expression 'appuser.department + \"@contoso.com\"' -WarningAction SilentlyContinue").MustSucceed().Output)!;

        Assert.Equal(people, Get(summary, "People"));
        Assert.Equal(people, (int)Get(summary, "Changed")! + (int)Get(summary, "Failed")!);
        Assert.True((int)Get(summary, "Colliding")! > 100);
        object collision = ((System.Collections.IEnumerable)Get(summary, "Collisions")!).Cast<object>().First();
        Assert.Contains("@contoso.com: ", collision.ToString(), StringComparison.Ordinal);

        PSObject now = Assert.Single(_lab.Session.Run("Test-AttributeMapping -All -Direction AdToHub -Target login").MustSucceed().Output)!;
        Assert.Equal([people, 0, 0, 0], ((string[])["People", "Changed", "Failed", "Colliding"]).Select(name => (int)Get(now, name)!));
        Assert.Equal(before, await _lab.DumpHubAsync());
    }

    [Fact]
    public void A_login_that_somebody_has_is_told_before_it_is_saved()
    {
        PSObject record = Assert.Single(_lab.Session.Run("Test-AttributeMapping u001 -Direction AdToHub -Target login -Expression '\"u002@contoso.com\"'").MustSucceed().Output)!;

        Assert.Equal("Collides", $"{Get(record, "Outcome")}");
        Assert.Contains("Clara Olsen", (string?)Get(record, "Message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-AttributeMapping -All -Expression 'appuser.city'", "MappingNotNamed")]
    [InlineData("Test-AttributeMapping -First 1 -Direction AdToHub -Target city -Expression 'appuser.city +'", "ExpressionSyntax")]
    [InlineData("Set-AttributeMapping HubToRc city 'user.town'", "ExpressionUnknownAttribute")]
    [InlineData("Set-AttributeMapping HubToRc city '{1}'", "MappingTypeMismatch")]
    [InlineData("Set-AttributeMapping HubToAd mail 'user.email'", "WriteBackTargetRefused")]
    [InlineData("Export-AttributeMapping $ldif -NoClobber", "MappingFileExists")]
    [InlineData("Import-AttributeMapping $ldif", "MappingFileInvalid")]
    [InlineData("Import-AttributeMapping $folder/nothing.json", "PathNotFound")]
    public async Task Bad_input_is_refused_by_name_and_changes_nothing(string script, string errorId)
    {
        string before = await _lab.DumpHubAsync();
        ErrorRecord error = _lab.Session.Run(script).Thrown!.ErrorRecord;

        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(before, await _lab.DumpHubAsync());
    }

    [Theory]
    [InlineData("Set-AttributeMapping HubToAd telphone 'user.primaryPhone'")]
    [InlineData("Set-AttributeMapping HubToAd telphone 'user.primaryPhone' -WhatIf")]
    public void A_write_backs_attribute_that_no_directory_is_known_to_have_is_warned_of(string script)
    {
        Assert.Matches(@"^telphone is not among the known attributes of contoso\S*\. Did you mean telephoneNumber\? ", Assert.Single(_lab.Session.Run(script).MustSucceed().Warnings));
        Assert.Equal(script.EndsWith("-WhatIf", StringComparison.Ordinal) ? 0 : 1, _lab.Run("Get-AttributeMapping HubToAd | Where-Object Target -EQ telphone").Count);
        Assert.Empty(_lab.Session.Run("Set-AttributeMapping HubToAd otherTelephone 'user.primaryPhone'").MustSucceed().Warnings);
    }

    [Fact]
    public void A_directorys_attribute_is_the_same_however_it_is_written()
    {
        // Active Directory takes the names of attributes in any case: one attribute has one mapping, and it is found as what it is.
        _lab.Run("Set-AttributeMapping HubToAd IPPhone 'user.city' -Apply CreateOnly; Set-AttributeMapping HubToAd ipphone 'user.state'");
        Assert.Equal(["IPPhone user.state CreateOnly"], _lab.Run("Get-AttributeMapping HubToAd ipPhone | ForEach-Object { \"$($_.Target) $($_.Expression) $($_.Apply)\" }"));
        Assert.Equal(["IPPhone"], _lab.Run("(Set-AttributeMapping HubToAd ipPhone 'user.city' -PassThru).Target"));
        _lab.Run("Remove-AttributeMapping HubToAd ipPhone");
        Assert.Empty(_lab.Run("Get-AttributeMapping HubToAd | Where-Object Target -EQ ipPhone"));
    }

    [Fact]
    public void One_bad_row_of_several_does_not_keep_the_others()
    {
        ScriptResult result = _lab.Session.Run("""
            [pscustomobject]@{ Direction = 'HubToRc'; Target = 'city'; Expression = 'user.town' }, [pscustomobject]@{ Direction = 'HubToRc'; Target = 'state'; Expression = 'user.city' } |
                Set-AttributeMapping -PassThru -ErrorAction Continue | ForEach-Object Target
            [pscustomobject]@{ Direction = 'HubToAd'; Target = 'pager' }, [pscustomobject]@{ Direction = 'HubToRc'; Target = 'state' } | Remove-AttributeMapping -ErrorAction Continue
            """);

        Assert.Equal(["state"], result.Values);
        Assert.Equal(["ExpressionUnknownAttribute", "MappingNotFound"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(_lab.Run("Get-AttributeMapping HubToRc | Where-Object Target -EQ state"));
    }

    [Fact]
    public async Task Export_import_export_gives_the_same_bytes()
    {
        _lab.Run("Set-AttributeMapping HubToRc department 'String.toUpperCase(user.department)' -Apply CreateOnly; Export-AttributeMapping $folder/a.json");
        _lab.Run("Set-AttributeMapping HubToRc department 'user.city'; Remove-AttributeMapping HubToAd telephoneNumber");
        string changed = await _lab.DumpHubAsync();
        Assert.Equal(["Changed HubToRc department", "Added HubToAd telephoneNumber"], Changes("Import-AttributeMapping $folder/a.json -WhatIf"));
        Assert.Equal(changed, await _lab.DumpHubAsync());

        Assert.Equal(["Changed HubToRc department", "Added HubToAd telephoneNumber"], Changes("Import-AttributeMapping $folder/a.json"));
        _lab.Run("Export-AttributeMapping $folder/b.json");

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_lab.Folder, "a.json"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(_lab.Folder, "b.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_with_refusals_leaves_the_hub_as_it_is()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_lab.Folder, "okta.json"),
            """
            { "source": { "name": "user", "type": "user" }, "target": { "name": "ringcentral", "type": "appuser" }, "properties": {
              "city": { "expression": "user.state", "pushStatus": "PUSH" },
              "department": { "expression": "hasWorkdayUser() ? findWorkdayUser().department : null", "pushStatus": "PUSH" } } }
            """,
            TestContext.Current.CancellationToken);
        string before = await _lab.DumpHubAsync();

        ScriptResult result = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Import-AttributeMapping $folder/okta.json");

        Assert.StartsWith("MappingFunctionUnavailable,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("okta.json, line 3, properties.department.expression", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await _lab.DumpHubAsync());
        Assert.Equal(["Changed HubToRc city"], Changes("Import-AttributeMapping $folder/okta.json -Exclude department"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private string[] Changes(string script) =>
        [.. _lab.Session.Run(script).MustSucceed().Output.Where(change => $"{Get(change!, "Action")}" != "Same").Select(change => $"{Get(change!, "Action")} {Get(change!, "Direction")} {Get(change!, "Target")}")];

    private static string Show(PSObject? record) => string.Join(' ', ((string[])["Person", "Outcome", "Before", "After"]).Select(name => $"{Get(record!, name)}"));

    private static object? Get(PSObject record, string name) => record.Properties[name].Value;
}

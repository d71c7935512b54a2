using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Configuration;

/// <summary>Bad configuration files: each is refused with file, line and property, nothing is stored, and no secret is repeated.</summary>
public sealed partial class ConfigurationFileTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly SqlitePlace _place = new();
    private IHubStore _hub = null!;
    private string _file = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "ConfigurationTooNew", null, "file.json has format 2; this version of RingCentralAD reads formats up to 1.")]
    [InlineData("\"format\": 1", "\"format\": \"1\"", "ConfigurationFileInvalid", "format", "format is no form of this file")]
    [InlineData("\"createUsers\": true", "\"createUser\": true", "ConfigurationFileInvalid", "provisioning.createUser", "there is no property 'createUser' here")]
    [InlineData("\"importRules\": {", "\"importRulez\": {", "ConfigurationFileInvalid", "importRulez", "there is no property 'importRulez' here")]
    [InlineData("\"createUsers\": true", "\"createUsers\": \"yes\"", "ConfigurationFileInvalid", "provisioning.createUsers", "createUsers must be true or false")]
    [InlineData("\"createUsers\": true", "\"createUsers\": null", "ConfigurationFileInvalid", "provisioning.createUsers", "createUsers must have a value")]
    [InlineData("\"deleteAfterDays\": 60", "\"deleteAfterDays\": 6.5", "ConfigurationFileInvalid", "provisioning.deleteAfterDays", "deleteAfterDays must be a whole number")]
    [InlineData("\"deleteAfterDays\": 60", "\"deleteAfterDays\": 0", "ConfigurationFileInvalid", "provisioning.deleteAfterDays", "deleteAfterDays must be 1 to 3650")]
    [InlineData("\"createMode\": \"CreateThenFill\"", "\"createMode\": \"Fill\"", "ConfigurationFileInvalid", "provisioning.createMode", "createMode must be one of FillUnassigned, FillThenCreate, Create, CreateThenFill")]
    [InlineData("\"createMode\": \"CreateThenFill\"", "\"createMode\": 3", "ConfigurationFileInvalid", "provisioning.createMode", "createMode must be one of")]
    [InlineData("\"importEvery\": \"00:15:00\"", "\"importEvery\": \"quarterly\"", "ConfigurationFileInvalid", "directories[0].settings.importEvery", "importEvery must be a length of time such as 00:15:00")]
    [InlineData("\"importEvery\": \"00:15:00\"", "\"importEvery\": \"-00:15:00\"", "ConfigurationFileInvalid", "directories[0].settings", "importEvery must be longer than nothing")]
    [InlineData("\"Mon-Fri 19:00-06:00\"", "\"Mon-Fry 19:00-06:00\"", "WindowInvalid", "sync.windows", "Mon-Fry")]
    [InlineData("\"Europe/Berlin\"", "\"Europe/Bärlin\"", "TimeZoneUnknown", "sync.timeZone", "Europe/Bärlin")]
    [InlineData("\"filter\": \"(mail=*)\"", "\"filter\": \"(mail=*\"", "ScopeFilterInvalid", "directories[0].settings", "")]
    [InlineData("\"disabledAttribute\": \"employeeStatus\"", "\"disabledAttribute\": \"employee status\"", "AdAttributeName", "directories[0].settings", "")]
    [InlineData("\"keyAttribute\": \"entryUUID\"", "\"keyAttribute\": \"nsUniqueId\"", "AdKeyAttribute", "directories[0].settings", "linked by the key that was imported")]
    [InlineData("\"userNameFormat\": \"Upn\"", "\"userNameFormat\": \"Email\"", "ConfigurationFileInvalid", "directories[0].settings", "userNameFormat Email is the mapping AdToHub login of contoso.com")]
    [InlineData("\"domain\": \"9d0b", "\"domain\": \"8d0b", "DirectoryWrongDomain", "directories[0].domain", "the hub's directory contoso.com is the domain")]
    [InlineData("\"id\": \"400100\"", "\"id\": \"400200\"", "RcWrongAccount", "account.id", "tied to RingCentral account 400100")]
    [InlineData("\"target\": \"jobTitle\"", "\"target\": \"jobTitel\"", "MappingTargetUnknown", "mappings[", "jobTitel")]
    [InlineData("appuser.postalCode", "appuser.postalCode +", "ExpressionSyntax", "mappings[", "")]
    [InlineData("\"attribute\": \"department\"", "\"attribute\": \"departement\"", "HubAttributeNotFound", "attributeMasters[", "departement")]
    [InlineData("\"Hub\"", "\"Okta\"", "MasterUnknown", "attributeMasters[", "'Okta' is no system that may master values")]
    [InlineData("\"priority\": 2", "\"priority\": 1", "ConfigurationFileInvalid", "profileMasters[", "two profile masters have priority 1")]
    [InlineData("\"name\": \"badge\"", "\"name\": \"Login\"", "HubAttributeExists", "attributes[0].name", "'login' belongs to the base schema")]
    [InlineData("\"name\": \"badge\"", "\"name\": \"9lives\"", "ConfigurationFileInvalid", "attributes[0].name", "no name of an attribute")]
    [InlineData("\"name\": \"badge\"", "\"name\": \"extension\"", "ConfigurationFileInvalid", "attributes[1]", "attributes[extension] stands twice in the file")]
    [InlineData("\"name\": \"Pilot\"", "\"name\": \"RingCentral Users\"", "HubGroupExists", "groups[0].name", "the hub has a group 'RingCentral Users' already (Imported)")]
    [InlineData("\"group\": \"Pilot\",\n      \"directory\": null", "\"group\": \"Pilot\",\n      \"directory\": \"emea\"", "DirectoryNotFound", "assignments[", "the hub has no directory 'emea'")]
    [InlineData("\"group\": \"Pilot\"", "\"group\": \"Pilots\"", "HubGroupNotFound", "assignments[", "the hub has no group 'Pilots'")]
    [InlineData("\"autoConfirm\": [", "\"autoConfirm\": 5, \"x\": [", "ConfigurationFileInvalid", "importRules.autoConfirm", "autoConfirm must be a list")]
    [InlineData("\"guid\": \"5f3a0000-0000-0000-0000-000000000001\"", "\"guid\": \"5f3a0000-0000-0000-0000-0000000000ff\"", "AdBaseNotFound", "directories[0].searchBases[0]", "contoso.com has no container with the GUID")]
    [InlineData("\"company\": \"Contoso “Ltd” Zürich\"", "\"company\": \" \"", "ConfigurationFileInvalid", "hub.company", "the company has no name")]
    public async Task A_bad_file_is_refused_with_its_place(string from, string to, string errorId, string? property, string message)
    {
        int at = _file.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{from} is not in the file: {_file}");
        string bad = string.Concat(_file.AsSpan(0, at), to, _file.AsSpan(at + from.Length));

        RingCentralAdException error = await RefusalAsync(bad);

        Assert.True(errorId == error.ErrorId, $"{error.ErrorId}: {error.Message}");
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Remedy));
        if (property is not null)
        {
            Match place = Place().Match(error.Message);
            Assert.True(place.Success, error.Message);
            Assert.StartsWith(property, place.Groups["property"].Value, StringComparison.Ordinal);
            int line = _file[..at].Count(static c => c == '\n') + 1;
            Assert.InRange(int.Parse(place.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture), property.EndsWith(".settings", StringComparison.Ordinal) ? 1 : line - 8, line + 9);
        }
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("[]", "it must be an object")]
    [InlineData("{}", "it has no format")]
    [InlineData("{ \"format\": 1, ", "this is no JSON")]
    [InlineData("{ \"format\": 1, \"hub\": [] }", "hub must be an object")]
    [InlineData("{ \"format\": 1, \"groups\": {} }", "groups must be a list")]
    [InlineData("{ \"format\": 1, \"groups\": [ {} ] }", "this has no name")]
    [InlineData("{ \"format\": 1, \"groups\": [ null ] }", "this must be an object")]
    [InlineData("{ \"format\": 1, \"mappings\": [ { \"direction\": \"HubToRc\", \"target\": \"city\", \"apply\": \"Never\" } ] }", "apply must be one of")]
    [InlineData("{ \"format\": 1, \"mappings\": [ { \"direction\": \"HubToRc\", \"target\": \"site\" } ] }", "expression is missing here")]
    [InlineData("{ \"format\": 1, \"format\": 1 }", "this is no JSON")]
    [InlineData("{ \"format\": 1 } x", "this is no JSON")]
    public async Task What_is_no_configuration_is_refused(string text, string message)
    {
        RingCentralAdException error = await RefusalAsync(text);
        Assert.Equal("ConfigurationFileInvalid", error.ErrorId);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The places are those that an editor shows.</summary>
    [Theory]
    [InlineData("{ \"format\": 1, ", "line 1, format, column 15, at the end of the file: ")]
    [InlineData("{ \"format\": 1,\n", "line 1, format, column 15, at the end of the file: ")]
    [InlineData("{\r\n  \"format\": 1,\r\n\r\n", "line 2, format, column 15, at the end of the file: ")]
    [InlineData("{ \"format\": \"ab", "line 1, format, column 16, at the end of the file: ")]
    [InlineData("{ \"format\": tru", "line 1, format, column 16, at the end of the file: ")]
    [InlineData("{ \"format\": 1 /* so", "line 1, format, column 20, at the end of the file: ")]
    [InlineData("", "line 1, column 1, at the end of the file: ")]
    [InlineData("\n\n", "line 1, column 1, at the end of the file: ")]
    [InlineData("x", "line 1, column 1: ")]
    [InlineData("{ \"format\": x }", "line 1, format, column 13: ")]
    [InlineData("{ \"för\": \"ä\", \"hub\": x }", "line 1, hub, column 22: ")]
    [InlineData("{\n  \"format\": 1\n  \"hub\": {}\n}", "line 3, format, column 3: ")]
    [InlineData("{ \"format\": 1 } x", "line 1, column 17: ")]
    [InlineData("{ \"format\": [1, 2 }", "line 1, format, column 19: ")]
    [InlineData("{ \"format\": \"ab\n}", "line 1, format, column 16: ")]
    [InlineData("{ \"ä\": [1, 2 }\n", "line 1, ä, column 14: ")]
    public async Task What_is_no_JSON_is_told_with_the_place_that_a_person_sees(string text, string place)
    {
        RingCentralAdException error = await RefusalAsync(text);
        Assert.StartsWith($"file.json, {place}this is no JSON", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"passwordFrom\": \"vault:RingCentral/ad\"", "\"passwordFrom\": \"Tr0ub4dor&3\"", "Tr0ub4dor")]
    [InlineData("\"passwordFrom\": \"vault:RingCentral/ad\"", "\"password\": \"Tr0ub4dor&3\"", "Tr0ub4dor")]
    [InlineData("\"jwtFrom\": \"file:/etc/rc/jwt\"", "\"jwt\": \"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl\"", "eyJ")]
    [InlineData("\"jwtFrom\": \"file:/etc/rc/jwt\"", "\"jwtFrom\": \"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl\"", "eyJ")]
    [InlineData("\"clientId\": \"app\"", "\"clientSecret\": \"Tr0ub4dor&3\"", "Tr0ub4dor")]
    [InlineData("\"description\": \"First ones\"", "\"description\": \"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl\"", "eyJ")]
    [InlineData("\"proxy\": \"http://proxy:3128\"", "\"proxy\": \"http://svc:Tr0ub4dor@proxy:3128\"", "Tr0ub4dor")]
    [InlineData("\"keytab\": \"/etc/rc/keytab\"", "\"keytab\": \"-----BEGIN RSA PRIVATE KEY-----MIIE\"", "MIIE")]
    [InlineData("\"description\": \"First ones\"", "\"description\": \"Host=db;Password=Tr0ub4dor\"", "Tr0ub4dor")]
    public async Task A_secret_is_refused_and_not_repeated(string from, string to, string secret)
    {
        Assert.Contains(from, _file, StringComparison.Ordinal);
        RingCentralAdException error = await RefusalAsync(_file.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal("ConfigurationSecret", error.ErrorId);
        Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"^file\.json, line \d+, ", error.Message);
    }

    [Fact]
    public async Task A_secret_in_the_hub_is_not_exported()
    {
        HubIdentity identity = await _hub.GetIdentityAsync(Token);
        await _hub.WriteAsync(transaction => transaction.SetAsync(identity with { Account = identity.Account! with { Proxy = new Uri("http://svc:Tr0ub4dor@proxy:3128") } }, Token), null, Token);

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => ConfigurationExport.WriteAsync(_hub, "file.json", Token));

        Assert.Equal("ConfigurationSecret", error.ErrorId);
        Assert.Contains("account.settings.proxy", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Tr0ub4dor", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_and_groups_are_found_by_their_names()
    {
        string byName = NoGuid().Replace(_file, "");
        Assert.DoesNotContain("5f3a0000", byName, StringComparison.Ordinal);

        Assert.Empty(await ConfigurationComparison.WithHubAsync(byName, "file.json", _hub, Token));
        RingCentralAdException error = await RefusalAsync(byName.Replace("OU=Service,OU=Staff", "OU=Services,OU=Staff", StringComparison.Ordinal));
        Assert.Equal("AdBaseNotFound", error.ErrorId);
        Assert.Contains("the hub knows no container 'OU=Services,OU=Staff,DC=contoso,DC=com' of contoso.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_unit_and_other_letter_case_are_no_difference()
    {
        string renamed = _file.Replace("\"dn\": \"OU=Staff,DC=contoso,DC=com\"", "\"dn\": \"OU=People,DC=contoso,DC=com\"", StringComparison.Ordinal)
            .Replace("\"name\": \"contoso.com\"", "\"name\": \"Contoso.COM\"", StringComparison.Ordinal)
            .Replace("\"name\": \"badge\"", "\"name\": \"Badge\"", StringComparison.Ordinal);
        Assert.NotEqual(_file, renamed);
        Assert.Empty(await ConfigurationComparison.WithHubAsync(renamed, "file.json", _hub, Token));
    }

    [Theory]
    [InlineData("\"dn\": \"OU=Staff,DC=contoso,DC=com\"", "\"dn\": \"OU=Service,OU=Staff,DC=contoso,DC=com\"", "directories[0].searchBases[0].dn", "OU=Service,OU=Staff,DC=contoso,DC=com", "OU=Staff,DC=contoso,DC=com")]
    [InlineData("\"dn\": \"CN=RingCentral Users,", "\"dn\": \"CN=RingCentral Usres,", "directories[0].groups[0].dn", "CN=RingCentral Usres,OU=Staff,DC=contoso,DC=com", "CN=RingCentral Users,OU=Staff,DC=contoso,DC=com")]
    [InlineData("\"group\": \"CN=RingCentral Users,", "\"group\": \"CN=Sales,", "assignments[0].group", "CN=Sales,OU=Staff,DC=contoso,DC=com", "CN=RingCentral Users,OU=Staff,DC=contoso,DC=com")]
    public async Task A_name_that_is_not_what_its_guid_stands_for_is_warned_of(string was, string now, string place, string says, string here)
    {
        string file = _file.Replace(was, now, StringComparison.Ordinal);
        List<string> warnings = [];

        Assert.Empty(await ConfigurationComparison.WithHubAsync(file, "file.json", _hub, warnings.Add, Token));
        string warning = Assert.Single(warnings);
        int line = file[..file.IndexOf(now, StringComparison.Ordinal)].Count(static c => c == '\n') + 1;
        Assert.Equal($"file.json, line {line}, {place}: the file says '{says}'; its guid is '{here}' here, which is what counts. To mean '{says}', take its guid away; where it was only renamed or moved, nothing is to be done.", warning);

        ConfigurationImport import = await ConfigurationImport.ReadAsync(_hub, file, "file.json", new ConfigurationImportChoice(), _clock, Token);
        Assert.Equal([warning], import.Warnings);
        Assert.Empty(import.Refusals);
        Assert.Equal(0, import.Changes);
    }

    [Fact]
    public async Task Names_as_the_hub_has_them_are_not_warned_of_however_they_are_written()
    {
        string file = _file.Replace("\"dn\": \"OU=Staff,DC=contoso,DC=com\"", "\"dn\": \"ou=staff, dc=contoso, dc=com\"", StringComparison.Ordinal)
            .Replace("\"group\": \"CN=RingCentral Users,OU=Staff,DC=contoso,DC=com\"", "\"group\": \"RingCentral Users\"", StringComparison.Ordinal);
        Assert.NotEqual(_file, file);
        List<string> warnings = [];
        await ConfigurationComparison.WithHubAsync(file, "file.json", _hub, warnings.Add, Token);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Targets_that_differ_in_letter_case_alone_are_two()
    {
        AttributeMapping phone = new() { Direction = MappingDirection.HubToAd, Target = "ipPhone", Expression = "user.primaryPhone" };
        await _hub.WriteAsync(transaction => transaction.SaveAsync([phone, phone with { Target = "IPPhone" }], Token), null, Token);
        string file = Encoding.UTF8.GetString(await ConfigurationExport.WriteAsync(_hub, "file.json", Token));
        Assert.Empty(await ConfigurationComparison.WithHubAsync(file, "file.json", _hub, Token));
        ConfigurationDifference difference = Assert.Single(await ConfigurationComparison.WithHubAsync(file.Replace("\"IPPhone\"", "\"IpPhone\"", StringComparison.Ordinal), "file.json", _hub, Token), static one => one.Change == ConfigurationChange.Added);
        Assert.Equal("mappings[HubToAd IpPhone]", difference.Path);
    }

    [Fact]
    public void Two_files_are_compared()
    {
        string other = _file.Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal);
        ConfigurationDifference difference = Assert.Single(ConfigurationComparison.WithFile(_file, "a.json", other, "b.json"));
        Assert.Equal(("provisioning.createUsers", "true", "false", ConfigurationChange.Changed, ConfigurationKind.ProvisioningOption), (difference.Path, difference.InFile, difference.InHub, difference.Change, difference.Kind));
        Assert.Empty(ConfigurationComparison.WithFile(_file, "a.json", _file, "b.json"));
    }

    public async ValueTask InitializeAsync()
    {
        _hub = await FullHub.CreateAsync(_place.New(), _clock, Token);
        _file = Encoding.UTF8.GetString(await ConfigurationExport.WriteAsync(_hub, "file.json", Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _place.DisposeAsync();
    }

    private async Task<RingCentralAdException> RefusalAsync(string text)
    {
        try
        {
            return (await ConfigurationImport.ReadAsync(_hub, text, "file.json", new ConfigurationImportChoice(), _clock, Token)).Refusals[0];
        }
        catch (RingCentralAdException error)
        {
            return error;
        }
    }

    [GeneratedRegex(@"^file\.json, line (?<line>\d+), (?<property>[^:,]+)[:,]")]
    private static partial Regex Place();

    [GeneratedRegex(",\\s*\"guid\": \"[^\"]+\"")]
    private static partial Regex NoGuid();
}

using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>Mappings as files: ours byte for byte, Okta's by its API's form, bad ones refused with their place and as a whole.</summary>
public sealed class MappingFileTests : IAsyncLifetime
{
    private const string Okta = """
        {
          "id": "prm1k47ghydIQOTBW0g4",
          "source": { "id": "otysbePhQ3yqt4cVv0g3", "name": "user", "type": "user" },
          "target": { "id": "0oa1qmn4LZQQEH0wZ0g4", "name": "ringcentral_saml", "type": "appuser" },
          "properties": {
            "firstName": { "expression": "user.firstName", "pushStatus": "PUSH" },
            "department": { "expression": "String.toUpperCase(user.department)", "pushStatus": "DONT_PUSH" },
            "jobTitle": { "expression": null, "pushStatus": "DONT_PUSH" }
          },
          "_links": { "self": { "href": "https://example.okta.com/api/v1/mappings/prm1k47ghydIQOTBW0g4" } }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-files-").FullName;
    private IHubStore _hub = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Survives_a_round_trip_byte_for_byte_into_another_hub()
    {
        AttributeMapping[] own =
        [
            new() { Direction = MappingDirection.AdToHub, DirectoryId = "d1", Target = "city", Expression = "appuser.l + \"<Köln> 'x' \\ \t\"" },
            new() { Direction = MappingDirection.HubToRc, Target = "city", Expression = "user.city\n  ?: \"😀\"", Apply = MappingApply.CreateOnly, WhenEmpty = EmptyValue.Clear },
        ];
        await _hub.WriteAsync(transaction => transaction.SaveAsync(own, Stop), null, Stop);
        byte[] first = await MappingExport.WriteAsync(_hub, _ => true, Stop);

        await using IHubStore other = await NewHubAsync("other.db", "d2");
        MappingImport import = await MappingImport.ReadAsync(other, Encoding.UTF8.GetString(first), "m.json", new(null, _ => true, Replace: true), Stop);
        Assert.Empty(import.Refusals);
        await import.SaveAsync(Stop);
        byte[] second = await MappingExport.WriteAsync(other, _ => true, Stop);

        Assert.Equal(first, second);
        Assert.EndsWith("}\n", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.DoesNotContain('\r', Encoding.UTF8.GetString(first));
        Assert.Contains("Köln", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.Contains("\"directory\": \"corp\"", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.All((await MappingImport.ReadAsync(other, Encoding.UTF8.GetString(second), "m.json", new(null, _ => true, true), Stop)).Changes, change => Assert.Equal(MappingChangeAction.Same, change.Action));
    }

    [Fact]
    public async Task Replace_takes_away_what_the_file_lacks_in_its_directions_only()
    {
        MappingImport import = await ReadAsync("""{ "mappings": [ { "direction": "HubToRc", "target": "city", "expression": "user.city" } ] }""", replace: true);

        Assert.Equal(9, import.Changes.Count(change => change.Action == MappingChangeAction.Removed));
        Assert.All(import.Changes, change => Assert.Equal(MappingDirection.HubToRc, change.Direction));
        await import.SaveAsync(Stop);
        Assert.Equal("city", Assert.Single(await _hub.ListAsync(new Filter<AttributeMapping>().Equal(row => row.Direction, MappingDirection.HubToRc), Stop)).Target);
    }

    [Fact]
    public async Task Oktas_mapping_is_read()
    {
        MappingImport import = await ReadAsync(Okta);

        Assert.Empty(import.Refusals);
        Assert.Equal([MappingChangeAction.Same, MappingChangeAction.Changed], import.Changes.Select(change => change.Action));
        Assert.Equal("HubToRc department = String.toUpperCase(user.department)", import.Changes[1].After!.ToString());
        Assert.Equal(MappingApply.CreateOnly, import.Changes[1].After!.Apply);
    }

    [Fact]
    public async Task A_list_of_Oktas_mappings_is_read_and_other_applications_are_left_out_by_name()
    {
        const string Inbound = """
            { "source": { "name": "active_directory", "type": "appuser" }, "target": { "name": "user", "type": "user" },
              "properties": { "city": { "expression": "active_directory.city" }, "mobilePhone": { "expression": "appUser.mobilePhone", "pushStatus": "PUSH" } } }
            """;
        const string Outbound = """
            { "source": { "name": "user", "type": "user" }, "target": { "name": "active_directory_9ao1g13", "type": "appuser" },
              "properties": { "mobilePhone": { "expression": "user.mobilePhone" } } }
            """;
        const string Google = """{ "source": { "name": "user", "type": "user" }, "target": { "name": "google", "type": "appuser" }, "properties": { "x": { "expression": "=" } } }""";
        MappingImport import = await ReadAsync($"[{Okta},\n{Inbound},\n{Outbound},\n{Google}]");

        Assert.Empty(import.Refusals);
        Assert.Equal(["firstName", "department", "city", "mobilePhone", "mobile"], import.Changes.Select(change => change.Target));
        Assert.Equal(MappingDirection.HubToAd, import.Changes[^1].Direction);
        Assert.Contains(import.Warnings, warning => warning.Contains("user to google", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Properties_alone_need_the_direction()
    {
        const string Json = """{ "properties": { "city": { "expression": "user.city", "pushStatus": "PUSH" } } }""";
        Assert.Contains("-Direction", (await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(Json))).Remedy, StringComparison.Ordinal);
        Assert.Equal("HubToRc city = user.city", Assert.Single((await ReadAsync(Json, MappingDirection.HubToRc)).Changes).After!.ToString());
    }

    [Theory]
    [InlineData("{\n  \"mappings\": [\n    { \"direction\": ", 3, "mappings")]
    [InlineData("{ \"mappings\": {} }", 1, "mappings")]
    [InlineData("{ \"mappings\": [\n 1 ] }", 2, "mappings[0]")]
    [InlineData("{ \"mappings\": [\n { \"target\": \"city\", \"expression\": \"user.city\" } ] }", 2, "direction")]
    [InlineData("{ \"mappings\": [\n { \"direction\": \"HubToRc\", \"target\": \"city\" } ] }", 2, "expression")]
    [InlineData("{ \"mappings\": [\n { \"direction\": \"Sideways\",\n \"target\": \"city\", \"expression\": \"user.city\" } ] }", 2, "Sideways")]
    [InlineData("{ \"mappings\": [\n { \"direction\": 1, \"target\": \"city\", \"expression\": \"user.city\" } ] }", 2, "direction")]
    [InlineData("{ \"mappings\": [\n { \"direction\": \"HubToRc\", \"target\": \"city\",\n \"expresion\": \"user.city\" } ] }", 3, "expresion")]
    [InlineData("{ \"version\": 9, \"mappings\": [] }", 1, "version 9")]
    [InlineData("{ \"mappings\": [],\n \"mappings\": [] }", 2, "mappings")]
    [InlineData("{ \"mappings\": [] }\n{}", 2, "no JSON")]
    [InlineData("{}", 1, "properties")]
    [InlineData("[{ \"source\": { \"name\": \"user\" },\n \"target\": { \"name\": \"ringcentral\" } }]", 1, "no properties")]
    [InlineData("{ \"source\": { \"name\": \"user\" }, \"target\": { \"name\": \"ringcentral\" }, \"properties\": {\n \"city\": 1 } }", 2, "city")]
    [InlineData("{ \"source\": { \"name\": \"user\" }, \"target\": { \"name\": \"ringcentral\" }, \"properties\": {\n \"city\": { \"expression\": \"x\",\n \"pushStatus\": \"MAYBE\" } } }", 3, "MAYBE")]
    [InlineData("nonsense", 1, "")]
    [InlineData("", 1, "")]
    public async Task A_broken_file_is_refused_with_its_place(string json, int line, string words)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(json));

        Assert.Equal("MappingFileInvalid", error.ErrorId);
        Assert.StartsWith($"m.json, line {line}", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_refused_mapping_is_told_with_its_place_and_nothing_is_saved()
    {
        MappingImport import = await ReadAsync("""
            { "mappings": [
              { "direction": "HubToRc", "target": "city", "expression": "user.city + \"!\"" },
              { "direction": "HubToRc", "target": "state", "expression": "user.stat" },
              { "direction": "HubToRc", "target": "city", "expression": "user.city" },
              { "direction": "HubToAd", "target": "mail", "expression": "user.email" },
              { "direction": "HubToAd", "directory": "nowhere", "target": "pager", "expression": "user.email" },
              { "direction": "HubToRc",
                "target": "department",
                "expression": "hasWorkdayUser() ? findWorkdayUser().managerUpn : null" }
            ] }
            """);

        Assert.Equal(
            ["MappingFileInvalid line 4", "DirectoryNotFound line 6", "ExpressionUnknownAttribute line 3", "WriteBackTargetRefused line 5", "MappingFunctionUnavailable line 9"],
            import.Refusals.Select(refusal => $"{refusal.ErrorId} {refusal.Message.Split(", ")[1]}"));
        Assert.Contains("mappings[5].expression", import.Refusals[^1].Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => import.SaveAsync(Stop));
        Assert.Equal("user.city", (await _hub.FindAsync(new Filter<AttributeMapping>().Equal(row => row.Direction, MappingDirection.HubToRc).Equal(row => row.Target, "city"), Stop))!.Expression);
    }

    public async ValueTask InitializeAsync() => _hub = await NewHubAsync("hub.db", "d1");

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<MappingImport> ReadAsync(string json, MappingDirection? direction = null, bool replace = false) =>
        MappingImport.ReadAsync(_hub, json, "m.json", new MappingImportChoice(direction, _ => true, replace), Stop);

    private async Task<IHubStore> NewHubAsync(string file, string directory)
    {
        IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, file)), "Example", TimeProvider.System, Stop);
        DirectoryEntry entry = new()
        {
            Id = directory, Name = "corp", Kind = DirectoryKind.Ldif, DomainKey = "corp",
            Settings = new DirectorySettings { Servers = ["corp.ldif"], Names = DirectoryNames.ActiveDirectory.Attributes },
        };
        await hub.WriteAsync(transaction => transaction.SaveAsync([entry], Stop), null, Stop);
        return hub;
    }
}

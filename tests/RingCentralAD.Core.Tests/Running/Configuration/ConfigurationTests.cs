using System.Text;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Configuration;

/// <summary>A hub's configuration as a file, on both databases: out, in, and what is noticed on the way.</summary>
public abstract class ConfigurationTests(IHubPlace place) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private IHubStore _hub = null!;
    private HubLocation _location = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_is_one_readable_file_and_the_same_every_time()
    {
        byte[] first = await ExportAsync(_hub);
        byte[] second = await ExportAsync(_hub);
        string text = Encoding.UTF8.GetString(first);

        Assert.Equal(first, second);
        Assert.StartsWith("{\n  \"format\": 1,\n  \"basedOn\": {\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.Contains("\"company\": \"Contoso “Ltd” Zürich\"", text, StringComparison.Ordinal);
        Assert.Contains("\"dn\": \"OU=Staff,DC=contoso,DC=com\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("zoe", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Imported_into_an_empty_hub_it_gives_the_same_export_byte_for_byte()
    {
        byte[] file = await ExportAsync(_hub);
        await using IHubStore empty = await NewHub.CreateAsync(place.New(), "Somebody", _clock, Token);

        ConfigurationImport import = await ReadAsync(empty, Encoding.UTF8.GetString(file), new ConfigurationImportChoice { Prune = true, Force = true });
        Assert.Empty(import.Refusals);
        await import.SaveAsync(Token);

        Assert.Equal(Encoding.UTF8.GetString(file), Encoding.UTF8.GetString(await ExportAsync(empty)));
        Assert.Empty(await ConfigurationComparison.WithHubAsync(Encoding.UTF8.GetString(file), "file.json", empty, Token));

        // The group that is assigned is known by its key until the directory is read, and nobody is taken for a member of it.
        HubGroup group = Assert.Single(await empty.ListAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Imported), Token));
        Assert.Equal((FullHub.Users, "RingCentral Users", true), (group.Key, group.Name, group.MembersUnknown));

        // What a person has to say again is not brought along.
        HubIdentity identity = await empty.GetIdentityAsync(Token);
        Assert.Equal(("400100", false), (identity.AccountId, identity.ProvisioningConfirmed));
        Assert.Null(await empty.FindSettingAsync<SyncSuspension>(Token));
    }

    [Fact]
    public async Task An_import_of_what_the_hub_has_changes_nothing()
    {
        string before = await DumpAsync();
        string file = await TextAsync(_hub);

        ConfigurationImport import = await ReadAsync(_hub, file, new ConfigurationImportChoice { Prune = true });

        Assert.Equal((0, 0, 0), (import.Changes, import.Differences.Count, import.Refusals.Count));
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task A_changed_file_is_shown_difference_by_difference_and_stored()
    {
        string file = (await TextAsync(_hub))
            .Replace("\"share\": 0.1,", "\"share\": 0.15,", StringComparison.Ordinal)
            .Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal)
            .Replace("appuser.postalCode", "String.trim(appuser.postalCode)", StringComparison.Ordinal)
            .Replace("\"filter\": \"(mail=*)\"", "\"filter\": \"(department=Sales)\"", StringComparison.Ordinal)
            .Replace("\"tls\": \"StartTls\"", "\"tls\": \"ldaps\"", StringComparison.Ordinal);

        ConfigurationImport import = await ReadAsync(_hub, file, new ConfigurationImportChoice());

        Assert.Empty(import.Refusals);
        Assert.Equal(
            [
                "directories[contoso.com].settings.tls: \"StartTls\" → \"Ldaps\"",
                "directories[contoso.com].settings.filter: \"(mail=*)\" → \"(department=Sales)\"",
                "mappings[AdToHub zipCode].expression: \"appuser.postalCode\" → \"String.trim(appuser.postalCode)\"",
                "importRules.guard.share: 0.1 → 0.15",
                "provisioning.createUsers: true → false",
            ],
            import.Differences.Select(static difference => difference.ToString()));
        await import.SaveAsync(Token);
        DirectoryEntry contoso = await DirectoryRegistration.FindAsync(_hub, "contoso.com", Token);
        Assert.Equal((DirectoryTls.Ldaps, "(department=Sales)", "{}"), (contoso.Settings.Tls, contoso.Settings.Filter, contoso.Cursor));
        Assert.False((await _hub.GetAsync<ProvisioningOptions>(Token)).CreateUsers);
        Assert.Empty(await ConfigurationComparison.WithHubAsync(file, "file.json", _hub, Token));
    }

    [Fact]
    public async Task A_word_that_was_given_while_the_import_waited_at_its_prompt_stays()
    {
        await IdentityAsync(static identity => identity with { ProvisioningConfirmed = false, WriteBackConfirmed = [] });
        string file = (await TextAsync(_hub)).Replace("Contoso “Ltd” Zürich", "Contoso AG", StringComparison.Ordinal);
        ConfigurationImport import = await ReadAsync(_hub, file, new ConfigurationImportChoice());
        await IdentityAsync(static identity => identity with { ProvisioningConfirmed = true, WriteBackConfirmed = ["d1"] });

        await import.SaveAsync(Token);
        HubIdentity after = await _hub.GetIdentityAsync(Token);
        Assert.Equal(("Contoso AG", true, "d1"), (after.Company, after.ProvisioningConfirmed, Assert.Single(after.WriteBackConfirmed)));

        Task IdentityAsync(Func<HubIdentity, HubIdentity> change) =>
            _hub.WriteAsync(async transaction => await transaction.SetAsync(change(await transaction.GetIdentityAsync(Token)), Token), null, Token);
    }

    [Theory]
    [InlineData("credential:x:/etc/shadow")]
    [InlineData("credential:jwt\\nExecStartPre=/bin/false")]
    public async Task A_credentials_name_that_is_none_is_no_place_of_a_secret(string place)
    {
        string file = System.Text.RegularExpressions.Regex.Replace(await TextAsync(_hub), "\"jwtFrom\": \"[^\"]*\"", $"\"jwtFrom\": \"{place}\"");
        Assert.Equal("ConfigurationSecret", (await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(_hub, file, new ConfigurationImportChoice()))).ErrorId);
    }

    [Fact]
    public async Task What_the_file_lacks_stays_and_is_told_or_goes_with_prune()
    {
        string file = Without(await TextAsync(_hub), "attributeMasters[?(@.attribute=='department')]", "provisioning.deleteAfterDays", "groups[?(@.name=='Pilot')]", "assignments[?(@.group=='Pilot')]", "exclusions", "account", "directories[?(@.name=='sales.ldif')]");

        ConfigurationImport kept = await ReadAsync(_hub, file, new ConfigurationImportChoice());
        Assert.Equal(0, kept.Changes);
        Assert.Equal(
            ["account", "assignments[Pilot]", "attributeMasters[department]", "directories[sales.ldif]", "exclusions.names", "exclusions.numbers", "exclusions.sites", "exclusions.types", "groups[Pilot]", "provisioning.deleteAfterDays"],
            kept.Differences.Select(static difference => difference.Path).Order(StringComparer.Ordinal));
        Assert.All(kept.Differences, static difference => Assert.Equal(ConfigurationChange.Kept, difference.Change));

        ConfigurationImport pruned = await ReadAsync(_hub, file, new ConfigurationImportChoice { Prune = true });
        await pruned.SaveAsync(Token);
        Assert.Equal(["account", "directories[sales.ldif]"], pruned.Differences.Where(static difference => difference.Change == ConfigurationChange.Kept).Select(static difference => difference.Path));
        Assert.Equal(8, pruned.Changes);
        Assert.Null(await _hub.FindAsync(new Filter<HubGroup>().Equal(row => row.Name, "Pilot"), Token));
        Assert.Empty(await _hub.ListAsync<LocalMember>(cancellationToken: Token));
        Assert.Null(await _hub.FindAsync(new Filter<AttributeMaster>().Equal(row => row.Attribute, "department"), Token));
        Assert.Equal(30, (await _hub.GetAsync<ProvisioningOptions>(Token)).DeleteAfterDays);
        Assert.Empty((await _hub.GetAsync<ExclusionRules>(Token)).Names);
        Assert.NotNull((await _hub.GetIdentityAsync(Token)).Account);
        Assert.Equal(2, (await _hub.ListAsync<Assignment>(cancellationToken: Token)).Count);
    }

    [Fact]
    public async Task A_change_made_meanwhile_is_noticed_with_what_differs()
    {
        string file = (await TextAsync(_hub)).Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal);
        await _hub.WriteAsync(transaction => transaction.SetAsync(new ExclusionRules { Names = ["Lobby*"] }, Token), null, Token);

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(_hub, file, new ConfigurationImportChoice()));

        Assert.Equal("ConfigurationChanged", error.ErrorId);
        Assert.Contains("exclusions changed meanwhile", error.Message, StringComparison.Ordinal);
        Assert.Contains("exclusions.names: [\"Lobby*\"] → [\"Conference *\"]", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("createUsers", error.Message, StringComparison.Ordinal);

        // A trial tells it, with everything that the import would do, and cannot be stored.
        ConfigurationImport trial = await ReadAsync(_hub, file, new ConfigurationImportChoice { Trial = true });
        Assert.Equal(error.Message, trial.Conflict!.Message);
        Assert.Contains(trial.Differences, static difference => difference.Path == "exclusions.names");
        Assert.Equal("ConfigurationChanged", (await Assert.ThrowsAsync<RingCentralAdException>(() => trial.SaveAsync(Token))).ErrorId);
        Assert.Equal(["Lobby*"], (await _hub.GetAsync<ExclusionRules>(Token)).Names);

        ConfigurationImport forced = await ReadAsync(_hub, file, new ConfigurationImportChoice { Force = true });
        await forced.SaveAsync(Token);
        Assert.Equal(["Conference *"], (await _hub.GetAsync<ExclusionRules>(Token)).Names);

        // Who imported is told to whoever comes with an older file.
        string late = file.Replace("\"sendReference\": false", "\"sendReference\": true", StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(_hub, late, new ConfigurationImportChoice()));
        Assert.Contains($"{Environment.UserName} on {Environment.MachineName} last imported one, on 2026-03-01 08:00 UTC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_version_before_files_are_imported_one_after_the_other()
    {
        string first = (await TextAsync(_hub)).Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal);
        await (await ReadAsync(_hub, first, new ConfigurationImportChoice())).SaveAsync(Token);
        string second = first.Replace("\"batchCreate\": true", "\"batchCreate\": false", StringComparison.Ordinal);

        await Assert.ThrowsAsync<RingCentralAdException>(() => ReadAsync(_hub, second, new ConfigurationImportChoice()));
        ConfigurationImport import = await ReadAsync(_hub, second, new ConfigurationImportChoice { Base = (first, "first.json") });

        await import.SaveAsync(Token);
        Assert.Equal(1, import.Changes);
        Assert.False((await _hub.GetAsync<ProvisioningOptions>(Token)).BatchCreate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_who_import_at_once_the_second_is_refused(bool force)
    {
        await using IHubStore other = await HubStore.OpenAsync(_location, _clock, Token);
        string file = await TextAsync(_hub);
        ConfigurationImportChoice choice = new() { Force = force };
        ConfigurationImport one = await ReadAsync(_hub, file.Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal), choice);
        ConfigurationImport two = await ReadAsync(other, file.Replace("\"batchCreate\": true", "\"batchCreate\": false", StringComparison.Ordinal), choice);

        Task[] both = [Task.Run(() => one.SaveAsync(Token), Token), Task.Run(() => two.SaveAsync(Token), Token)];
        await Task.WhenAny(Task.WhenAll(both), Task.Delay(Timeout.Infinite, Token));

        RingCentralAdException error = Assert.IsType<RingCentralAdException>(Assert.Single(both, static task => task.IsFaulted).Exception!.InnerException);
        Assert.Equal("ConfigurationChanged", error.ErrorId);
        ProvisioningOptions options = await _hub.GetAsync<ProvisioningOptions>(Token);
        Assert.NotEqual(options.CreateUsers, options.BatchCreate);
    }

    [Fact]
    public async Task What_is_refused_leaves_the_hub_as_it_was()
    {
        string before = await DumpAsync();
        string file = (await TextAsync(_hub)).Replace("\"createUsers\": true", "\"createUsers\": false", StringComparison.Ordinal)
            .Replace("user.department == \\\"Sales\\\"", "user.departement", StringComparison.Ordinal).Replace("\"share\": 0.333", "\"share\": 33.3", StringComparison.Ordinal);

        ConfigurationImport import = await ReadAsync(_hub, file, new ConfigurationImportChoice());

        Assert.Equal(["ExpressionUnknownAttribute", "ConfigurationFileInvalid"], import.Refusals.Select(static refusal => refusal.ErrorId));
        Assert.Matches(@"^file\.json, line \d+, groups\[1\]\.rule: ", import.Refusals[0].Message);
        Assert.Matches(@"^file\.json, line \d+, provisioning\.guard\.share: share must be 0 to 1", import.Refusals[1].Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => import.SaveAsync(Token));
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task A_schedule_is_described_and_registered_only_when_asked()
    {
        SyncSchedule schedule = new()
        {
            Name = "RingCentralAD", Host = "sync1", Kind = ScheduleKind.Systemd, Every = TimeSpan.FromMinutes(15), RunAs = "sync", Hub = "/hub.db", Program = "/usr/bin/pwsh", Module = "/m.psd1", Files = ["/etc/x.timer"], By = "ann", RegisteredAt = _clock.GetUtcNow(),
        };
        string without = await TextAsync(_hub);
        await _hub.WriteAsync(transaction => transaction.SetAsync(new SyncSchedules { All = [schedule] }, Token), null, Token);
        string file = await TextAsync(_hub);
        Assert.DoesNotContain("/etc/x.timer", file, StringComparison.Ordinal);
        await _hub.WriteAsync(transaction => transaction.SetAsync(new SyncSchedules { All = [schedule with { Every = TimeSpan.FromHours(1) }] }, Token), null, Token);

        ConfigurationImport import = await ReadAsync(_hub, file, new ConfigurationImportChoice { Prune = true });

        ConfigurationDifference difference = Assert.Single(import.Differences);
        Assert.Equal(("schedules[RingCentralAD sync1].every", ConfigurationChange.Described, "\"00:15:00\"", "\"01:00:00\""), (difference.Path, difference.Change, difference.InFile, difference.InHub));
        Assert.Equal(0, import.Changes);
        Assert.Equal(TimeSpan.FromMinutes(15), Assert.Single(import.SchedulesOf("sync1")).Every);
        Assert.Empty(import.SchedulesOf("sync2"));
        import = await ReadAsync(_hub, without, new ConfigurationImportChoice { Prune = true });
        Assert.Equal(ConfigurationChange.Described, Assert.Single(import.Differences).Change);
        Assert.Single(await ScheduleRegistration.ListAsync(_hub, Token));
    }

    [Fact]
    public async Task An_attribute_that_people_have_values_of_is_not_taken_away()
    {
        HubUser zoe = Assert.Single(await _hub.ListAsync<HubUser>(cancellationToken: Token));
        await _hub.WriteAsync(transaction => transaction.SaveAsync([zoe with { Profile = zoe.Profile.With([new("badge", 7L)]) }], Token), null, Token);
        string file = Without(await TextAsync(_hub), "attributes[?(@.name=='badge')]");

        ConfigurationImport import = await ReadAsync(_hub, file, new ConfigurationImportChoice { Prune = true });
        Assert.Equal("HubAttributeInUse", Assert.Single(import.Refusals).ErrorId);

        // Somebody gets a value after the file was looked at.
        await _hub.WriteAsync(transaction => transaction.SaveAsync([zoe], Token), null, Token);
        import = await ReadAsync(_hub, file, new ConfigurationImportChoice { Prune = true });
        Assert.Empty(import.Refusals);
        await _hub.WriteAsync(transaction => transaction.SaveAsync([zoe with { LocalValues = zoe.LocalValues.With([new("badge", 7L)]) }], Token), null, Token);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => import.SaveAsync(Token));
        Assert.Equal("HubAttributeInUse", error.ErrorId);
        Assert.NotNull(await _hub.FindAsync(new Filter<HubAttribute>().Equal(row => row.Name, "badge"), Token));
    }

    public async ValueTask InitializeAsync()
    {
        _location = place.New();
        _hub = await FullHub.CreateAsync(_location, _clock, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>All rows, as sqlite3 and psql see them.</summary>
    private async Task<string> DumpAsync() => string.Join('\n', (_location.IsFile ? await HubText.OfFileAsync(_location.Path!, Token) : await HubText.OfSchemaAsync(_location.Schema!, Token)).SelectMany(static table => table.Value.Prepend(table.Key)));

    private static Task<byte[]> ExportAsync(IHubStore hub) => ConfigurationExport.WriteAsync(hub, "file.json", Token);

    private static async Task<string> TextAsync(IHubStore hub) => Encoding.UTF8.GetString(await ExportAsync(hub));

    private Task<ConfigurationImport> ReadAsync(IHubStore hub, string text, ConfigurationImportChoice choice) => ConfigurationImport.ReadAsync(hub, text, "file.json", choice, _clock, Token);

    private static string Without(string text, params string[] paths)
    {
        Newtonsoft.Json.Linq.JObject json = Newtonsoft.Json.Linq.JObject.Parse(text);
        foreach (string path in paths)
        {
            Newtonsoft.Json.Linq.JToken token = json.SelectToken(path, errorWhenNoMatch: true)!;
            (token.Parent is Newtonsoft.Json.Linq.JProperty property ? property : token).Remove();
        }

        return json.ToString();
    }
}

public sealed class SqliteConfigurationTests() : ConfigurationTests(new SqlitePlace());

public sealed class PostgresConfigurationTests() : ConfigurationTests(new PostgresPlace());

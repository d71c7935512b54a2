using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Configuration;

/// <summary>Nothing that a hub is configured by is left out of the file: a new table, a new named value or a new property of one fails here until it is in it.</summary>
public sealed partial class ConfigurationCoverageTests
{
    /// <summary>Tables whose rows, or some of them, are configuration.</summary>
    private static readonly HashSet<string> s_configuration =
        ["Setting", "DirectoryEntry", "HubAttribute", "AttributeMapping", "ProfileMaster", "AttributeMaster", "HubGroup", "Assignment"];

    /// <summary>Tables of people, of what was read and of what was done; words that end by themselves or are about somebody.</summary>
    private static readonly HashSet<string> s_noConfiguration =
    [
        "DirectoryHealth", "HubUser", "AppUser", "DirectoryContainer", "GroupEdge", "LocalMember", "AssignedUser", "Operation", "Run", "TouchedMark", "KeptDiff", "SeenSurroundings", "ImportMatch", "Problem",
        "WriteBackSuspension", "WriteBackOrigin", "DriftChoice", "RecordedChange", "RecordHead", "SamlMark", "SignOnTally", "SignOnPlace",
    ];

    /// <summary>Named values that the hub keeps for itself, and words: a suspension, a consent (within the identity), keys that lie on a host.</summary>
    private static readonly HashSet<string> s_keptValues =
        ["PlanBasis", "InboundBasis", "GroupRuleBasis", "KeptDictionaries", "NumbersListed", "SyncSuspension", "SyncMark", "AccountStock", "ConfigurationMark", "HealthFacts", "SignOnServices", "ToldFindings", "SignOnKeys", "DirectorySchema"];

    /// <summary>Named values that are in the file under several parts.</summary>
    private static readonly HashSet<string> s_spreadValues = ["HubIdentity", "SyncSchedules", "Notifications", "ServiceProviders"];

    private static readonly JsonSerializerOptions s_json = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_table_is_told_apart()
    {
        IEnumerable<string> tables = Tables.All.Select(static table => table.GetType().GenericTypeArguments[0].Name);
        Assert.Equal(s_configuration.Concat(s_noConfiguration).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_named_value_is_in_the_file_or_kept_by_the_hub()
    {
        string[] sources = [.. Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories).Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText)];
        SortedSet<string> used = [.. sources.SelectMany(static text => SettingCall().Matches(text)).Select(static match => match.Groups["type"].Value).Where(static name => name != "T")];
        string[] known = [.. s_keptValues, .. s_spreadValues, .. ConfigurationPart.All.Where(static part => part.IsSetting).Select(static part => part.Type.Name)];

        Assert.Equal([], used.Except(known));
        Assert.Equal([], known.Except([.. used, "DirectorySchema"]));

        // What the hub keeps for itself is in no record of choices; a suspension and a change of keys are.
        Assert.Equal(["SyncSuspension", "SignOnKeys"], s_keptValues.Where(static name => ConfigurationSettings.IsOne(name == "DirectorySchema" ? "DirectorySchema:d1" : name)));
        Assert.All(known.Except(s_keptValues), static name => Assert.True(ConfigurationSettings.IsOne(name), name));

        // Rows of named values are made in no other way; the third place is the table's own.
        Assert.Equal(["DirectorySchemas.cs", "HubSettings.cs"], Directory.GetFiles(Path.Combine(Root(), "src", "RingCentralAD.Core", "Model"), "*.cs").Where(static file => NewSetting().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(3, sources.Sum(static text => NewSetting().Count(text)));
    }

    public static TheoryData<string> Values() =>
    [
        .. Leaves(typeof(ImportRules), "ImportRules"), .. Leaves(typeof(ProvisioningOptions), "ProvisioningOptions"), .. Leaves(typeof(ExclusionRules), "ExclusionRules"), .. Leaves(typeof(SyncOptions), "SyncOptions"), .. Leaves(typeof(HealthLimits), "HealthLimits"), .. Leaves(typeof(RecordOptions), "RecordOptions"), .. Leaves(typeof(LogOptions), "LogOptions"), .. Leaves(typeof(Notification), "Notifications"), .. Leaves(typeof(SignOnOptions), "SignOnOptions"), .. Leaves(typeof(ServiceProvider), "ServiceProviders"),
        .. Leaves(typeof(AccountSettings), "HubIdentity.Account"), "HubIdentity.Company", "HubIdentity.AccountId",
        .. Leaves(typeof(DirectorySettings), "DirectoryEntry.Settings"), "DirectoryEntry.Name", "DirectoryEntry.Kind", "DirectoryEntry.DomainKey",
        .. Leaves(typeof(HubAttribute), "HubAttribute"), .. Leaves(typeof(AttributeMapping), "AttributeMapping"), .. Leaves(typeof(ProfileMaster), "ProfileMaster"), .. Leaves(typeof(AttributeMaster), "AttributeMaster"),
        "HubGroup.Name", "HubGroup.Description", "HubGroup.Rule", "Assignment.GroupId",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Every_value_makes_another_file_and_comes_back_from_it(string value)
    {
        // These are for people, or say that a row is one of the file's.
        if (value is "DirectoryEntry.Settings.ScopeNames" or "HubAttribute.Custom")
        {
            return;
        }

        await using SqlitePlace place = new();
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using IHubStore hub = await FullHub.CreateAsync(place.New(), clock, Token);
        string before = await ExportAsync(hub);
        await ChangeAsync(hub, value.Split('.'));
        string after = await ExportAsync(hub);
        Assert.True(before != after, $"{value} is not in the file.");

        await using IHubStore other = await FullHub.CreateAsync(place.New(), clock, Token);
        JsonFileDifferences(before, after, value);
        if (value is "DirectoryEntry.Kind" or "DirectoryEntry.DomainKey" or "DirectoryEntry.Name" or "HubIdentity.AccountId" or "DirectoryEntry.Settings.Overrides.KeyAttribute" or "AttributeMapping.Direction" or "DirectoryEntry.Settings.UserNameFormat")
        {
            // What cannot be changed in a hub that knows it otherwise; the import into an empty hub holds it.
            return;
        }

        ConfigurationImport import = await ConfigurationImport.ReadAsync(other, after, "file.json", new ConfigurationImportChoice { Prune = true, Force = true }, clock, Token);
        Assert.Equal([], import.Refusals.Select(static refusal => refusal.Message));
        await import.SaveAsync(Token);
        Assert.Equal(after, await ExportAsync(other));
    }

    private static void JsonFileDifferences(string before, string after, string value) =>
        Assert.True(ConfigurationComparison.WithFile(after, "after.json", before, "before.json").Count > 0, $"{value} is no difference.");

    private static async Task<string> ExportAsync(IHubStore hub) => Encoding.UTF8.GetString(await ConfigurationExport.WriteAsync(hub, "file.json", Token));

    private static IEnumerable<string> Leaves(Type type, string path) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.SetMethod is not null)
        .SelectMany(property => property.PropertyType.IsClass && property.PropertyType.Assembly == typeof(HubUser).Assembly ? Leaves(property.PropertyType, $"{path}.{property.Name}") : [$"{path}.{property.Name}"]);

    private static Task ChangeAsync(IHubStore hub, string[] path) => hub.WriteAsync(
        transaction => path[0] switch
        {
            nameof(ImportRules) => SettingAsync<ImportRules>(transaction, path),
            nameof(ProvisioningOptions) => SettingAsync<ProvisioningOptions>(transaction, path),
            nameof(ExclusionRules) => SettingAsync<ExclusionRules>(transaction, path),
            nameof(SyncOptions) => SettingAsync<SyncOptions>(transaction, path),
            nameof(RecordOptions) => SettingAsync<RecordOptions>(transaction, path),
            nameof(LogOptions) => SettingAsync<LogOptions>(transaction, path),
            nameof(HealthLimits) => SettingAsync<HealthLimits>(transaction, path),
            nameof(Notifications) => NotifyAsync(transaction, path),
            nameof(SignOnOptions) => SettingAsync<SignOnOptions>(transaction, path),
            nameof(ServiceProviders) => ServeAsync(transaction, path),
            nameof(HubIdentity) => SettingAsync<HubIdentity>(transaction, path),
            nameof(DirectoryEntry) => RowAsync(transaction, path, static (DirectoryEntry row) => row.Name == "contoso.com", static row => new Filter<DirectoryEntry>().Equal(other => other.Id, row.Id)),
            nameof(HubAttribute) => RowAsync(transaction, path, static (HubAttribute row) => row.Name == "badge", static row => new Filter<HubAttribute>().Equal(other => other.Name, row.Name)),
            nameof(AttributeMapping) => RowAsync(transaction, path, static (AttributeMapping row) => row.Target == "extension", static row => new Filter<AttributeMapping>().Equal(other => other.Direction, row.Direction).Equal(other => other.Target, row.Target)),
            nameof(ProfileMaster) => RowAsync(transaction, path, static (ProfileMaster row) => row.Priority == 3, static row => new Filter<ProfileMaster>().Equal(other => other.System, row.System)),
            nameof(AttributeMaster) => RowAsync(transaction, path, static (AttributeMaster row) => row.Attribute == "department", static row => new Filter<AttributeMaster>().Equal(other => other.Attribute, row.Attribute)),
            nameof(HubGroup) => RowAsync(transaction, path, static (HubGroup row) => row.Kind == HubGroupKind.Rule, static row => new Filter<HubGroup>().Equal(other => other.Id, row.Id)),
            _ => AssignAsync(transaction),
        },
        null,
        Token);

    private static async Task SettingAsync<T>(IHubTransaction transaction, string[] path)
        where T : class
    {
        T value = (await transaction.FindSettingAsync<T>(Token))!;
        Mutate(value, path[1..]);
        await transaction.SetAsync(value, Token);
    }

    private static async Task RowAsync<T>(IHubTransaction transaction, string[] path, Func<T, bool> which, Func<T, Filter<T>> one)
        where T : class, IHubRow
    {
        T row = (await transaction.ListAsync<T>(cancellationToken: Token)).Single(which);
        await transaction.RemoveAsync(one(row), Token);
        Mutate(row, path[1..]);
        await transaction.SaveAsync([row], Token);
    }

    private static async Task NotifyAsync(IHubTransaction transaction, string[] path)
    {
        Notifications all = (await transaction.FindSettingAsync<Notifications>(Token))!;
        Mutate(all.All[path[1] is "Kind" or "UrlFrom" or "Template" ? 1 : 0], path[1..]);
        await transaction.SetAsync(all, Token);
    }

    private static async Task ServeAsync(IHubTransaction transaction, string[] path)
    {
        ServiceProviders all = (await transaction.FindSettingAsync<ServiceProviders>(Token))!;
        Mutate(all.All[0], path[1..]);
        await transaction.SetAsync(all, Token);
    }

    private static async Task AssignAsync(IHubTransaction transaction)
    {
        HubGroup group = (await transaction.FindAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Rule), Token))!;
        await transaction.SaveAsync([new Assignment { Id = "new", GroupId = group.Id }], Token);
    }

    private static void Mutate(object item, string[] path)
    {
        PropertyInfo property = item.GetType().GetProperty(path[0])!;
        object? value = property.GetValue(item);
        if (path.Length > 1)
        {
            Mutate(value!, path[1..]);
            return;
        }

        property.SetValue(item, Another(path[0], value, property.PropertyType));
    }

    /// <summary>Another value that a hub would take.</summary>
    private static object? Another(string name, object? value, Type type) => (name, value) switch
    {
        ("Target", _) => "division",
        ("Attribute", _) => "city",
        ("Expression", _) => "appuser.title",
        ("Rule", _) => "user.department == \"Other\"",
        ("Template", _) => "{ \"text\": \"{{time}}\" }",
        ("UrlFrom", _) => "env:ANOTHER",
        ("To", _) => (IReadOnlyList<string>)["another@contoso.com"],
        ("Topics", _) => (IReadOnlyList<HealthTopic>)[HealthTopic.JwtExpires],
        ("SmtpTls", _) => SmtpTls.Tls,
        ("Numbers", _) => (IReadOnlyList<string>)["80*"],
        ("Types", _) => (IReadOnlyList<string>)["FaxUser"],
        ("Filter" or "PeopleFilter" or "GroupFilter", _) => "(sn=*)",
        ("TimeZone", _) => "Europe/Paris",
        ("Windows", _) => (IReadOnlyList<string>)["22:00-04:00"],
        ("PasswordFrom" or "ClientSecretFrom" or "JwtFrom" or "ProxyPasswordFrom", _) => "env:ANOTHER",
        ("SearchBases", _) => (IReadOnlyList<string>)["5f3a0000-0000-0000-0000-000000000003"],
        ("ExcludedBases" or "Groups", _) => (IReadOnlyList<string>)[],
        ("AccountAutoConfirm", _) => (IReadOnlyList<AutoConfirm>)[AutoConfirm.Exact],
        ("BaseUrl" or "LogoutUrl", _) => "https://another.contoso.com",
        ("EntityId", _) => "https://another.contoso.com/saml",
        ("LogoFile", _) => "/etc/contoso/another.png",
        ("AcsUrls", _) => (IReadOnlyList<string>)["https://another.contoso.com/acs"],
        ("AcsIndexes", _) => (IReadOnlyList<int>)[7],
        ("TrustedProxies", _) => (IReadOnlyList<string>)["10.0.0.9"],
        ("Certificates", _) => (IReadOnlyList<string>)[FullHub.Certificate("another")],
        ("SignedRequests", _) => false,
        ("Names", IReadOnlyDictionary<string, string> names) => names.ToDictionary(static pair => pair.Key, static pair => pair.Key == "email" ? "otherMailbox" : pair.Value),
        ("Systems", _) => (IReadOnlyList<string>)[Ids.RingCentral],
        ("KeyAttribute", _) => "nsUniqueId",
        ("DisabledAttribute", _) => "loginDisabled",
        ("DirectoryId", _) => "",
        (_, bool flag) => !flag,
        (_, int number) => number + 1,
        (_, double number) => number / 2,
        (_, Enum choice) => Enum.GetValues(choice.GetType()).Cast<object>().First(other => !other.Equals(choice)),
        (_, TimeSpan time) => time * 2,
        (_, TimeOnly time) => time.AddHours(1),
        (_, Uri) => new Uri("https://another.example.com"),
        (_, string text) => text + "x",
        (_, IReadOnlyList<AutoConfirm>) => (IReadOnlyList<AutoConfirm>)[AutoConfirm.New],
        (_, IEnumerable) => (IReadOnlyList<string>)["another"],
        (_, null) when type == typeof(string) => "another",
        _ => Nullable.GetUnderlyingType(type) == typeof(int) ? 3 : Nullable.GetUnderlyingType(type) == typeof(TimeSpan) ? TimeSpan.FromHours(1) : throw new NotSupportedException($"{name}: {JsonSerializer.Serialize(value, s_json)}"),
    };

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex(@"(?:GetAsync|FindSettingAsync|RemoveSettingAsync|SetAsync)<(?<type>\w+)>\(|transaction\.SetAsync\(\s*new (?<type>\w+)\b")]
    private static partial Regex SettingCall();

    [GeneratedRegex(@"\bnew Setting\(")]
    private static partial Regex NewSetting();
}

using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>What a mapping is refused for, and what is warned of, before it is saved.</summary>
public sealed class MappingRulesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-rules-").FullName;
    private IHubStore _hub = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MappingDirection.AdToHub, "city", "appuser.city +", "ExpressionSyntax")]
    [InlineData(MappingDirection.AdToHub, "city", "user.city", "ExpressionUnknownAttribute")]
    [InlineData(MappingDirection.AdToHub, "city", "true ? appuser.city : usr.city", "ExpressionUnknownAttribute")]
    [InlineData(MappingDirection.RcToHub, "city", "appuser.town", "ExpressionUnknownAttribute")]
    [InlineData(MappingDirection.HubToRc, "city", "user.town", "ExpressionUnknownAttribute")]
    [InlineData(MappingDirection.HubToRc, "city", "appuser.city", "ExpressionUnknownAttribute")]
    [InlineData(MappingDirection.HubToAd, "ipPhone", "user.extention", "ExpressionUnknownAttribute")]
    [InlineData(MappingDirection.HubToRc, "city", "String.toUpper(user.city)", "ExpressionUnknownFunction")]
    [InlineData(MappingDirection.HubToRc, "city", "user.city.trim()", "ExpressionUnknownFunction")]
    [InlineData(MappingDirection.HubToRc, "city", "String.len()", "ExpressionArity")]
    [InlineData(MappingDirection.HubToRc, "city", "1 + true", "ExpressionType")]
    [InlineData(MappingDirection.HubToRc, "city", "{user.city, \"x\"}", "MappingTypeMismatch")]
    [InlineData(MappingDirection.HubToRc, "city", "source", "MappingTypeMismatch")]
    [InlineData(MappingDirection.AdToHub, "badge", "appuser.city == \"x\"", "MappingTypeMismatch")]
    [InlineData(MappingDirection.AdToHub, "isChief", "String.len(appuser.city)", "MappingTypeMismatch")]
    [InlineData(MappingDirection.AdToHub, "lines", "{1}", "MappingTypeMismatch")]
    [InlineData(MappingDirection.AdToHub, "town", "appuser.city", "MappingTargetUnknown")]
    [InlineData(MappingDirection.AdToHub, "City", "appuser.city", "MappingTargetUnknown")]
    [InlineData(MappingDirection.HubToRc, "streetAddress", "user.streetAddress", "MappingTargetUnknown")]
    [InlineData(MappingDirection.HubToAd, "ip phone", "user.city", "MappingTargetUnknown")]
    [InlineData(MappingDirection.HubToAd, "mobilePhone", "user.mobilePhone", "MappingTargetUnknown")]
    [InlineData(MappingDirection.HubToAd, "mail", "user.email", "WriteBackTargetRefused")]
    [InlineData(MappingDirection.HubToAd, "userAccountControl", "\"512\"", "WriteBackTargetRefused")]
    [InlineData(MappingDirection.HubToRc, "department", "Groups.contains(\"OKTA\", \"Sales\", 10)", "MappingFunctionUnavailable")]
    [InlineData(MappingDirection.HubToRc, "department", "hasWorkdayUser() ? findWorkdayUser().department : null", "MappingFunctionUnavailable")]
    [InlineData(MappingDirection.HubToRc, "department", "user.getLinkedObject(\"manager\").email", "MappingFunctionUnavailable")]
    [InlineData(MappingDirection.AdToHub, "login", "isMemberOfGroupName(\"Sales\") ? appuser.email : appuser.userName", "MappingFunctionUnavailable")]
    [InlineData(MappingDirection.AdToHub, "employeeNumber", "user.getInternalProperty(\"id\")", "MappingFunctionUnavailable")]
    public async Task Refuses_what_can_never_work(MappingDirection direction, string target, string expression, string errorId)
    {
        MappingRules rules = await MappingRules.LoadAsync(_hub, Stop);
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => rules.Check(Mapping(direction, target, expression)));

        Assert.Equal(errorId, error.ErrorId);
        Assert.False(string.IsNullOrEmpty(error.Remedy), error.Message);
        if (errorId.StartsWith("Expression", StringComparison.Ordinal))
        {
            Assert.Contains('^', error.Message);
        }
    }

    [Theory]
    [InlineData(MappingDirection.AdToHub, "displayName", "appuser.firstName + \" \" + appuser.lastName", "may be null")]
    [InlineData(MappingDirection.HubToRc, "city", "user.city == null ? user.state : user.state + \"!\" + user.zipCode", "may be null")]
    [InlineData(MappingDirection.HubToRc, "city", "user.title != null ? user.title : \"\" + \"#\" + user.city", "follows either value")]
    [InlineData(MappingDirection.HubToRc, "city", "String.stringContains(String.toLowerCase(user.city), \"London\") ? \"L\" : \"x\"", "always false")]
    [InlineData(MappingDirection.AdToHub, "city", "appuser.pstalCode", "Did you mean appuser.postalCode?")]
    [InlineData(MappingDirection.AdToHub, "city", "toUpperCase(appuser.city)", "String.toUpperCase")]
    [InlineData(MappingDirection.AdToHub, "city", "appuser.roomNumber", "was not read from corp so far")]
    [InlineData(MappingDirection.AdToHub, "city", "appuser.telephoneNumber", "comes back into the hub")]
    [InlineData(MappingDirection.AdToHub, "manager", "getManagerUser(\"active_directory\")?.email", "manager, assistant was not read from corp so far")]
    [InlineData(MappingDirection.HubToRc, "department", "hasDirectoryUser() ? findDirectoryUser().pager : null", "pager was not read from corp so far")]
    [InlineData(MappingDirection.HubToRc, "department", "Time.now()", "another value")]
    [InlineData(MappingDirection.HubToAd, "l", "user.primaryPhone", "reads l: what is written there comes back")]
    [InlineData(MappingDirection.HubToAd, "telphone", "user.primaryPhone", "telphone is not among the known attributes of corp. Did you mean telephoneNumber?")]
    [InlineData(MappingDirection.HubToAd, "ipPhome", "user.primaryPhone", "Did you mean ipPhone?")]
    [InlineData(MappingDirection.HubToAd, "contosoLine", "user.primaryPhone", "contosoLine is not among the known attributes of corp. A name")]
    [InlineData(MappingDirection.HubToRc, "department", "user.city == \"x\"", "true or false")]
    [InlineData(MappingDirection.HubToRc, "directNumber", "user.primaryPhone", "is never sent")]
    public async Task Warns_of_what_often_goes_wrong(MappingDirection direction, string target, string expression, string words) =>
        Assert.Contains((await MappingRules.LoadAsync(_hub, Stop)).Check(Mapping(direction, target, expression)), warning => warning.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData(MappingDirection.RcToHub, "primaryPhone", MappingDefaults.PrimaryPhone)]
    [InlineData(MappingDirection.AdToHub, "email", "appuser.email != null ? appuser.email : appuser.userName")]
    [InlineData(MappingDirection.AdToHub, "email", "appuser.mail ?: appUser.userPrincipalName")]
    [InlineData(MappingDirection.HubToRc, "extensionNumber", "\"blank\"")]
    [InlineData(MappingDirection.HubToRc, "department", "user.firstName + \" \" + user.lastName")]
    [InlineData(MappingDirection.HubToRc, "department", "user.getInternalProperty(\"id\")")]
    [InlineData(MappingDirection.HubToAd, "telephoneNumber", "user.primaryPhone")]
    [InlineData(MappingDirection.AdToHub, "lines", "Convert.toInt(appuser.postalCode)")]
    [InlineData(MappingDirection.AdToHub, "tags", "Arrays.flatten(appuser.department, appuser.city)")]
    [InlineData(MappingDirection.AdToHub, "city", "null")]
    [InlineData(MappingDirection.AdToHub, "department", "isMemberOfGroupName(\"Sales\") ? \"Sales\" : null")]
    [InlineData(MappingDirection.HubToRc, "department", "isMemberOfAnyGroup(\"a\", \"b\") ? \"Sales\" : null")]
    [InlineData(MappingDirection.AdToHub, "lines", "Arrays.size(user.getGroups({'group.profile.name': 'Sales'}))")]
    public async Task Says_nothing_of_what_is_right(MappingDirection direction, string target, string expression) =>
        Assert.Empty((await MappingRules.LoadAsync(_hub, Stop)).Check(Mapping(direction, target, expression)));

    [Fact]
    public async Task A_write_backs_attribute_is_looked_up_in_the_directorys_own_schema_once_it_was_read()
    {
        DirectoryEntry corp = Assert.Single(await _hub.ListAsync<DirectoryEntry>(cancellationToken: Stop));
        DirectorySchema schema = new() { ReadAt = TimeProvider.System.GetUtcNow(), Attributes = [new() { Name = "telephoneNumber" }, new() { Name = "contosoLine" }, new() { Name = "mail" }] };
        await _hub.WriteAsync(transaction => DirectorySchemas.SetAsync(transaction, corp.Id, schema, Stop), null, Stop);
        MappingRules rules = await MappingRules.LoadAsync(_hub, Stop);

        Assert.Empty(rules.Check(Mapping(MappingDirection.HubToAd, "contosoline", "user.primaryPhone")));
        Assert.Empty(rules.Check(Mapping(MappingDirection.HubToAd, "contosoLine", "user.primaryPhone") with { DirectoryId = corp.Id }));
        Assert.Equal(
            ["ipPhone is not among the known attributes of corp. A name that the directory does not have fails at each write. Get-HubAttribute -System 'corp' lists them."],
            rules.Check(Mapping(MappingDirection.HubToAd, "ipPhone", "user.primaryPhone")));

        // What is never written is not proposed.
        Assert.DoesNotContain("mail", Assert.Single(rules.Check(Mapping(MappingDirection.HubToAd, "mial", "user.primaryPhone"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_default_mapping_keeps_the_rules()
    {
        MappingRules rules = await MappingRules.LoadAsync(_hub, Stop);
        Assert.All(MappingDefaults.All, mapping => Assert.Empty(rules.Check(mapping)));
    }

    [Fact]
    public async Task An_error_shows_its_cure_once()
    {
        MappingRules rules = await MappingRules.LoadAsync(_hub, Stop);
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => rules.Check(Mapping(MappingDirection.HubToRc, "city", "user.firstname")));

        Assert.Equal("The mapping for city is wrong at position 5:\nuser.firstname\n     ^^^^^^^^^\nuser has no attribute 'firstname'.", error.Message);
        Assert.Equal("Did you mean user.firstName? Names are case sensitive.", error.Remedy);
    }

    public async ValueTask InitializeAsync()
    {
        _hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryRegistration registration = new(_hub, TimeProvider.System);
        DirectoryEntry entry = (await registration.PrepareAsync("corp", new DirectorySettings { Servers = ["corp.ldif"] }, DirectoryKind.Ldif, Stop)) with
        {
            DomainKey = "corp",
            Settings = new DirectorySettings { Servers = ["corp.ldif"], Names = DirectoryNames.ActiveDirectory.Attributes },
            ReadAttributes = ["givenName", "sn", "mail", "l", "st", "userPrincipalName", "telephoneNumber", "postalCode", "department", "mobile", "streetAddress", "c", "countryCode"],
        };
        HubAttribute[] own =
        [
            new() { Name = "badge", DisplayName = "Badge", Type = HubAttributeType.Number, Custom = true },
            new() { Name = "lines", DisplayName = "Lines", Type = HubAttributeType.Integer, Custom = true },
            new() { Name = "isChief", DisplayName = "Chief", Type = HubAttributeType.Boolean, Custom = true },
            new() { Name = "tags", DisplayName = "Tags", Type = HubAttributeType.StringArray, Custom = true },
        ];
        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([entry], Stop);
                await transaction.SaveAsync(own, Stop);
            },
            null,
            Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static AttributeMapping Mapping(MappingDirection direction, string target, string expression) => new() { Direction = direction, Target = target, Expression = expression };
}

using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>The three schemas as the guide's profile editor shows them.</summary>
public sealed class SchemaViewTests
{
    // Okta's core user schema: https://developer.okta.com/docs/api/openapi/okta-management/ (User profile), 31 base attributes.
    private static readonly string[] s_core =
    [
        "login", "email", "secondEmail", "firstName", "lastName", "middleName", "honorificPrefix", "honorificSuffix", "title", "displayName", "nickName", "profileUrl", "primaryPhone",
        "mobilePhone", "streetAddress", "city", "state", "zipCode", "countryCode", "postalAddress", "preferredLanguage", "locale", "timezone", "userType", "employeeNumber", "costCenter",
        "organization", "division", "department", "managerId", "manager",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hubs_base_schema_is_the_core_user_schema_and_login_is_as_the_guide_shows_it()
    {
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(1).ToLdif(), new SeedRequest());
        await cycle.SaveAsync(new HubAttribute { Name = "extension", DisplayName = "Extension", MaxLength = 8, Custom = true });
        IReadOnlyList<AttributeInfo> hub = (await SchemaView.LoadAsync(cycle.Hub, cycle.Time, Stop)).Hub();
        Assert.Equal(s_core.Order(StringComparer.Ordinal), hub.Where(attribute => !attribute.Custom).Select(attribute => attribute.Name).Order(StringComparer.Ordinal));
        AttributeInfo login = hub[0];
        Assert.Equal(("login", "Username", "string", 5L, 100L, true, "Inherit from profile master"), (login.Name, login.DisplayName, login.Type, login.MinLength, login.MaxLength, login.Required, login.Master));
        Assert.Equal(["email", "firstName", "lastName", "login"], hub.Where(attribute => attribute.Required).Select(attribute => attribute.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("email", "uri", "country code"), (Of(hub, "email").Type, Of(hub, "profileUrl").Type, Of(hub, "countryCode").Type));
        Assert.Equal("Override: RingCentral", Of(hub, "primaryPhone").Master);
        Assert.Equal([MappingDirection.AdToHub, MappingDirection.RcToHub], Of(hub, "firstName").MappedFrom.Select(mapping => mapping.Direction));
        Assert.Equal(["street"], Of(hub, "streetAddress").MappedTo.Select(mapping => mapping.Target));
        Assert.Equal(("extension", true), (hub[^1].Name, hub[^1].Custom));
    }

    [Fact]
    public async Task RingCentrals_attributes_bear_the_guides_names()
    {
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(1).ToLdif(), new SeedRequest());
        IReadOnlyList<AttributeInfo> account = (await SchemaView.LoadAsync(cycle.Hub, cycle.Time, Stop)).RingCentral();
        Assert.Equal(["Username", "FirstName", "LastName", "EMail", "Department", "DirectNumber", "Extension Number"], account.Take(7).Select(attribute => attribute.DisplayName));
        Assert.Equal((99L, true), (account[0].MaxLength, account[0].Required));
        Assert.True(Of(account, "directNumber").ReadOnly);
        Assert.Equal(["primaryPhone"], Of(account, "directNumber").MappedTo.Select(mapping => mapping.Target));
        Assert.Equal(["user.countryCode"], Of(account, "country").MappedFrom.Select(mapping => mapping.Expression));
        Assert.DoesNotContain(account, attribute => attribute.Name == RingCentralNumbers.StateAttribute);
    }

    [Fact]
    public async Task A_directorys_attributes_are_its_schemas_with_the_guides_names_first()
    {
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(1).ToLdif(), new SeedRequest());
        DirectoryEntry entry = await cycle.EntryAsync();
        DirectorySchema schema = new()
        {
            ReadAt = cycle.Time.GetUtcNow(),
            Attributes = [new DirectoryAttribute { Name = "givenName", Max = 64 }, new DirectoryAttribute { Name = "telephoneNumber", Max = 64 }, new DirectoryAttribute { Name = "objectGUID", Type = "octets", ReadOnly = true }],
        };
        await cycle.Hub.WriteAsync(transaction => DirectorySchemas.SetAsync(transaction, entry.Id, schema, Stop), null, Stop);
        IReadOnlyList<AttributeInfo> shown = await (await SchemaView.LoadAsync(cycle.Hub, cycle.Time, Stop)).DirectoryAsync(entry, Stop);
        Assert.Equal(AppUserNames.Guide, shown.Take(AppUserNames.Guide.Count).Select(attribute => attribute.Name));
        AttributeInfo first = Of(shown, "firstName");
        Assert.Equal(("givenName", 64L, entry.Name), (first.LdapName, first.MaxLength, first.System));
        Assert.Equal(["firstName"], first.MappedTo.Select(mapping => mapping.Target));
        Assert.Equal(["user.primaryPhone"], Of(shown, "telephoneNumber").MappedFrom.Select(mapping => mapping.Expression));
        Assert.False(Of(shown, "telephoneNumber").ReadOnly);
        Assert.True(Of(shown, "objectGUID").ReadOnly);
    }

    private static AttributeInfo Of(IEnumerable<AttributeInfo> attributes, string name) => attributes.Single(attribute => attribute.Name == name);
}

using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Active Directory's own schema, as a user's entry may fill it, beside what ldapsearch and the server itself say.</summary>
[Collection(nameof(DomainFixture))]
public sealed class AdSchemaTests(DomainFixture domain)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_attributes_are_those_that_the_server_allows_a_user()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        Dictionary<string, DirectoryAttribute> read = (await directory.ReadSchemaAsync(Stop)).ToDictionary(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase);

        // allowedAttributes is what the server reckons for an entry from the same classes.
        RawEntry administrator = (await domain.SearchAsync($"(sAMAccountName={SambaServer.Administrator.Split('@')[0]})", "allowedAttributes")).Values.Single();
        Assert.Equal(administrator.Texts("allowedAttributes").Order(StringComparer.OrdinalIgnoreCase), read.Keys.Order(StringComparer.OrdinalIgnoreCase));

        Assert.Equal(("text", false, 64L), (read["telephoneNumber"].Type, read["telephoneNumber"].MultiValued, read["telephoneNumber"].Max));
        Assert.True(read["otherTelephone"].MultiValued);
        Assert.Equal("name of an entry", read["manager"].Type);
        Assert.Equal(("number", "time", "boolean", "octets"), (read["userAccountControl"].Type, read["whenCreated"].Type, read["showInAdvancedViewOnly"].Type, read["objectGUID"].Type));
        Assert.True(read["sAMAccountName"].Required);
        Assert.False(read["mail"].Required || read["mail"].ReadOnly);
        Assert.All((string[])["objectGUID", "memberOf", "canonicalName"], name => Assert.True(read[name].ReadOnly, name));
    }
}

/// <summary>OpenLDAP's schema out of its subschema entry.</summary>
public sealed class OpenLdapSchemaTests(OpenLdapFixture server) : IClassFixture<OpenLdapFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_attributes_are_those_of_attributeTypes()
    {
        server.Need();
        await using LdapDirectory directory = await server.OpenAsync();
        Dictionary<string, DirectoryAttribute> read = (await directory.ReadSchemaAsync(Stop)).ToDictionary(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase);

        // Beside ldapsearch, by text alone: every definition that names a usage of its own is left out.
        string shown = (await server.ToolAsync("ldapsearch", null, "-LLL", "-o", "ldif-wrap=no", "-s", "base", "-b", "cn=Subschema", "attributeTypes")).Replace("\n ", "", StringComparison.Ordinal);
        int expected = shown.Split('\n').Count(line => line.StartsWith("attributeTypes: ", StringComparison.Ordinal) && !line.Contains(" USAGE ", StringComparison.Ordinal) && !line.Contains(" OBSOLETE ", StringComparison.Ordinal));
        Assert.Equal(expected, read.Count);
        Assert.Equal(("text", true, 32L), (read["telephoneNumber"].Type, read["telephoneNumber"].MultiValued, read["telephoneNumber"].Max));
        Assert.Equal((32768L, true), (read["cn"].Max, read["cn"].Required));
        Assert.True(read["sn"].Required);
        Assert.False(read["mail"].Required);
        Assert.Equal("name of an entry", read["manager"].Type);
        Assert.False(read["preferredLanguage"].MultiValued);
        Assert.DoesNotContain("entryUUID", read.Keys);
    }
}

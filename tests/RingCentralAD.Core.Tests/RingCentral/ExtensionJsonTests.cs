using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class ExtensionJsonTests : ScriptedTest
{
    private const string Full =
        """
        {"id":401864056008,"extensionNumber":"102","name":"Ünal 😀 李","type":"SomethingNew","status":"Hibernating",
        "contact":{"firstName":"Ünal 😀","lastName":"李","email":"u@example.com","mobilePhone":"+16505550101","businessPhone":"+16505550102","company":"Example",
        "jobTitle":"Clerk","department":"Sales","emailAsLoginName":true,"businessAddress":{"country":"United States","state":"CA","city":"Belmont","street":"20 Davis Dr","zip":"94002"}},
        "references":[{"ref":"p-1","type":"PartnerId"},{"ref":"8f1e","type":"CustomerDirectoryId"}],
        "site":{"id":"main-site","name":"Main Site"},"costCenter":{"id":"7","name":"Sales cost"},
        "roles":[{"id":"1","displayName":"Standard"},{"id":"2"}],"futureField":{"x":[1,2,{"y":null}]}}
        """;

    [Fact]
    public async Task Everything_comes_under_the_guides_names_and_unknown_words_survive()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(Full));

        Extension extension = Assert.IsType<Extension>(await Time.DriveAsync(account.FindExtensionAsync("401864056008", Stop)));

        Assert.Equal(("401864056008", "102", "Ünal 😀 李", "SomethingNew", "Hibernating"), (extension.Id, extension.Number, extension.Name, extension.Type, extension.Status));
        Assert.Equal((true, true, "8f1e", "Main Site"), (extension.HasContact, extension.HasAddress, extension.DirectoryId, extension.Site));
        Dictionary<string, string?> expected = new()
        {
            ["userName"] = "u@example.com", ["email"] = "u@example.com", ["firstName"] = "Ünal 😀", ["lastName"] = "李", ["mobilePhone"] = "+16505550101",
            ["businessPhone"] = "+16505550102", ["company"] = "Example", ["jobTitle"] = "Clerk", ["department"] = "Sales", ["country"] = "United States",
            ["state"] = "CA", ["city"] = "Belmont", ["street"] = "20 Davis Dr", ["zip"] = "94002", ["site"] = "Main Site", ["costCenter"] = "Sales cost",
        };
        Assert.All(expected, pair => Assert.Equal(pair.Value, extension.Attributes[pair.Key]));
        Assert.Equal(true, extension.Attributes["emailAsLoginName"]);
        Assert.Equal(["Standard", "2"], Assert.IsType<IReadOnlyList<string>>(extension.Attributes["roles"], exactMatch: false));
        Assert.Equal(expected.Count + 2, extension.Attributes.Count);
    }

    [Theory]
    [InlineData("""{"id":1,"type":"User","status":"Unassigned"}""", false, false)]
    [InlineData("""{"id":1,"type":"User","status":"Unassigned","extensionNumber":null,"contact":null}""", false, false)]
    [InlineData("""{"id":"1","type":"User","status":"Unassigned","contact":{}}""", true, false)]
    [InlineData("""{"id":1,"contact":{"businessAddress":{}},"references":"odd","roles":{"id":"1"},"site":[]}""", true, true)]
    public async Task What_an_answer_leaves_out_is_unknown(string body, bool contact, bool address)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(body));

        Extension extension = Assert.IsType<Extension>(await Time.DriveAsync(account.FindExtensionAsync("1", Stop)));

        Assert.Equal(("1", contact, address), (extension.Id, extension.HasContact, extension.HasAddress));
        Assert.Null(extension.Number);
        Assert.Empty(extension.Attributes);
    }

    [Fact]
    public async Task Numbers_keep_their_porting_state()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(
            """
            {"records":[
            {"id":1,"phoneNumber":"+16505550101","usageType":"DirectNumber","type":"VoiceFax","status":"Pending","primary":true,"extension":{"id":11,"extensionNumber":"101"},"temporaryNumber":{"id":"9","phoneNumber":"+16505559999"}},
            {"id":2,"phoneNumber":"+16505550102","usageType":"NewUsage","paymentType":"Odd"}],
            "navigation":{},"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":2}}
            """));

        IReadOnlyList<PhoneNumber> numbers = await Time.DriveAsync(account.ReadNumbersAsync("11", Stop));

        Assert.Equal(
            new PhoneNumber { Id = "1", Number = "+16505550101", UsageType = "DirectNumber", Type = "VoiceFax", Status = "Pending", Primary = true, ExtensionId = "11", TemporaryNumber = "+16505559999" },
            numbers[0]);
        Assert.Equal(new PhoneNumber { Id = "2", Number = "+16505550102", UsageType = "NewUsage" }, numbers[1]);
    }

    [Fact]
    public async Task Dictionaries_name_countries_and_states()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = request => Task.FromResult(Json(request.Path.EndsWith("country", StringComparison.Ordinal)
            ? """{"records":[{"id":"1","name":"United States","isoCode":"US","callingCode":"1"}],"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":1},"navigation":{}}"""
            : """{"records":[{"id":"16","name":"California","isoCode":"CA","country":{"id":"1"}}],"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":1},"navigation":{}}"""));

        AccountDictionaries dictionaries = await Time.DriveAsync(account.ReadDictionariesAsync(Stop));

        Assert.Equal(new Country("1", "United States", "US"), Assert.Single(dictionaries.Countries));
        Assert.Equal(new CountryState("16", "California", "CA", "1"), Assert.Single(dictionaries.States));
        Assert.Contains("allCountries=true", Server.Calls[1].Query, StringComparison.Ordinal);
    }
}

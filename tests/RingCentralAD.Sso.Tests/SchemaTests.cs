using System.IO.Compression;
using System.Text;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>Metadata and messages against the OASIS schemas, by xmllint, without a network: Debian's packages carry them and all that they import.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private const string Folder = "/usr/share/xml/opensaml";
    private readonly TestProvider _provider = new();
    private SsoLab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.SkipWhen(ServerTools.Missing("xmllint") is not null, ServerTools.Missing("xmllint") ?? "");
            Assert.SkipUnless(Directory.Exists(Folder), "opensaml-schemas is not installed.");
        }

        _lab = await SsoLab.StartAsync([_provider.Registration(signedRequests: false), SignOnDefaults.Us], Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }

        _provider.Dispose();
    }

    [Fact]
    public async Task Metadata_with_one_certificate_and_with_two_is_valid()
    {
        using HttpClient browser = _lab.Browser();
        await ValidAsync("metadata", await browser.PageAsync("/sso/metadata", Stop));
        await SignOnRegistration.RollAsync(_lab.Hub, SsoKeyStep.Begin, Path.Combine(_lab.Folder, "keys"), _lab.Time, Stop);
        await ValidAsync("metadata", Encoding.UTF8.GetString(await SignOnRegistration.MetadataAsync(_lab.Hub, Stop)));
    }

    [Fact]
    public async Task Answers_refusals_and_answers_to_logouts_are_valid()
    {
        using HttpClient browser = _lab.Browser();
        string saml = $"{_lab.Url}/sso/saml";
        string answer = TestProvider.Posted(await browser.SignInAsync($"/sso/saml?{_provider.Query(TestProvider.Request(saml, _lab.Time.GetUtcNow()))}", Stop)).Xml;
        await ValidAsync("protocol", answer);
        await ValidAsync("protocol", TestProvider.Posted(await browser.PageAsync("/sso/start?provider=RingCentral", Stop)).Xml);
        using HttpClient other = _lab.Browser();
        await ValidAsync("protocol", TestProvider.Posted(await other.PageAsync($"/sso/saml?{_provider.Query(TestProvider.Request(saml, _lab.Time.GetUtcNow(), attributes: "IsPassive=\"1\""))}", Stop)).Xml);

        using HttpResponseMessage logout = await browser.GetAsync($"/sso/logout?{_provider.Query(TestProvider.Logout($"{_lab.Url}/sso/logout", _lab.Time.GetUtcNow(), "_x"))}", Stop);
        string message = Uri.UnescapeDataString(logout.Headers.Location!.Query.Split("SAMLResponse=")[1].Split('&')[0]);
        await using DeflateStream inflate = new(new MemoryStream(Convert.FromBase64String(message)), CompressionMode.Decompress);
        using StreamReader reader = new(inflate);
        await ValidAsync("protocol", await reader.ReadToEndAsync(Stop));

        // The schema is really asked: an element too many is none of it.
        Assert.NotEqual(0, (await LintAsync("protocol", answer.Replace("<samlp:Status>", "<samlp:Other/><samlp:Status>", StringComparison.Ordinal))).ExitCode);
    }

    private async Task ValidAsync(string schema, string xml)
    {
        ToolResult result = await LintAsync(schema, xml);
        Assert.True(result.ExitCode == 0, $"{result.Error}\n{xml}");
    }

    private async Task<ToolResult> LintAsync(string schema, string xml)
    {
        string file = Path.Combine(_lab.Folder, $"{Guid.NewGuid():N}.xml");
        await File.WriteAllTextAsync(file, xml, Stop);
        string catalog = Path.Combine(_lab.Folder, "catalog.xml");
        await File.WriteAllTextAsync(
            catalog,
            """
            <catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
              <system systemId="http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd" uri="/usr/share/xml/xmltooling/xmldsig-core-schema.xsd"/>
              <system systemId="http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd" uri="/usr/share/xml/xmltooling/xenc-schema.xsd"/>
              <system systemId="http://www.w3.org/2001/xml.xsd" uri="/usr/share/xml/xmltooling/xml.xsd"/>
            </catalog>
            """,
            Stop);
        return await ServerTools.RunAsync(
            "xmllint", ["--nonet", "--noout", "--schema", $"{Folder}/saml-schema-{schema}-2.0.xsd", file], new Dictionary<string, string> { ["XML_CATALOG_FILES"] = catalog }, cancellationToken: Stop);
    }
}

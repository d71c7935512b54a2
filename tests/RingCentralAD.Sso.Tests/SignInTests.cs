using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>A sign-in from request to answer, by both bindings, from here and by the session, as a browser without scripts does it.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly TestProvider _provider = new();
    private SsoLab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _lab.Time.GetUtcNow();

    private string Saml => $"{_lab.Url}/sso/saml";

    public async ValueTask InitializeAsync() => _lab = await SsoLab.StartAsync([_provider.Registration(), SignOnDefaults.Us], Stop);

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task A_redirected_request_is_answered_by_a_signed_response_with_a_signed_assertion()
    {
        using HttpClient browser = _lab.Browser();
        string id = TestProvider.NewId();
        string page = await browser.SignInAsync($"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now, id))}", Stop);

        (string action, string xml, string? state) = TestProvider.Posted(page);
        Assert.Equal(TestProvider.Acs, action);
        Assert.Equal("deep/link", state);
        XmlDocument response = Load(xml);
        XmlElement root = response.DocumentElement!;
        XmlElement assertion = One(response, "//saml:Assertion");
        Assert.True(Verifies(root, await CertificateAsync()));
        Assert.True(Verifies(assertion, await CertificateAsync()));
        Assert.Equal(TestProvider.Acs, root.GetAttribute("Destination"));
        Assert.Equal(id, root.GetAttribute("InResponseTo"));
        Assert.Equal($"{_lab.Url}/sso/metadata", One(response, "/samlp:Response/saml:Issuer").InnerText);
        XmlElement confirmed = One(assertion, "//saml:SubjectConfirmationData");
        Assert.Equal((id, TestProvider.Acs), (confirmed.GetAttribute("InResponseTo"), confirmed.GetAttribute("Recipient")));
        Assert.Equal(TestProvider.EntityId, One(assertion, "//saml:Audience").InnerText);
        Assert.Equal("ann@contoso.com", One(assertion, "//saml:NameID").InnerText);
        Assert.Equal("<O'Brien & Søn>", One(assertion, "//saml:Attribute[@Name='lastName']/saml:AttributeValue").InnerText);
        DateTimeOffset ends = DateTimeOffset.Parse(confirmed.GetAttribute("NotOnOrAfter"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(ends, Now.AddMinutes(4), Now.AddMinutes(6));
        Assert.Contains($"Information Sign-in Outcome=Ok User={SsoLab.AnnId} Address=127.0.0.1 Provider=test BySession=False", _lab.Log.Lines);
    }

    /// <summary>The longest RelayState, of characters that take the most room, and one without a value.</summary>
    [Fact]
    public async Task A_relay_state_comes_back_as_it_came()
    {
        using HttpClient browser = _lab.Browser();
        string state = new('山', 1024);
        Assert.Equal(state, TestProvider.Posted(await browser.SignInAsync($"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now), relayState: state)}", Stop)).RelayState);
        await SignOnRegistration.SetAsync(_lab.Hub, _provider.Registration(signedRequests: false) with { Certificates = [] }, Stop);
        _lab.Time.Advance(TimeSpan.FromMinutes(1));
        string bare = $"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now), sign: false, relayState: null)}&RelayState";
        Assert.Null(TestProvider.Posted(await browser.PageAsync(bare, Stop)).RelayState);
    }

    [Fact]
    public async Task A_posted_request_goes_on_to_an_address_of_ours_and_to_the_other_registered_consumer()
    {
        using HttpClient browser = _lab.Browser();
        using HttpResponseMessage first = await browser.PostAsync("/sso/saml", TestProvider.Form(_provider.Signed(TestProvider.Request(Saml, Now, acs: TestProvider.OtherAcs))), Stop);

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        string location = first.Headers.Location!.OriginalString;
        Assert.StartsWith("/sso/signin?request=", location, StringComparison.Ordinal);
        Assert.Equal(TestProvider.OtherAcs, TestProvider.Posted(await browser.SignInAsync(location, Stop)).Action);
    }

    [Fact]
    public async Task A_session_answers_without_a_password_until_it_ends_and_not_where_the_provider_asks_for_one()
    {
        using HttpClient browser = _lab.Browser();
        await browser.SignInAsync("/sso/start?provider=test", Stop);

        Assert.Contains("SAMLResponse", await browser.PageAsync($"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now))}", Stop), StringComparison.Ordinal);
        Assert.Contains("type=\"password\"", await browser.PageAsync($"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now, attributes: "ForceAuthn=\"true\""))}", Stop), StringComparison.Ordinal);
        _lab.Time.Advance(TimeSpan.FromHours(2));
        Assert.Contains("type=\"password\"", await browser.PageAsync($"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now))}", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_starts_here_answers_nobody_and_brings_the_registered_state_alone()
    {
        using HttpClient browser = _lab.Browser();
        (string action, string xml, string? state) = TestProvider.Posted(await browser.SignInAsync("/sso/start?provider=TEST&RelayState=https://evil.example", Stop));

        Assert.Equal((TestProvider.Acs, "start here"), (action, state));
        Assert.DoesNotContain("InResponseTo", xml, StringComparison.Ordinal);
        (string usual, _, _) = TestProvider.Posted(await browser.PageAsync("/sso/start?provider=RingCentral", Stop));
        Assert.Equal("https://sso.ringcentral.com/sp/ACS.saml2", usual);
    }

    [Fact]
    public async Task Where_nothing_may_be_asked_and_where_something_else_is_wanted_the_provider_gets_a_signed_refusal()
    {
        using HttpClient browser = _lab.Browser();
        foreach ((string attributes, string inner, string status) in ((string, string, string)[])
        [
            ("IsPassive=\"true\"", "", "NoPassive"),
            ("", "<samlp:NameIDPolicy Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\"/>", "InvalidNameIDPolicy"),
            ("", "<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>", "NoAuthnContext"),
        ])
        {
            XmlDocument response = Load(TestProvider.Posted(await browser.PageAsync($"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now, attributes: attributes, inner: inner))}", Stop)).Xml);
            Assert.True(Verifies(response.DocumentElement!, await CertificateAsync()));
            Assert.EndsWith(status, One(response, "//samlp:StatusCode/samlp:StatusCode").GetAttribute("Value"), StringComparison.Ordinal);
            Assert.Empty(response.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion"));
        }
    }

    [Fact]
    public async Task Two_instances_share_sessions_and_answer_a_request_once_between_them()
    {
        int port = LoopbackPort.Free();
        await using Microsoft.AspNetCore.Builder.WebApplication other = await _lab.BuildAsync(port, Stop);
        await other.StartAsync(Stop);
        using HttpClient browser = _lab.Browser();
        string request = $"/sso/saml?{_provider.Query(TestProvider.Request(Saml, Now))}";
        await browser.SignInAsync(request, Stop);

        Assert.Contains("SAMLResponse", await browser.PageAsync($"https://localhost:{port}/sso/start?provider=test", Stop), StringComparison.Ordinal);
        string again = await browser.PageAsync($"https://localhost:{port}{request}", Stop);
        Assert.Contains(Texts.Replayed, again, StringComparison.Ordinal);
        Assert.Contains(_lab.Log.Lines, static line => line.StartsWith("Warning Sign-in Outcome=SamlRequestReplayed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_whoever_kept_its_cookie()
    {
        using HttpClient browser = _lab.Browser();
        using HttpResponseMessage signedIn = await browser.SignInAsync(await browser.PageAsync("/sso/start?provider=test", Stop), "ann", FakeCredentials.Password, Stop);
        string kept = signedIn.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.StartsWith(Cookies.Session, StringComparison.Ordinal)).Split(';')[0];
        Assert.Contains("SAMLResponse", await WithAsync(kept), StringComparison.Ordinal);
        string page = await browser.PageAsync("/sso/signout", Stop);
        using HttpResponseMessage forged = await browser.PostAsync("/sso/signout", new FormUrlEncodedContent([new("token", "made up")]), Stop);
        using HttpResponseMessage done = await browser.PostAsync("/sso/signout", new FormUrlEncodedContent([new("token", TestProvider.Field(page, "token"))]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains(Texts.SignedOut, await done.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("type=\"password\"", await browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        Assert.Contains("type=\"password\"", await WithAsync(kept), StringComparison.Ordinal);
        Assert.Contains($"Information Sign-out User={SsoLab.AnnId} Address=127.0.0.1", _lab.Log.Lines);
    }

    [Fact]
    public async Task A_providers_signed_logout_ends_the_session_it_names_and_is_answered()
    {
        using HttpClient browser = _lab.Browser();
        XmlDocument response = Load(TestProvider.Posted(await browser.SignInAsync("/sso/start?provider=test", Stop)).Xml);
        string session = One(response, "//saml:AuthnStatement").GetAttribute("SessionIndex");
        string logout = TestProvider.Logout($"{_lab.Url}/sso/logout", Now, session);

        // By another browser, without any cookie: the session index is enough, where the signature holds.
        using HttpClient other = _lab.Browser();
        using HttpResponseMessage unsigned = await other.GetAsync($"/sso/logout?{_provider.Query(logout, sign: false)}", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, unsigned.StatusCode);
        Assert.Contains("SAMLResponse", await browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);

        using HttpResponseMessage answer = await other.GetAsync($"/sso/logout?{_provider.Query(logout)}", Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("https://sp.example.com/saml/slo?SAMLResponse=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("&RelayState=deep%2Flink&SigAlg=", answer.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.Contains("type=\"password\"", await browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_change_of_the_key_the_new_one_signs_and_sessions_live_on()
    {
        using HttpClient browser = _lab.Browser();
        await browser.SignInAsync("/sso/start?provider=test", Stop);
        string keys = Path.Combine(_lab.Folder, "keys");
        string before = (await CertificateAsync()).Thumbprint;
        await SignOnRegistration.RollAsync(_lab.Hub, SsoKeyStep.Begin, keys, _lab.Time, Stop);
        _lab.Time.Advance(TimeSpan.FromMinutes(1));
        string metadata = await browser.PageAsync("/sso/metadata", Stop);
        Assert.Equal(2, metadata.Split("<ds:X509Certificate>").Length - 1);
        Assert.True(Verifies(Load(TestProvider.Posted(await browser.PageAsync("/sso/start?provider=test", Stop)).Xml).DocumentElement!, await CertificateAsync()));

        await SignOnRegistration.RollAsync(_lab.Hub, SsoKeyStep.Switch, keys, _lab.Time, Stop);
        _lab.Time.Advance(TimeSpan.FromMinutes(1));
        using X509Certificate2 after = await CertificateAsync();
        Assert.NotEqual(before, after.Thumbprint);
        Assert.True(Verifies(Load(TestProvider.Posted(await browser.PageAsync("/sso/start?provider=test", Stop)).Xml).DocumentElement!, after));
        await Assert.ThrowsAsync<RingCentralAdException>(() => SignOnRegistration.RollAsync(_lab.Hub, SsoKeyStep.Begin, keys, _lab.Time, Stop));
        await SignOnRegistration.RollAsync(_lab.Hub, SsoKeyStep.End, keys, _lab.Time, Stop);
        Assert.Single((await SignOnRegistration.DescribeAsync(_lab.Hub, Stop)).Certificates);
    }

    /// <summary>What somebody sees who brings a cookie.</summary>
    private async Task<string> WithAsync(string cookie)
    {
        using HttpClient other = _lab.Browser(cookies: false);
        using HttpRequestMessage request = new(HttpMethod.Get, "/sso/start?provider=test");
        request.Headers.Add("Cookie", cookie);
        using HttpResponseMessage answer = await other.SendAsync(request, Stop);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static XmlDocument Load(string xml)
    {
        XmlDocument document = new() { PreserveWhitespace = true };
        document.LoadXml(xml);
        return document;
    }

    private static XmlElement One(XmlNode from, string path)
    {
        XmlNamespaceManager names = new((from.OwnerDocument ?? (XmlDocument)from).NameTable);
        names.AddNamespace("saml", "urn:oasis:names:tc:SAML:2.0:assertion");
        names.AddNamespace("samlp", "urn:oasis:names:tc:SAML:2.0:protocol");
        return (XmlElement)from.SelectSingleNode(path, names)!;
    }

    private static bool Verifies(XmlElement element, X509Certificate2 certificate)
    {
        XmlElement signature = element.ChildNodes.OfType<XmlElement>().Single(static child => child.LocalName == "Signature");
        SignedXml signed = new(element);
        signed.LoadXml(signature);
        using RSA key = certificate.GetRSAPublicKey()!;
        return signed.SignedInfo!.References.Count == 1 && ((Reference)signed.SignedInfo.References[0]!).Uri == $"#{element.GetAttribute("ID")}" && signed.CheckSignature(key);
    }

    /// <summary>The certificate that the service publishes first.</summary>
    private async Task<X509Certificate2> CertificateAsync()
    {
        using HttpClient client = _lab.Browser();
        string metadata = await client.PageAsync("/sso/metadata", Stop);
        return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(metadata.Split("<ds:X509Certificate>")[1].Split('<')[0]));
    }
}

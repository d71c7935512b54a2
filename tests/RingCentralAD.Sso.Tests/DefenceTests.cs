using System.Net;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>What a security reviewer tries.</summary>
public sealed class DefenceTests : ServiceTests
{
    [Fact]
    public async Task A_request_is_answered_once_and_only_for_a_while()
    {
        string address = $"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now))}";
        string page = await Browser.PageAsync(address, Stop);
        await (await Browser.SignInAsync(page, "ann", FakeCredentials.Password, Stop)).Content.ReadAsStringAsync(Stop);

        Assert.Contains(Texts.Replayed, await Browser.PageAsync(address, Stop), StringComparison.Ordinal);
        Assert.Contains(Texts.Replayed, await (await Browser.SignInAsync(page, "ann", FakeCredentials.Password, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now.AddMinutes(-8)))}", "SamlRequestExpired");
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now.AddMinutes(3)))}", "SamlRequestExpired");

        // The page itself is good for half an hour.
        string late = await Browser.PageAsync("/sso/start?provider=RingCentral", Stop);
        using HttpClient other = Lab.Browser();
        string form = await other.PageAsync("/sso/start?provider=RingCentral", Stop);
        Assert.Contains("SAMLResponse", late, StringComparison.Ordinal);
        Lab.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains(Texts.Expired.Split(',')[0], await (await other.SignInAsync(form, "ann", FakeCredentials.Password, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_ends_when_its_time_is_over_however_often_its_page_is_opened()
    {
        string page = await Browser.PageAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now))}", Stop);
        for (int i = 0; i < 2; i++)
        {
            Lab.Time.Advance(TimeSpan.FromMinutes(14));
            page = await Browser.PageAsync($"/sso/signin?request={TestProvider.Field(page, "request")}", Stop);
            Assert.Contains("type=\"password\"", page, StringComparison.Ordinal);
        }

        Lab.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Contains(Texts.Expired.Split(',')[0], await Browser.PageAsync($"/sso/signin?request={TestProvider.Field(page, "request")}", Stop), StringComparison.Ordinal);
        Assert.Contains(Texts.Expired.Split(',')[0], await (await Browser.SignInAsync(page, "ann", FakeCredentials.Password, Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_strangers_that_are_refused_leave_nothing_in_the_hub()
    {
        await SignOnRegistration.SetAsync(Lab.Hub, Provider.Registration(signedRequests: false) with { Certificates = [] }, Stop);
        Lab.Time.Advance(TimeSpan.FromMinutes(1));
        for (int i = 0; i < 5; i++)
        {
            string request = TestProvider.Request(Saml, Now, attributes: "IsPassive=\"true\"");
            Assert.Contains("NoPassive", TestProvider.Posted(await Browser.PageAsync($"/sso/saml?{Provider.Query(request, sign: false)}", Stop)).Xml, StringComparison.Ordinal);
        }

        Assert.Equal(0, await Lab.Hub.CountAsync<SamlMark>(cancellationToken: Stop));
        Assert.Equal(5, Lab.Log.Lines.Count(static line => line.StartsWith("Warning Sign-in Outcome=NoPassive", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_index_is_the_metadatas_where_there_is_one_and_else_a_place()
    {
        string Asked(int index) => $"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now, acs: null, attributes: $"AssertionConsumerServiceIndex=\"{index}\""))}";
        Assert.Equal(TestProvider.OtherAcs, TestProvider.Posted(await Browser.SignInAsync(Asked(1), Stop)).Action);
        await SignOnRegistration.SetAsync(Lab.Hub, Provider.Registration() with { AcsIndexes = [7, 0] }, Stop);
        Lab.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TestProvider.OtherAcs, TestProvider.Posted(await Browser.PageAsync(Asked(0), Stop)).Action);
        Assert.Equal(TestProvider.Acs, TestProvider.Posted(await Browser.PageAsync(Asked(7), Stop)).Action);
        await RefusedAsync(Asked(1), "SamlAddressUnknown");
    }

    [Fact]
    public async Task A_logout_of_somebody_else_ends_nothing_of_whoever_opens_it_and_serves_once()
    {
        await Browser.SignInAsync("/sso/start?provider=test", Stop);
        string end = $"{Lab.Url}/sso/logout";
        foreach (string of in (string[])[TestProvider.Logout(end, Now, "_another"), TestProvider.Logout(end, Now, null, "eve@contoso.com")])
        {
            using HttpResponseMessage answer = await Browser.GetAsync($"/sso/logout?{Provider.Query(of)}", Stop);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Contains("SAMLResponse", await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        }

        string own = $"/sso/logout?{Provider.Query(TestProvider.Logout(end, Now, null))}";
        using HttpResponseMessage ended = await Browser.GetAsync(own, Stop);
        Assert.Contains("type=\"password\"", await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        await Browser.SignInAsync("/sso/start?provider=test", Stop);
        await RefusedAsync(own, "SamlRequestReplayed");
        Assert.Contains("SAMLResponse", await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sso/signin")]
    [InlineData("/sso/signout")]
    public async Task A_form_that_cannot_be_read_is_refused_like_one_that_is_not_ours(string address)
    {
        string page = await Browser.PageAsync("/sso/start?provider=test", Stop);
        List<KeyValuePair<string, string>> fields = [new("token", TestProvider.Field(page, "token")), .. Enumerable.Range(0, 17).Select(static number => new KeyValuePair<string, string>($"f{number}", "x"))];
        using HttpResponseMessage answer = await Browser.PostAsync(address, new FormUrlEncodedContent(fields), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(Texts.Expired.Split(',')[0], await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_goes_to_a_registered_address_alone()
    {
        foreach (string acs in (string[])["https://evil.example/acs", $"{TestProvider.Acs}/", $"{TestProvider.Acs}?x=1", TestProvider.Acs.ToUpperInvariant(), "https://sso.ringcentral.com/sp/ACS.saml2", "javascript:alert(1)", ""])
        {
            await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now, acs: acs))}", "SamlAddressUnknown");
        }

        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now, acs: null, attributes: "AssertionConsumerServiceIndex=\"2\""))}", "SamlAddressUnknown");
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now, attributes: "AssertionConsumerServiceIndex=\"1\""))}", "SamlMessageInvalid");
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now, issuer: "https://evil.example"))}", "SamlProviderUnknown");
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request("https://other.example/sso/saml", Now))}", "SamlMessageInvalid");

        // What was registered when the page was shown, and is no more.
        string page = await Browser.PageAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now))}", Stop);
        await SignOnRegistration.RemoveAsync(Lab.Hub, "test", Stop);
        Lab.Time.Advance(TimeSpan.FromMinutes(1));
        using HttpResponseMessage gone = await Browser.SignInAsync(page, "ann", FakeCredentials.Password, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync("/sso/start?provider=//evil.example", Stop)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_signed_by_the_providers_certificate_as_a_whole_is_refused()
    {
        string good = TestProvider.Request(Saml, Now);
        string query = Provider.Query(good);
        using RSA foreign = RSA.Create(2048);

        // Beside the message: none, another message's, changed octets, SHA-1, a parameter twice or in another spelling.
        await RefusedAsync($"/sso/saml?{Provider.Query(good, sign: false)}", "SamlSignatureInvalid");
        await RefusedAsync($"/sso/saml?{query.Replace("deep%2Flink", "other", StringComparison.Ordinal)}", "SamlSignatureInvalid");
        await RefusedAsync($"/sso/saml?{Provider.Query(good, algorithm: "http://www.w3.org/2000/09/xmldsig#rsa-sha1")}", "SamlSignatureInvalid");
        await RefusedAsync($"/sso/saml?{query}&RelayState=second", "SamlMessageInvalid");
        await RefusedAsync($"/sso/saml?{query}&%53AMLRequest=x", "SamlMessageInvalid");
        await RefusedAsync($"/sso/saml?{query}&samlrequest=x", "SamlMessageInvalid");

        // Inside it: changed, by another key, SHA-1, of the whole document by an empty reference, none.
        await RefusedAsync(Provider.Signed(good).Replace("Version=\"2.0\"", "Version=\"2.0\" ForceAuthn=\"false\"", StringComparison.Ordinal), "SamlSignatureInvalid", post: true);
        await RefusedAsync(Provider.Signed(good, key: foreign), "SamlSignatureInvalid", post: true);
        await RefusedAsync(Provider.Signed(good, method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1"), "SamlSignatureInvalid", post: true);
        await RefusedAsync(Provider.Signed(good, reference: ""), "SamlSignatureInvalid", post: true);
        await RefusedAsync(good, "SamlSignatureInvalid", post: true);
    }

    [Fact]
    public async Task A_signed_request_wrapped_into_another_one_is_refused()
    {
        string id = TestProvider.NewId();
        string signed = Provider.Signed(TestProvider.Request(Saml, Now, id));
        string signature = signed[signed.IndexOf("<Signature", StringComparison.Ordinal)..(signed.IndexOf("</Signature>", StringComparison.Ordinal) + 12)];
        string evil = TestProvider.Request(Saml, Now, "_evil", acs: TestProvider.OtherAcs);
        string[] wrapped =
        [
            // The signed one within an extension, its signature in the place of the outer one's.
            evil.Replace("</saml:Issuer>", $"</saml:Issuer>{signature}<samlp:Extensions>{signed.Replace(signature, "", StringComparison.Ordinal)}</samlp:Extensions>", StringComparison.Ordinal),
            // With its signature, deep inside.
            evil.Replace("</saml:Issuer>", $"</saml:Issuer><samlp:Extensions>{signed}</samlp:Extensions>", StringComparison.Ordinal),
            // Within the signature's own object.
            evil.Replace("</saml:Issuer>", $"</saml:Issuer>{signature.Replace("</Signature>", $"<Object>{signed.Replace(signature, "", StringComparison.Ordinal)}</Object></Signature>", StringComparison.Ordinal)}", StringComparison.Ordinal),
            // Both by one id.
            evil.Replace("_evil", id, StringComparison.Ordinal).Replace("</saml:Issuer>", $"</saml:Issuer>{signature}<samlp:Extensions>{signed.Replace(signature, "", StringComparison.Ordinal)}</samlp:Extensions>", StringComparison.Ordinal),
            // Two signatures.
            signed.Replace(signature, signature + signature, StringComparison.Ordinal),
        ];
        foreach (string one in wrapped)
        {
            using HttpResponseMessage answer = await Browser.PostAsync("/sso/saml", TestProvider.Form(one), Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.DoesNotContain(Lab.Log.Lines, static line => line.Contains("Outcome=Ok", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entities_size_depth_and_what_xml_has_besides_are_refused_at_once()
    {
        // A provider that signs nothing: nothing but the form is looked at.
        await SignOnRegistration.SetAsync(Lab.Hub, Provider.Registration(signedRequests: false) with { Certificates = [] }, Stop);
        Lab.Time.Advance(TimeSpan.FromMinutes(1));
        string request = TestProvider.Request(Saml, Now);
        string laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>" + request.Replace(TestProvider.EntityId, "&c;", StringComparison.Ordinal);
        string file = "<!DOCTYPE l [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>" + request.Replace(TestProvider.EntityId, "&a;", StringComparison.Ordinal);
        string[] bad =
        [
            laughs, file, "", "<", "<a/>",
            request.Replace("</saml:Issuer>", "</saml:Issuer><!-- -->", StringComparison.Ordinal),
            request.Replace("https://sp", "https://<!-- -->sp", StringComparison.Ordinal),
            request.Replace("</saml:Issuer>", "</saml:Issuer><?x y?>", StringComparison.Ordinal),
            request.Replace("</saml:Issuer>", $"</saml:Issuer><samlp:Extensions>{string.Concat(Enumerable.Repeat("<a>", 2_000))}{string.Concat(Enumerable.Repeat("</a>", 2_000))}</samlp:Extensions>", StringComparison.Ordinal),
            request.Replace("</saml:Issuer>", $"</saml:Issuer><samlp:Extensions>{string.Concat(Enumerable.Repeat("<a/>", 10_000))}</samlp:Extensions>", StringComparison.Ordinal),
            request.Replace("</saml:Issuer>", $"</saml:Issuer><samlp:Extensions><a>{new string('x', 70_000)}</a></samlp:Extensions>", StringComparison.Ordinal),
            request.Replace("</saml:Issuer>", "</saml:Issuer><samlp:Unheard/>", StringComparison.Ordinal),
            request.Replace("</saml:Issuer>", "</saml:Issuer>text", StringComparison.Ordinal),
            request.Replace("2.0\" IssueInstant", "1.1\" IssueInstant", StringComparison.Ordinal),
            request.Replace("IssueInstant=\"", "IssueInstant=\"x", StringComparison.Ordinal),
            request.Replace("AuthnRequest", "LogoutRequest", StringComparison.Ordinal),
        ];
        foreach (string one in bad)
        {
            await RefusedAsync(one, "SamlMessageInvalid", post: true);
            await RefusedAsync($"/sso/saml?{Provider.Query(one)}", "SamlMessageInvalid");
        }

        // A small message that inflates to a hundred megabytes.
        await RefusedAsync($"/sso/saml?{Provider.Query(new string(' ', 20_000_000))}", "SamlMessageInvalid");
        using HttpResponseMessage huge = await Browser.PostAsync("/sso/saml", new ByteArrayContent(new byte[400_000]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } }, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        using HttpResponseMessage many = await Browser.PostAsync("/sso/saml", new FormUrlEncodedContent(Enumerable.Range(0, 100).Select(static number => new KeyValuePair<string, string>($"f{number}", "x"))), Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, many.StatusCode);
        using HttpResponseMessage longLine = await Browser.GetAsync($"/sso/saml?SAMLRequest={new string('x', 40_000)}", Stop);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, longLine.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_page_a_changed_request_and_another_browsers_token_are_refused()
    {
        string page = await Browser.PageAsync("/sso/start?provider=test", Stop);
        string request = TestProvider.Field(page, "request");
        string token = TestProvider.Field(page, "token");
        using HttpClient other = Lab.Browser();
        string others = TestProvider.Field(await other.PageAsync("/sso/start?provider=test", Stop), "token");
        (string Request, string Token)[] forged = [(request, ""), (request, "x"), (request, others), (request[..^2] + "AA", token), (token, token), ("", token)];
        foreach ((string oneRequest, string oneToken) in forged)
        {
            using HttpResponseMessage answer = await Browser.PostAsync("/sso/signin", new FormUrlEncodedContent([new("request", oneRequest), new("token", oneToken), new("name", "ann"), new("password", FakeCredentials.Password)]), Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.False(answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) && set.Any(static cookie => cookie.Contains(Cookies.Session, StringComparison.Ordinal)));
        }

        Assert.Empty(Lab.Credentials.Attempts);
    }

    [Fact]
    public async Task Every_answer_has_strict_headers_and_every_cookie_is_for_this_host_alone()
    {
        foreach (string address in (string[])["/sso/start?provider=test", "/sso/signout", "/sso/metadata", "/sso/logo", "/health", "/", "/sso/saml", "/sso/saml?SAMLRequest=x", "/%2e%2e/etc/passwd"])
        {
            using HttpResponseMessage answer = await Browser.GetAsync(address, Stop);
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action ", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("strict-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore, address);
            Assert.False(answer.Headers.Contains("Server"));
        }

        using HttpResponseMessage signedIn = await Browser.SignInAsync(await Browser.PageAsync("/sso/start?provider=test", Stop), "ann", FakeCredentials.Password, Stop);
        string[] cookies = [.. signedIn.Headers.GetValues("Set-Cookie")];
        Assert.Equal(2, cookies.Length);
        Assert.All(cookies, static cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task What_strangers_write_comes_into_no_header_no_page_and_no_line_of_the_log()
    {
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now), relayState: "a\r\nSet-Cookie: x=1")}", "SamlMessageInvalid");
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now), relayState: new string('r', 2_000))}", "SamlMessageInvalid");
        string page = await Browser.PageAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now), relayState: "\"><script>alert(1)</script>")}", Stop);
        string name = "\"><script>alert(2)</script>";
        using HttpResponseMessage wrong = await Browser.SignInAsync(page, name, "x", Stop);
        string again = await wrong.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("<script>", again, StringComparison.Ordinal);
        Assert.Contains("&quot;&gt;&lt;script&gt;alert(2)", again, StringComparison.Ordinal);
        (string _, string _, string? state) = TestProvider.Posted(await (await Browser.SignInAsync(again, "ann", FakeCredentials.Password, Stop)).Content.ReadAsStringAsync(Stop));
        Assert.Equal("\"><script>alert(1)</script>", state);

        using HttpResponseMessage odd = await Browser.SignInAsync(await Lab.Browser().PageAsync("/sso/start?provider=RingCentral", Stop), "ann\r\nOutcome=Ok", "x", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        using HttpRequestMessage lied = new(HttpMethod.Get, "/sso/saml?SAMLRequest=x");
        lied.Headers.TryAddWithoutValidation("X-Forwarded-For", "6.6.6.6");
        lied.Headers.Host = "evil.example";
        using HttpResponseMessage answer = await Browser.SendAsync(lied, Stop);
        Assert.DoesNotContain("evil.example", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.All(Lab.Log.Lines, static line =>
        {
            Assert.DoesNotContain("6.6.6.6", line, StringComparison.Ordinal);
            Assert.DoesNotContain("script", line, StringComparison.Ordinal);
            Assert.DoesNotContain(FakeCredentials.Password, line, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line);
        });
    }

    [Fact]
    public async Task A_stranger_learns_nothing_from_the_page_of_who_there_is()
    {
        await Lab.AddAsync("locked-id", "locked", "locked@contoso.com", CredentialOutcome.Locked, Stop);
        string page = await Browser.PageAsync("/sso/start?provider=test", Stop);
        List<string> pages = [];
        foreach (string name in (string[])["ann", "locked", "nobody", "x@y"])
        {
            using HttpResponseMessage answer = await Browser.SignInAsync(page, name, "wrong", Stop);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            string text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.Contains(Texts.Wrong, text, StringComparison.Ordinal);
            pages.Add(System.Text.RegularExpressions.Regex.Replace(text, " value=\"[^\"]*\"", ""));
        }

        Assert.Single(pages.Distinct());
        Assert.Contains($"Warning Sign-in Outcome=WrongPassword User={SsoLab.AnnId} Address=127.0.0.1 Provider=test BySession=False", Lab.Log.Lines);

        // Who knows the password may know what is wrong with the account.
        using HttpResponseMessage told = await Browser.SignInAsync(page, "locked", FakeCredentials.Password, Stop);
        Assert.Contains("Your account is locked.", await told.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_serves_nobody_who_left_lost_the_assignment_or_has_no_name_identifier()
    {
        await Browser.SignInAsync("/sso/start?provider=test", Stop);
        await Lab.Hub.WriteAsync(transaction => transaction.RemoveAsync(new Filter<Assignment>().Equal(row => row.UserId, SsoLab.AnnId), Stop), null, Stop);
        Assert.Contains(Texts.PersonRefused, await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        await Lab.AddAsync(SsoLab.AnnId, "ann", null, CredentialOutcome.Ok, Stop);
        Assert.Contains(Texts.PersonRefused, await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        await Lab.AddAsync(SsoLab.AnnId, "ann", "ann@contoso.com", CredentialOutcome.Ok, Stop);
        Assert.Contains("SAMLResponse", await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        HubUser ann = (await Lab.Hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, SsoLab.AnnId), Stop))!;
        await Lab.Hub.WriteAsync(transaction => transaction.SaveAsync([ann with { Status = HubUserStatus.Deactivated }], Stop), null, Stop);
        Assert.Contains(Texts.PersonRefused, await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);

        string[] lines = [.. Lab.Log.Lines.Where(static line => line.StartsWith("Warning", StringComparison.Ordinal))];
        Assert.Equal(["SsoPersonRefused", "SsoNameIdMissing", "SsoPersonRefused"], lines.Select(static line => line.Split("Outcome=")[1].Split(' ')[0]));
    }

    [Fact]
    public async Task The_private_key_is_its_owners_alone_and_in_no_other_place()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists.");
            return;
        }

        string file = Assert.Single(Directory.GetFiles(Path.Combine(Lab.Folder, "keys")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        string pem = await File.ReadAllTextAsync(file, Stop);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", pem, StringComparison.Ordinal);
        string middle = pem.Split('\n')[10];
        foreach (string hub in Directory.GetFiles(Lab.Folder, "hub.db*"))
        {
            await using FileStream stream = new(hub, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using StreamReader reader = new(stream, Encoding.Latin1);
            Assert.DoesNotContain(middle, await reader.ReadToEndAsync(Stop), StringComparison.Ordinal);
        }

        // Once others can read it, the service does not start by it.
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        RingCentralAdException open = await Assert.ThrowsAsync<RingCentralAdException>(() => Lab.BuildAsync(LoopbackPort.Free(), Stop));
        Assert.Equal("SecretFileOpen", open.ErrorId);
    }
}

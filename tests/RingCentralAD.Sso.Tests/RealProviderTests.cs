using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>
/// Real service providers with their own strict validation, in a real browser: node-saml from npm, and pysaml2 from Debian. Each takes what the service says,
/// and refuses what a test made of it.
/// </summary>
public sealed class RealProviderTests : IAsyncLifetime
{
    /// <summary>Sends the form of a page that holds a request; any other page is left as it is.</summary>
    private const string SendRequest = "document.querySelector('input[name=SAMLRequest]')?.form.submit()";

    private Chromium _chromium = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.SkipReason is not null, Chromium.SkipReason ?? "");
        Assert.SkipWhen(ServerTools.Missing("xmlsec1") is not null, ServerTools.Missing("xmlsec1") ?? "");
        _chromium = Chromium.Start("--ignore-certificate-errors");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("node", "HTTP-Redirect")]
    [InlineData("node", "HTTP-POST")]
    [InlineData("pysaml2", "HTTP-Redirect")]
    [InlineData("pysaml2", "HTTP-POST")]
    public async Task A_person_signs_in_to_it_in_a_browser(string kind, string binding)
    {
        await using Room room = await Room.OpenAsync(kind, binding, unsolicited: false, Stop);
        string login = $"{room.Provider.Url}{(kind == "pysaml2" && binding == "HTTP-POST" ? "/login-post" : "/login")}";
        ChromiumPage page = await _chromium.OpenAsync(login, 1024, dark: false, Stop);
        if (binding == "HTTP-POST")
        {
            // Its page posts the request by its script, or waits for its button. The answer's page is left alone: an answer serves once.
            await page.UntilAsync("document.querySelector('#password') || document.forms[0]", Stop);
            await page.EvaluateAsync(SendRequest, Stop);
        }

        await page.UntilAsync("document.querySelector('#password')", Stop);
        await SignInAsync(page);
        await page.UntilAsync("document.querySelector('#result')", Stop);

        Assert.Equal("welcome ann@contoso.com", await page.TextAsync("#result", Stop));
        Assert.Equal("ann@contoso.com", await page.TextAsync("#email", Stop));
        Assert.Equal("<O'Brien & Søn>", await page.TextAsync("#last", Stop));
        Assert.Equal("deep/link", await page.TextAsync("#state", Stop));
        Assert.Empty(page.Complaints);

        // Once more, by the session: no page asks.
        await page.GoAsync("about:blank", Stop);
        ChromiumPage again = page;
        await again.GoAsync(login, Stop);
        if (binding == "HTTP-POST")
        {
            await again.UntilAsync("document.querySelector('#result') || document.forms[0]", Stop);
            await again.EvaluateAsync(SendRequest, Stop);
        }

        await again.UntilAsync("document.querySelector('#result')", Stop);
        Assert.Equal("welcome ann@contoso.com", await again.TextAsync("#result", Stop));
        Assert.Equal(2, room.Lab.Log.Lines.Count(static line => line.Contains("Sign-in Outcome=Ok", StringComparison.Ordinal)));
    }

    /// <summary>A lifetime of none asks for the password each time: what it is told must not be over before it arrives.</summary>
    [Theory]
    [InlineData("node")]
    [InlineData("pysaml2")]
    public async Task It_takes_a_sign_in_of_a_session_that_does_not_last(string kind)
    {
        await using Room room = await Room.OpenAsync(kind, "HTTP-Redirect", unsolicited: false, Stop, static options => options with { SessionLifetime = TimeSpan.Zero });
        for (int i = 0; i < 2; i++)
        {
            string answer = await room.AnswerAsync(TimeSpan.Zero, Stop);
            Assert.DoesNotContain("SessionNotOnOrAfter", answer, StringComparison.Ordinal);
            using HttpResponseMessage taken = await room.PostAsync(answer, Stop);
            Assert.True(taken.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther, await taken.Content.ReadAsStringAsync(Stop));
        }
    }

    [Theory]
    [InlineData("node")]
    [InlineData("pysaml2")]
    public async Task It_takes_a_sign_in_that_starts_here_where_it_allows_that_and_without_scripts(string kind)
    {
        await using Room room = await Room.OpenAsync(kind, "HTTP-Redirect", unsolicited: true, Stop);
        ChromiumPage page = await _chromium.OpenAsync("about:blank", 390, dark: false, Stop);
        await page.AllowScriptsAsync(false, Stop);
        await page.GoAsync($"{room.Lab.Url}/sso/start?provider={kind}", Stop);

        // By the keyboard alone: the name has the focus.
        await page.UntilAsync("document.activeElement?.id == 'name'", Stop);
        await page.TypeAsync("ann", Stop);
        await page.PressAsync("Tab", Stop);
        await page.TypeAsync(FakeCredentials.Password, Stop);
        await page.PressAsync("Enter", Stop);
        await page.UntilAsync("document.querySelector('h1')?.textContent == 'Signing in'", Stop);
        await page.EvaluateAsync("document.querySelector('button').focus()", Stop);
        await page.PressAsync("Enter", Stop);
        await page.UntilAsync("document.querySelector('#result')", Stop);
        Assert.Equal("welcome ann@contoso.com", await page.TextAsync("#result", Stop));
    }

    [Fact]
    public async Task Its_single_logout_ends_the_session_here()
    {
        await using Room room = await Room.OpenAsync("node", "HTTP-Redirect", unsolicited: false, Stop);
        ChromiumPage page = await _chromium.OpenAsync($"{room.Provider.Url}/login", 1024, dark: false, Stop);
        await page.UntilAsync("document.querySelector('#password')", Stop);
        await SignInAsync(page);
        await page.UntilAsync("document.querySelector('#result')", Stop);
        await page.GoAsync($"{room.Provider.Url}/logout", Stop);
        await page.UntilAsync("document.querySelector('#result')?.textContent.startsWith('logged')", Stop);

        Assert.Equal("logged out true", await page.TextAsync("#result", Stop));
        await page.GoAsync($"{room.Provider.Url}/login", Stop);
        await page.UntilAsync("document.querySelector('#password')", Stop);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("pysaml2")]
    public async Task It_refuses_what_was_changed_is_over_was_used_is_for_another_or_is_not_signed(string kind)
    {
        await using Room room = await Room.OpenAsync(kind, "HTTP-Redirect", unsolicited: false, Stop);
        foreach ((string what, Func<string, string> change, TimeSpan clock) in Variants(room))
        {
            string good = await room.AnswerAsync(clock, Stop);
            HttpResponseMessage refused = await room.PostAsync(change(good), Stop);
            string page = await refused.Content.ReadAsStringAsync(Stop);
            Assert.True(refused.StatusCode == HttpStatusCode.Forbidden && page.Contains("refused", StringComparison.Ordinal), $"{kind} took what was {what}: {page}");
            TestContext.Current.TestOutputHelper!.WriteLine($"{kind}, {what}: {WebUtility.HtmlDecode(Regex.Match(page, "refused ([^<]*)").Groups[1].Value)}");
        }

        // The unchanged one is taken, once.
        string whole = await room.AnswerAsync(TimeSpan.Zero, Stop);
        using HttpResponseMessage taken = await room.PostAsync(whole, Stop);
        using HttpResponseMessage replayed = await room.PostAsync(whole, Stop);
        Assert.True(taken.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther, await taken.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.Forbidden, replayed.StatusCode);
    }

    /// <summary>What may come instead of a good answer; where it must be signed, by our own key, so that nothing but the one fault is wrong with it.</summary>
    private static IEnumerable<(string What, Func<string, string> Change, TimeSpan Clock)> Variants(Room room)
    {
        yield return ("changed in its name", static xml => xml.Replace("ann@contoso.com", "eve@contoso.com", StringComparison.Ordinal), TimeSpan.Zero);
        yield return ("not signed at all", static xml => Signatures.Replace(xml, ""), TimeSpan.Zero);
        yield return ("signed as a response alone", xml => room.Sign(Signatures.Replace(xml, ""), assertion: false, response: true), TimeSpan.Zero);
        yield return ("signed as an assertion alone", xml => room.Sign(Signatures.Replace(xml, ""), assertion: true, response: false), TimeSpan.Zero);
        yield return ("for another audience", xml => room.Sign(Signatures.Replace(xml, "").Replace($"<saml:Audience>{room.Registration.EntityId}", "<saml:Audience>https://other.example.com", StringComparison.Ordinal), true, true), TimeSpan.Zero);
        yield return ("an answer to no request", xml => room.Sign(Regex.Replace(Signatures.Replace(xml, ""), "InResponseTo=\"[^\"]+\"", "InResponseTo=\"_1234567890\""), true, true), TimeSpan.Zero);
        yield return ("over", static xml => xml, TimeSpan.FromMinutes(-6.5));
        yield return ("not begun", xml => room.Sign(Regex.Replace(Signatures.Replace(xml, ""), "NotBefore=\"[^\"]+\"", $"NotBefore=\"{room.Lab.Time.GetUtcNow().AddMinutes(4):yyyy-MM-ddTHH:mm:ssZ}\""), true, true), TimeSpan.Zero);
        yield return ("signed by another key", xml => Room.SignByOther(Signatures.Replace(xml, "")), TimeSpan.Zero);
        yield return ("wrapped around another assertion", static xml => Wrap(xml), TimeSpan.Zero);
    }

    /// <summary>Signature wrapping: the signed assertion goes into an extension, and a made-up one takes its place.</summary>
    private static string Wrap(string xml)
    {
        string assertion = Regex.Match(xml, "<saml:Assertion.*</saml:Assertion>", RegexOptions.Singleline).Value;
        string forged = Regex.Replace(Signatures.Replace(assertion, ""), " ID=\"[^\"]+\"", " ID=\"_forged\"").Replace("ann@contoso.com", "eve@contoso.com", StringComparison.Ordinal);
        return xml.Replace(assertion, $"{forged}<samlp:Extensions>{assertion}</samlp:Extensions>", StringComparison.Ordinal);
    }

    private static readonly Regex Signatures = new("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">.*?</Signature>", RegexOptions.Singleline);

    private static async Task SignInAsync(ChromiumPage page)
    {
        await page.EvaluateAsync($"document.querySelector('#name').value = 'ann'; document.querySelector('#password').value = '{FakeCredentials.Password}'; document.querySelector('form').requestSubmit(); 0", Stop);
    }

    /// <summary>The service and one service provider.</summary>
    private sealed class Room : IAsyncDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

        public required SsoLab Lab { get; init; }

        public required RealProvider Provider { get; init; }

        public required ServiceProvider Registration { get; init; }

        public static async Task<Room> OpenAsync(string kind, string binding, bool unsolicited, CancellationToken stop, Func<SignOnOptions, SignOnOptions>? change = null)
        {
            (ServiceProvider registration, string key, string certificate) = RealProvider.Register(kind, LoopbackPort.Free(), logout: kind == "node");
            SsoLab lab = await SsoLab.StartAsync([registration], stop, change);
            return new Room
            {
                Lab = lab,
                Registration = registration,
                Provider = kind == "node"
                    ? await RealProvider.NodeAsync(lab, registration, key, certificate, binding, unsolicited, stop)
                    : await RealProvider.PysamlAsync(lab, registration, key, certificate, unsolicited, stop),
            };
        }

        /// <summary>The answer to a fresh request of the provider's, made when our clock is off by this much.</summary>
        public async Task<string> AnswerAsync(TimeSpan clock, CancellationToken stop)
        {
            DateTimeOffset now = Lab.Time.GetUtcNow();
            using HttpResponseMessage login = await _http.GetAsync(new Uri($"{Provider.Url}/login"), stop);
            using HttpClient browser = Lab.Browser();
            string page = await browser.PageAsync(login.Headers.Location!.OriginalString, stop);
            Lab.Time.AdjustTime(now + clock);
            using HttpResponseMessage answer = await browser.SignInAsync(page, "ann", FakeCredentials.Password, stop);
            string posting = await answer.Content.ReadAsStringAsync(stop);
            Lab.Time.AdjustTime(now);
            return TestProvider.Posted(posting).Xml;
        }

        /// <summary>Posts an answer to the provider, as a browser would.</summary>
        public Task<HttpResponseMessage> PostAsync(string xml, CancellationToken stop) => _http.PostAsync(
            new Uri(Registration.AcsUrls[0]), new FormUrlEncodedContent([new("SAMLResponse", Convert.ToBase64String(Encoding.UTF8.GetBytes(xml))), new("RelayState", "deep/link")]), stop);

        /// <summary>Signs a changed answer by the provider's own key.</summary>
        public string Sign(string xml, bool assertion, bool response)
        {
            SignOnKey key = Lab.Hub.GetAsync<SignOnKeys>(Stop).GetAwaiter().GetResult().All[0];
            return Sign(xml, SigningKey.Read(File.ReadAllText(key.KeyFrom["file:".Length..]), CertificateText.Read(key.Certificate), ""), assertion, response);
        }

        public static string SignByOther(string xml) => Sign(xml, SigningKey.Create("other", TimeProvider.System), assertion: true, response: true);

        public async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            await Lab.DisposeAsync();
            _http.Dispose();
        }

        private static string Sign(string xml, SigningKey key, bool assertion, bool response)
        {
            XmlDocument document = new() { PreserveWhitespace = true };
            document.LoadXml(xml);
            if (assertion)
            {
                XmlSignature.Sign((XmlElement)document.GetElementsByTagName("Assertion", SamlNames.Assertion)[0]!, key);
            }

            if (response)
            {
                XmlSignature.Sign(document.DocumentElement!, key);
            }

            return document.OuterXml;
        }
    }
}

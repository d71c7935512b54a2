using System.Net;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Running.SignOn;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>From the browser to a real domain controller and back to real service providers.</summary>
public sealed class SambaSignInTests(SignOnDomain domain) : IClassFixture<SignOnDomain>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ann", SignOnDomain.Password, "ann@corp.example")]
    [InlineData("upn-zoe.o'brien@corp.example", SignOnDomain.OddPassword, "zoë+tag@corp.example")]
    public async Task A_person_signs_in_to_two_providers_with_the_directorys_password_typed_once(string name, string password, string mail)
    {
        domain.Need();
        Assert.SkipWhen(Chromium.SkipReason is not null, Chromium.SkipReason ?? "");
        (ServiceProvider node, string nodeKey, string nodeCertificate) = RealProvider.Register("node", LoopbackPort.Free(), logout: false);
        (ServiceProvider python, string pythonKey, string pythonCertificate) = RealProvider.Register("pysaml2", LoopbackPort.Free(), logout: false);
        await using SsoLab lab = await SsoLab.StartAsync(domain, [node, python], Stop);
        await using RealProvider first = await RealProvider.NodeAsync(lab, node, nodeKey, nodeCertificate, "HTTP-Redirect", unsolicited: false, Stop);
        await using RealProvider second = await RealProvider.PysamlAsync(lab, python, pythonKey, pythonCertificate, unsolicited: false, Stop);
        await using Chromium chromium = Chromium.Start("--ignore-certificate-errors");

        ChromiumPage page = await chromium.OpenAsync($"{first.Url}/login", 1024, dark: false, Stop);
        await page.UntilAsync("document.activeElement?.id == 'name'", Stop);
        await page.TypeAsync(name, Stop);
        await page.PressAsync("Tab", Stop);
        await page.TypeAsync("wrong", Stop);
        await page.PressAsync("Enter", Stop);

        // The name is still there, and the cursor waits for the password.
        await page.UntilAsync("document.querySelector('#problem') && document.activeElement?.id == 'password'", Stop);
        Assert.Equal(Texts.Wrong, await page.TextAsync("#problem", Stop));
        await page.TypeAsync(password, Stop);
        await page.PressAsync("Enter", Stop);
        await page.UntilAsync("document.querySelector('#result')", Stop);
        Assert.Equal($"welcome {mail}", await page.TextAsync("#result", Stop));

        await page.GoAsync($"{second.Url}/login", Stop);
        await page.UntilAsync("document.querySelector('#result')", Stop);
        Assert.Equal($"welcome {mail}", await page.TextAsync("#result", Stop));
        string[] lines = [.. lab.Log.Lines.Where(static line => line.Contains("Sign-in", StringComparison.Ordinal))];
        Assert.Equal(3, lines.Length);
        Assert.Matches("^Warning Sign-in Outcome=WrongPassword User=[0-9a-f-]{36} Address=127.0.0.1 Provider=node BySession=False$", lines[0]);
        Assert.Matches("^Information Sign-in Outcome=Ok User=[0-9a-f-]{36} Address=127.0.0.1 Provider=node BySession=False$", lines[1]);
        Assert.Matches("^Information Sign-in Outcome=Ok User=[0-9a-f-]{36} Address=127.0.0.1 Provider=pysaml2 BySession=True$", lines[2]);
    }

    [Theory]
    [InlineData("disabled", "Disabled", "Your account is disabled.")]
    [InlineData("must", "MustChangePassword", "You must change your password first.")]
    [InlineData("outdated", "PasswordExpired", "Your password has expired.")]
    [InlineData("ended", "AccountExpired", "Your account has expired.")]
    [InlineData("free", "NotAssigned", Texts.PersonRefused)]
    [InlineData("late", "NotInHub", Texts.Wrong)]
    [InlineData("nobody", "NotInHub", Texts.Wrong)]
    [InlineData("*)(cn=ann", "NotInHub", Texts.Wrong)]
    public async Task Who_may_not_is_refused_in_the_right_words_with_the_right_line(string name, string outcome, string words)
    {
        domain.Need();
        await using SsoLab lab = await StartAsync();
        using HttpClient browser = lab.Browser();
        using HttpResponseMessage answer = await browser.SignInAsync(await browser.PageAsync("/sso/start?provider=test", Stop), name, SignOnDomain.Password, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Matches($"^Warning Sign-in Outcome={outcome} (User=[0-9a-f-]{{36}} )?Address=127.0.0.1 Provider=test BySession=False$", Assert.Single(lab.Log.Lines));

        // With a wrong password all of them read the same.
        using HttpResponseMessage wrong = await browser.SignInAsync(await browser.PageAsync("/sso/start?provider=test", Stop), name, "wrong", Stop);
        Assert.Contains(Texts.Wrong, await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_locked_reads_what_a_wrong_password_reads_and_the_line_says_more()
    {
        domain.Need();
        await using SsoLab lab = await StartAsync();
        using HttpClient known = lab.Browser(from: "127.0.0.9");
        using HttpClient stranger = lab.Browser(from: "127.0.0.10");
        await (await known.SignInAsync(await known.PageAsync("/sso/start?provider=test", Stop), "locked", SignOnDomain.Password, Stop)).Content.ReadAsStringAsync(Stop);
        string page = await known.PageAsync("/sso/signout", Stop);
        (await known.PostAsync("/sso/signout", new FormUrlEncodedContent([new("token", TestProvider.Field(page, "token"))]), Stop)).Dispose();
        for (int i = 0; i < SignOnDomain.Threshold; i++)
        {
            await domain.Samba.RunAsync("ldapsearch", ["-x", "-H", $"ldaps://{domain.Samba.Address}", "-D", SignOnDomain.DnOf("locked"), "-w", "wrong", "-s", "base", "-b", ""], cancellationToken: Stop);
        }

        // AD does not say of a locked account whether the password was right: nobody is told. From a browser that nobody knows the entry alone is read.
        foreach (HttpClient browser in (HttpClient[])[known, stranger])
        {
            using HttpResponseMessage answer = await browser.SignInAsync(await browser.PageAsync("/sso/start?provider=test", Stop), "locked", SignOnDomain.Password, Stop);
            Assert.Contains(Texts.Wrong, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            Assert.Matches("^Warning Sign-in Outcome=Locked User=[0-9a-f-]{36} Address=127.0.0.[0-9]+ Provider=test BySession=False$", lab.Log.Lines.Last());
        }
    }

    [Fact]
    public async Task A_storm_of_wrong_passwords_locks_nobody_out_of_the_browser_they_know()
    {
        domain.Need();
        await using SsoLab lab = await StartAsync();
        using HttpClient known = lab.Browser(from: "127.0.0.7");
        await (await known.SignInAsync(await known.PageAsync("/sso/start?provider=test", Stop), "storm", SignOnDomain.Password, Stop)).Content.ReadAsStringAsync(Stop);
        HttpClient[] strangers = [.. Enumerable.Range(100, 20).Select(number => lab.Browser(from: $"127.0.0.{number}"))];
        string[] pages = await Task.WhenAll(strangers.Select(stranger => stranger.PageAsync("/sso/start?provider=test", Stop)));
        int tries = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 1_000 : 60;
        foreach (int[] some in Enumerable.Range(0, tries).Chunk(strangers.Length))
        {
            await Task.WhenAll(some.Select(async (number, which) => (await strangers[which].SignInAsync(pages[which], "storm", $"wrong {number}", Stop)).Dispose()));
        }

        Assert.True((await domain.EntryAsync("storm", "lockoutTime")).Text("lockoutTime") is null or "0");
        string again = await known.PageAsync($"/sso/signin?request={TestProvider.Field(pages[0], "request")}", Stop);
        Assert.Contains("SAMLResponse", again, StringComparison.Ordinal);

        foreach (HttpClient stranger in strangers)
        {
            stranger.Dispose();
        }

        // Without the session, by the mark of the browser alone.
        string ended = await known.PageAsync("/sso/signout", Stop);
        await known.PostAsync("/sso/signout", new FormUrlEncodedContent([new("token", TestProvider.Field(ended, "token"))]), Stop);
        using HttpResponseMessage back = await known.SignInAsync(await known.PageAsync("/sso/start?provider=test", Stop), "storm", SignOnDomain.Password, Stop);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Contains("SAMLResponse", await back.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private Task<SsoLab> StartAsync() => SsoLab.StartAsync(domain, [new ServiceProvider { Name = "test", EntityId = TestProvider.EntityId, AcsUrls = [TestProvider.Acs] }], Stop);
}

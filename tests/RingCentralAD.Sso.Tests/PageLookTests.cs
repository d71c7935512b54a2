using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>The pages as Chromium shows them at phone and desktop widths, light and dark, held to axe-core's rules; where the pictures are is printed.</summary>
public sealed class PageLookTests : IAsyncLifetime
{
    private const string Logo = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40"><rect width="120" height="40" rx="6" fill="#0b4fb3"/><text x="60" y="27" font-family="sans-serif" font-size="20" font-weight="bold" text-anchor="middle" fill="#fff">contoso</text></svg>""";
    private readonly string _pictures = Directory.CreateTempSubdirectory("rcad-sso-pictures-").FullName;
    private readonly string _logo;
    private SsoLab _lab = null!;

    public PageLookTests() => _logo = Path.Combine(_pictures, "logo.svg");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.SkipReason is not null, Chromium.SkipReason ?? "");
        await File.WriteAllTextAsync(_logo, Logo, Stop);
        _lab = await SsoLab.StartAsync([SignOnDefaults.Us with { AcsUrls = ["http://127.0.0.1:9/acs"] }], Stop, options => options with { LogoFile = _logo });
        TestContext.Current.TestOutputHelper!.WriteLine($"Pictures: {_pictures}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_page_fits_its_window_breaks_no_policy_and_axe_finds_nothing_serious()
    {
        foreach ((int width, bool dark) in ((int, bool)[])[(360, false), (390, false), (390, true), (1440, false), (1440, true)])
        {
            await using Chromium chromium = Chromium.Start("--ignore-certificate-errors");
            ChromiumPage page = await chromium.OpenAsync($"{_lab.Url}/sso/start", width, dark, Stop);
            await page.UntilAsync("document.querySelector('img').naturalWidth > 0", Stop);
            await LookAsync(page, "signin", width, dark);
            await page.EvaluateAsync("document.querySelector('#name').value = 'ann@contoso.com'; document.querySelector('#password').value = 'wrong'; document.querySelector('form').requestSubmit(); 0", Stop);
            await page.UntilAsync("document.querySelector('#problem')", Stop);
            page.Complaints.Clear();
            await LookAsync(page, "wrong", width, dark);

            await page.AllowScriptsAsync(false, Stop);
            await page.EvaluateAsync($"document.querySelector('#name').value = 'ann'; document.querySelector('#password').value = '{FakeCredentials.Password}'; document.querySelector('form').submit(); 0", Stop);
            await page.UntilAsync("document.querySelector('h1')?.textContent == 'Signing in'", Stop);
            await LookAsync(page, "post", width, dark, axe: false);
            await page.GoAsync($"{_lab.Url}/sso/signout", Stop);
            await LookAsync(page, "signout", width, dark, axe: false);
            await page.GoAsync($"{_lab.Url}/sso/saml?SAMLRequest=x", Stop);
            page.Complaints.Clear();
            await LookAsync(page, "refused", width, dark, axe: false);
        }
    }

    private async Task LookAsync(ChromiumPage page, string name, int width, bool dark, bool axe = true)
    {
        await page.PictureAsync(Path.Combine(_pictures, $"{name}-{width}-{(dark ? "dark" : "light")}.png"), Stop);
        Assert.True((await page.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth", Stop)).GetBoolean(), $"{name} at {width}: the page is wider than the window");
        Assert.Empty(page.Complaints);
        if (axe)
        {
            Assert.Empty((await page.AxeAsync(Stop)).Where(static found => found.Impact is "serious" or "critical" or "moderate").Select(static found => found.What));
        }
    }
}

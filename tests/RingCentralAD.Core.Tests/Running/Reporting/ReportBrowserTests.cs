using System.Globalization;
using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Reporting;

/// <summary>The report as Chromium shows it, at three widths, light and dark, and printed.</summary>
public sealed class ReportBrowserTests : IAsyncLifetime
{
    private static readonly (int Width, bool Dark)[] s_looks = [(360, false), (360, true), (768, false), (768, true), (1440, false), (1440, true)];
    private readonly SqlitePlace _place = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-report-").FullName;
    private Chromium _chromium = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Report => Path.Combine(_folder, "report.html");

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Chromium.SkipReason is not null, Chromium.SkipReason ?? "");
        _chromium = Chromium.Start();
        TestContext.Current.TestOutputHelper!.WriteLine($"Pictures: {_folder}");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        await _place.DisposeAsync();
    }

    [Fact]
    public async Task At_each_width_light_and_dark_nothing_fails_nothing_is_asked_for_and_axe_finds_nothing_serious()
    {
        await WriteAsync(300);
        foreach ((int width, bool dark) in s_looks)
        {
            ChromiumPage page = await OpenAsync(width, dark);
            Assert.Empty((await page.AxeAsync(Stop)).Where(static found => found.Impact is "serious" or "critical").Select(static found => found.What));
            await page.PictureAsync(Path.Combine(_folder, $"report-{width}-{(dark ? "dark" : "light")}.png"), Stop);
            Assert.True((await page.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth", Stop)).GetBoolean(), $"{width}: the page is wider than the window");
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)", Stop);
            Assert.Empty((await page.AxeAsync(Stop)).Where(static found => found.Impact is "serious" or "critical").Select(static found => found.What));
            Assert.Empty(page.Complaints);
            Assert.All(page.Requests, address => Assert.Equal(new Uri(Report).AbsoluteUri, address));
        }

        ChromiumPage printed = await OpenAsync(768, dark: true);
        await printed.PrintAsync(Path.Combine(_folder, "report.pdf"), Stop);
        Assert.Empty(printed.Complaints);
    }

    [Fact]
    public async Task Names_that_look_like_markup_are_text_and_nothing_more()
    {
        await WriteAsync(ReportHub.Awkward.Count);
        ChromiumPage page = await OpenAsync(1440, dark: false);
        await page.EvaluateAsync("document.getElementById('people').scrollIntoView()", Stop);
        await page.UntilAsync("document.querySelector('#rows [role=row]')", Stop);
        string[] names = [.. (await page.EvaluateAsync("[...document.querySelectorAll('#rows [role=rowheader]')].map(one => one.textContent)", Stop)).EnumerateArray().Select(static one => one.GetString()!)];
        Assert.Equal(ReportHub.Awkward.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Equal(ReportHub.Company, (await page.EvaluateAsync("document.querySelector('h1').textContent", Stop)).GetString());
        Assert.Equal(ReportHub.Awkward[0], (await page.EvaluateAsync("document.querySelector('.failure tbody th').textContent", Stop)).GetString());
        Assert.Equal("undefined", (await page.EvaluateAsync("typeof window.hacked", Stop)).GetString());
        Assert.Equal((0, 1), ((await page.EvaluateAsync("document.images.length", Stop)).GetInt32(), (await page.EvaluateAsync("document.scripts.length", Stop)).GetInt32()));
        Assert.Empty(page.Complaints);

        // The policy lets no other script run: it would be told here.
        await page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked = 5' }))", Stop);
        Assert.Equal("undefined", (await page.EvaluateAsync("typeof window.hacked", Stop)).GetString());
    }

    [Fact]
    public async Task Twenty_thousand_people_scroll_and_are_searched_without_a_stall()
    {
        await WriteAsync(20_000);
        ChromiumPage page = await OpenAsync(1440, dark: false);
        Assert.Equal("20,000 people", await FoundAsync(page));
        double longest = 0;
        for (int step = 1; step <= 20; step++)
        {
            longest = Math.Max(longest, await CostAsync(page, $"scrollTo(0, document.documentElement.scrollHeight * {(((step * 7 % 20) + 0.5) / 20).ToString(CultureInfo.InvariantCulture)})"));
            Assert.InRange((await page.EvaluateAsync("document.querySelectorAll('#rows [role=row]').length", Stop)).GetInt32(), 20, 600);
        }

        await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)", Stop);
        await page.UntilAsync("[...document.querySelectorAll('#rows [role=row]')].some(one => one.getAttribute('aria-rowindex') === '20001')", Stop);
        foreach ((string typed, string found) in (List<(string, string)>)
            [("person 00123", "1 of 20,000 people"), ("P01234@contoso", "1 of 20,000 people"), ("+1 (415) 555-1235", "1 of 20,000 people"), ("zoe", "1 of 20,000 people"), ("awaits account", "2,000 of 20,000 people"), ("duplicatemail", "400 of 20,000 people"), ("nobody at all", "0 of 20,000 people"), ("", "20,000 people")])
        {
            longest = Math.Max(longest, await CostAsync(page, $"words.value = {JsonSerializer.Serialize(typed)}; words.dispatchEvent(new Event('input'))"));
            await page.UntilAsync($"found.textContent === {JsonSerializer.Serialize(found)}", Stop);
        }

        longest = Math.Max(longest, await CostAsync(page, "state.value = '5'; state.dispatchEvent(new Event('change'))"));
        await page.UntilAsync("found.textContent === '2,000 of 20,000 people'", Stop);
        TestContext.Current.TestOutputHelper!.WriteLine($"Longest: {longest * 1000:F0} ms of the main thread; file {new FileInfo(Report).Length / 1048576.0:F1} MB");

        // Of the processor, not of the clock; all tasks of a step together are less than the longest that one may be.
        Assert.True(longest < 0.2, $"A step took {longest * 1000:F0} ms of the main thread.");
        Assert.Empty(page.Complaints);
    }

    private static async Task<double> CostAsync(ChromiumPage page, string step)
    {
        double before = await page.ProcessorTimeAsync(Stop);
        await page.EvaluateAsync($"(() => {{ const words = document.getElementById('words'), state = document.getElementById('state'); {step}; }})(); new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200))", Stop);
        return await page.ProcessorTimeAsync(Stop) - before;
    }

    private static async Task<string?> FoundAsync(ChromiumPage page) => (await page.EvaluateAsync("found.textContent", Stop)).GetString();

    private async Task WriteAsync(int people)
    {
        await using IHubStore hub = await ReportHub.CreateAsync(_place, people, Stop);
        await SyncReport.WriteAsync(hub, Report, 30, people: true, ReportHub.Clock(), Stop);
    }

    private async Task<ChromiumPage> OpenAsync(int width, bool dark)
    {
        ChromiumPage page = await _chromium.OpenAsync(Report, width, dark, Stop);
        await page.UntilAsync("table.dataset.ready", Stop);
        return page;
    }
}

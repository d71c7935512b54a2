using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Reporting;

/// <summary>The file of a report: what it counts, whom it names, who can read it, and what stays where it cannot be written.</summary>
public abstract class ReportTests(IHubPlace place) : IAsyncLifetime
{
    private const int People = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-report-").FullName;
    private IHubStore _hub = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string PathOf(string name) => Path.Combine(_folder, name);

    public async ValueTask InitializeAsync() => _hub = await ReportHub.CreateAsync(place, People, Stop);

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        await place.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_counts_people_failures_numbers_licences_and_runs()
    {
        string html = await WriteAsync("report.html", people: true);

        // Of each ten: 0 to 4 have an account, 5 a disabled one, 6 left with one, 7 awaits one, 8 left without, 9 is staged or not assigned by turns.
        foreach ((string state, int count) in ((string, int)[])[("With account", 150), ("Account disabled", 30), ("Awaits account", 30), ("Not assigned", 15), ("Staged", 15), ("Deactivated, holds licence", 30), ("Deactivated", 30)])
        {
            Assert.Contains($"<tr><th scope=\"row\">{state}</th><td class=\"number\">{count}</td></tr>", html, StringComparison.Ordinal);
        }

        Assert.Contains("<h3>RcDuplicateMail <span class=\"count\">6</span></h3>", html, StringComparison.Ordinal);
        Assert.Contains("A mail address or another value is used twice.", html, StringComparison.Ordinal);
        Assert.Contains("<li><strong>15</strong> number is temporary until the port is done</li>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\">Deactivated people</th><td class=\"number\">30</td></tr>", html, StringComparison.Ordinal);

        // 40 were counted two hours ago; one was filled since, one before.
        Assert.Contains("<tr><th scope=\"row\">Left (Unassigned)</th><td class=\"number\">39</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>80</strong>", html, StringComparison.Ordinal);
        Assert.Equal(People, html.Split('\n').Count(static line => line.StartsWith("[\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_people_nobody_can_be_recognised()
    {
        string named = await WriteAsync("named.html", people: true), counts = await WriteAsync("counts.html", people: false);
        foreach (string told in (string[])["Person 000", "@contoso.example", "+1415", "svc-sync", "CN=Person", "cannot be reached"])
        {
            Assert.DoesNotContain(told, counts, StringComparison.Ordinal);
        }

        Assert.Contains("Person 000", named, StringComparison.Ordinal);
        Assert.Contains("<h3>RcDuplicateMail <span class=\"count\">6</span></h3>", counts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_reads_it_and_what_was_there_is_replaced_whole_or_stays()
    {
        await File.WriteAllTextAsync(PathOf("report.html"), "before", Stop);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("report.html"), (UnixFileMode)0b110_110_110);
        }

        using CancellationTokenSource stopped = new();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SyncReport.WriteAsync(_hub, PathOf("report.html"), 30, true, ReportHub.Clock(), stopped.Token));
        Assert.Equal("before", await File.ReadAllTextAsync(PathOf("report.html"), Stop));
        await WriteAsync("report.html", people: true);
        Assert.Equal([PathOf("report.html")], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("report.html")));
        }

        Directory.CreateDirectory(PathOf("folder"));
        foreach (string path in (string[])[PathOf("folder"), PathOf("nowhere/report.html")])
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => SyncReport.WriteAsync(_hub, path, 30, true, ReportHub.Clock(), Stop));
            Assert.Equal("ReportFileFailed", error.ErrorId);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal([PathOf("report.html")], Directory.GetFiles(_folder));
    }

    private async Task<string> WriteAsync(string name, bool people)
    {
        await SyncReport.WriteAsync(_hub, PathOf(name), 31, people, ReportHub.Clock(), Stop);
        return await File.ReadAllTextAsync(PathOf(name), Stop);
    }
}

public sealed class SqliteReportTests() : ReportTests(new SqlitePlace());

public sealed class PostgresReportTests() : ReportTests(new PostgresPlace());

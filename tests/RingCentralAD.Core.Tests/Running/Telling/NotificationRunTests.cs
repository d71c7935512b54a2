using System.Net;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Telling;

/// <summary>What is told, when, and by whom, on both databases: once, again where it matters, and by one host of several.</summary>
public abstract class NotificationRunTests(IHubPlace place) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly WebhookListener _listener = new();
    private HubLocation _location = null!;
    private IHubStore _hub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thing_is_told_once_and_again_where_it_got_worse_or_was_over()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL" });
        await RunsAsync(told: 0);
        await StickAsync(1);
        await RunsAsync(told: 1);
        await RunsAsync(told: 0);
        await StickAsync(2);
        await RunsAsync(told: 1);
        await StickAsync(3);
        await RunsAsync(told: 0);
        await StickAsync(4);
        await RunsAsync(told: 1);
        await StickAsync(0);
        await RunsAsync(told: 0);
        await StickAsync(1);
        await RunsAsync(told: 1);
        _clock.Advance(TimeSpan.FromDays(400));
        await RunsAsync(told: 0);
    }

    [Fact]
    public async Task What_was_noted_twice_stops_nothing()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL" });
        await StickAsync(1);
        await RunsAsync(told: 1);
        await _hub.WriteAsync(
            async transaction =>
            {
                ToldFindings told = await transaction.GetAsync<ToldFindings>(Token);
                await transaction.SetAsync(told with { All = [.. told.All, told.All[0] with { At = told.All[0].At.AddHours(-1) }] }, Token);
            },
            null,
            Token);
        await RunsAsync(told: 0);
    }

    [Fact]
    public async Task What_is_not_over_is_told_again_after_the_days_that_were_asked_for()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL", RemindAfterDays = 7 });
        await StickAsync(1);
        await RunsAsync(told: 1);
        _clock.Advance(TimeSpan.FromDays(6.9));
        await RunsAsync(told: 0);
        _clock.Advance(TimeSpan.FromDays(0.2));
        await RunsAsync(told: 1);
        await RunsAsync(told: 0);
    }

    [Fact]
    public async Task What_could_not_be_sent_is_told_by_the_next_run_and_stops_nothing_else()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL" });
        await SetAsync(new Notification { Name = "ops", SmtpServer = "127.0.0.1", SmtpPort = 1, From = "a@contoso.com", To = ["b@contoso.com"], SmtpTls = SmtpTls.None });
        await StickAsync(1);
        _listener.Answer = HttpStatusCode.InternalServerError;
        Assert.Equal(["chat", "ops"], (await RunAsync(_hub)).Select(static error => (string)error.Target!).Order(StringComparer.Ordinal));
        _listener.Answer = HttpStatusCode.OK;
        Assert.Equal(["ops"], (await RunAsync(_hub)).Select(static error => (string)error.Target!));
        Assert.Equal(2, _listener.Posts.Count);
        await RunAsync(_hub);
        Assert.Equal(2, _listener.Posts.Count);

        // It was told before: what got worse is tried until it is told, and what was told stays told.
        await StickAsync(2);
        _listener.Answer = HttpStatusCode.BadGateway;
        await RunAsync(_hub);
        await StickAsync(1);
        _listener.Answer = HttpStatusCode.OK;
        await RunAsync(_hub);
        Assert.Equal(3, _listener.Posts.Count);
    }

    [Fact]
    public async Task A_notification_gets_the_topics_it_asked_for()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL", Topics = [HealthTopic.JwtExpires] });
        await StickAsync(1);
        await RunsAsync(told: 0);
        await _hub.WriteAsync(transaction => transaction.SetAsync(new HealthFacts { Ends = [new CredentialEnd(HealthTopic.JwtExpires, Ids.RingCentral, "The JWT credential for RingCentral", _clock.GetUtcNow().AddDays(20))] }, Token), null, Token);
        await RunsAsync(told: 1);
        Assert.DoesNotContain("stuck", _listener.Posts[^1].Body, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(3));
        await RunsAsync(told: 0);
        _clock.Advance(TimeSpan.FromDays(4));
        await RunsAsync(told: 1);
    }

    [Fact]
    public async Task Of_several_hosts_that_end_at_once_one_tells()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL" });
        await using IHubStore second = await HubStore.OpenAsync(_location, _clock, Token);
        await using IHubStore third = await HubStore.OpenAsync(_location, _clock, Token);
        for (int round = 1; round <= 10; round++)
        {
            await StickAsync(0);
            await RunAsync(_hub);
            await StickAsync(1);
            await Task.WhenAll(((IHubStore[])[_hub, second, third]).Select(hub => Task.Run(() => RunAsync(hub), Token)));
            Assert.Equal(round, _listener.Posts.Count);
        }
    }

    [Fact]
    public async Task What_a_host_took_and_died_over_another_one_tells()
    {
        await SetAsync(new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "env:URL" });
        await StickAsync(1);
        await _hub.WriteAsync(transaction => transaction.SetAsync(new ToldFindings { All = [new ToldFinding("chat", "PeopleStuck:", 1, _clock.GetUtcNow(), _clock.GetUtcNow().AddMinutes(2))] }, Token), null, Token);
        await RunsAsync(told: 0);
        _clock.Advance(TimeSpan.FromMinutes(2.1));
        await RunsAsync(told: 1);
        await RunsAsync(told: 0);
    }

    public async ValueTask InitializeAsync()
    {
        _location = place.New();
        _hub = await NewHub.CreateAsync(_location, "Contoso", _clock, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _listener.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task SetAsync(Notification notification) => NotificationRegistration.SetAsync(_hub, notification, Token);

    private Task<IReadOnlyList<RingCentralAdException>> RunAsync(IHubStore hub) => new NotificationRun(hub, new Secrets(_listener.Url), _clock).RunAsync(Token);

    private async Task RunsAsync(int told)
    {
        int before = _listener.Posts.Count;
        Assert.Empty(await RunAsync(_hub));
        Assert.Equal(told, _listener.Posts.Count - before);
    }

    /// <summary>So many people are stuck now.</summary>
    private Task StickAsync(int people) => _hub.WriteAsync(
        async transaction =>
        {
            await transaction.RemoveAsync(new Filter<Problem>(), Token);
            await transaction.SaveAsync(
                [.. Enumerable.Range(0, people).Select(static number => new Problem { Id = $"p{number}", Stage = RunKind.Import, SystemId = "d", Person = "Zoe", ErrorId = "HubValueMissing", Message = "x" })], Token);
        },
        null,
        Token);
}

public sealed class SqliteNotificationRunTests() : NotificationRunTests(new SqlitePlace());

public sealed class PostgresNotificationRunTests() : NotificationRunTests(new PostgresPlace());

using System.Net;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class RetryTests : ScriptedTest
{
    private const string Ann = """{"id":11,"type":"User","status":"Enabled","extensionNumber":"101","name":"Ann Lee","contact":{"firstName":"Ann","lastName":"Lee","email":"ann@example.com"}}""";

    [Theory]
    [InlineData(500, "CMN-203")]
    [InlineData(503, "CMN-201")]
    [InlineData(502, null)]
    [InlineData(504, null)]
    [InlineData(408, null)]
    public async Task A_read_is_tried_again_after_an_outage(int status, string? code)
    {
        await using RingCentralAccount account = await OpenAsync();
        int calls = 0;
        Server.Answer = _ => Task.FromResult(++calls < 3 ? Outage(status, code) : Json(Ann));
        DateTimeOffset start = Time.GetUtcNow();

        Extension? found = await Time.DriveAsync(account.FindExtensionAsync("11", Stop));

        Assert.Equal("Ann Lee", found?.Name);
        Assert.Equal(3, calls);
        Assert.InRange((Time.GetUtcNow() - start).TotalSeconds, 4.5, 6.5);
    }

    [Fact]
    public async Task A_read_gives_up_after_five_tries_and_says_so()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Outage(503, "CMN-201"));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.FindExtensionAsync("11", Stop)));

        Assert.Equal(5, Server.Calls.Count);
        Assert.Equal((AccountFailure.NotSent, "RcUnavailable", 503, "CMN-201", "request-503"), (error.Failure, error.ErrorId, error.Status, error.Code, error.RequestId));
        Assert.NotNull(error.Remedy);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task A_write_is_never_repeated_after_an_outage(int status)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Outage(status, "CMN-201"));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Equal((AccountFailure.Unknown, "RcAnswerLost"), (error.Failure, error.ErrorId));
        Assert.Single(Server.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Please sign in to the guest network</body></html>")]
    [InlineData("""{"id":11,"type":"Us""")]
    [InlineData("""{"uri":"https://platform/x"}""")]
    [InlineData("[]")]
    [InlineData("""{"id":11,"type":"User","status":"Enabled"} trailing""")]
    public async Task A_write_whose_answer_makes_no_sense_is_unknown_and_a_read_is_tried_again(string body)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(body));

        AccountException write = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.UpdateExtensionAsync("11", "{}", Stop)));
        Assert.Equal((AccountFailure.Unknown, "RcMalformedAnswer", "request-200"), (write.Failure, write.ErrorId, write.RequestId));
        Assert.Single(Server.Calls);

        AccountException read = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.FindExtensionAsync("11", Stop)));
        Assert.Equal(AccountFailure.Unknown, read.Failure);
        Assert.Equal(1 + 5, Server.Calls.Count);
    }

    [Fact]
    public async Task The_answer_of_another_extension_is_not_taken_for_it()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(Ann));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.UpdateExtensionAsync("12", "{}", Stop)));

        Assert.Equal(AccountFailure.Unknown, error.Failure);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_unknown()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => throw new HttpRequestException("The connection was reset.", new IOException("reset"));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Equal((AccountFailure.Unknown, "RcAnswerLost"), (error.Failure, error.ErrorId));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_write_that_nobody_answers_inTime_is_unknown()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = async request =>
        {
            Time.FarToo = true;
            await Task.Delay(Timeout.Infinite, request.Stop);
            return Json(Ann);
        };

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Equal((AccountFailure.Unknown, "RcAnswerLost"), (error.Failure, error.ErrorId));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_write_is_repeated_where_no_connection_came_about()
    {
        RefusingFirst refusing = new(Server, refusals: 2);
        await using RingCentralAccount account = await Time.DriveAsync(
            RingCentralAccount.OpenAsync(Settings("refused"), Secrets(), Time, refusing, new RingCentralOptions(), Stop));
        Server.Answer = _ => Task.FromResult(Json(Ann));
        refusing.Armed = true;

        AccountAnswer answer = await Time.DriveAsync(account.UpdateExtensionAsync("11", "{}", Stop));

        Assert.Equal("11", answer.Extension.Id);
        Assert.Equal("request-200", answer.RequestId);
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_refused_rate_is_waited_for_and_the_write_sent_again()
    {
        await using RingCentralAccount account = await OpenAsync();
        int calls = 0;
        Server.Answer = _ => Task.FromResult(++calls == 1
            ? Error(429, "CMN-301", null, [("Retry-After", "17"), .. Rate("medium", 40, 0)])
            : Json(Ann, 200, Rate("medium", 40, 39)));
        DateTimeOffset start = Time.GetUtcNow();

        await Time.DriveAsync(account.CreateExtensionAsync("{}", Stop));

        Assert.Equal(2, calls);
        Assert.InRange((Time.GetUtcNow() - start).TotalSeconds, 17, 19);
    }

    [Fact]
    public async Task Retry_After_may_be_a_date_and_thirty_seconds_stand_in_for_none()
    {
        await using RingCentralAccount account = await OpenAsync();
        int calls = 0;
        DateTimeOffset start = Time.GetUtcNow();
        Server.Answer = _ => Task.FromResult(++calls switch
        {
            1 => Error(429, "CMN-301", null, [("Retry-After", (Time.GetUtcNow() + TimeSpan.FromSeconds(40)).ToString("R")), .. Rate("light", 50, 0)]),
            2 => Error(429, "CMN-302", null, Rate("light", 50, 0)),
            _ => Json(Ann),
        });

        await Time.DriveAsync(account.FindExtensionAsync("11", Stop));

        Assert.InRange((Time.GetUtcNow() - start).TotalSeconds, 70, 73);
    }

    [Fact]
    public async Task A_limit_without_rate_headers_stops_every_group()
    {
        await using RingCentralAccount account = await OpenAsync();
        int calls = 0;
        Server.Answer = _ => Task.FromResult(++calls == 1 ? Error(429, "CMN-310", null, ("Retry-After", "20")) : Json(Ann));
        DateTimeOffset start = Time.GetUtcNow();

        Task<Extension?> light = account.FindExtensionAsync("11", Stop);
        await Task.Delay(50, Stop);
        Task<AccountAnswer> medium = account.CreateExtensionAsync("{}", Stop);
        await Time.DriveAsync(Task.WhenAll(light, medium));

        Assert.Equal(3, calls);
        Assert.All(account.Budgets.Where(budget => budget.Requests > 1), budget => Assert.True(budget.Requests < 4));
        Assert.InRange((Time.GetUtcNow() - start).TotalSeconds, 20, 23);
    }

    [Fact]
    public async Task A_wait_of_hours_is_reported_instead_of_waited_for()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(429, "CMN-301", null, [("Retry-After", "7200"), .. Rate("Light", 50, 0)]));

        AccountException first = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.FindExtensionAsync("11", Stop)));
        AccountException second = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.FindExtensionAsync("11", Stop)));

        Assert.All([first, second], error => Assert.Equal((AccountFailure.RateLimited, "RcRateLimited"), (error.Failure, error.ErrorId)));
        Assert.True(second.RetryAfter > TimeSpan.FromHours(1.9));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_duplicate_concurrent_write_is_unknown_and_not_repeated()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(429, "CMN-304", null, [("Retry-After", "1"), .. Rate("Medium", 40, 3)]));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Equal((AccountFailure.Unknown, "RcDuplicateRequest"), (error.Failure, error.ErrorId));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task The_group_that_RingCentral_names_is_the_one_that_is_drawn_on()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(Ann, 200, Rate("SuperHeavy", 3, 2)));

        await Time.DriveAsync(account.FindExtensionAsync("11", Stop));
        RequestBudget budget = Assert.Single(account.Budgets, one => one.Group == "SuperHeavy");
        Assert.Equal((3, 1L), (budget.Limit, budget.Requests));

        DateTimeOffset start = Time.GetUtcNow();
        Server.Answer = _ => Task.FromResult(Json(Ann, 200, Rate("SuperHeavy", 3, 0)));
        for (int call = 0; call < 3; call++)
        {
            await Time.DriveAsync(account.FindExtensionAsync("11", Stop));
        }

        Assert.True((Time.GetUtcNow() - start).TotalSeconds >= 59);
    }

    [Fact]
    public async Task Stopping_a_wait_for_the_rate_ends_at_once_and_sends_nothing()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(429, "CMN-301", null, [("Retry-After", "60"), .. Rate("Light", 50, 0)]));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<Extension?> waiting = account.FindExtensionAsync("11", stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(Server.Calls.Count <= 1);
    }

    [Fact]
    public async Task The_exact_body_is_sent_once_with_its_headers()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(Ann));
        const string Body = """{ "contact" : {"firstName":"Ünal 😀", "email":"a+b@example.com"}}""";

        await Time.DriveAsync(account.UpdateExtensionAsync("11", Body, Stop));

        SeenRequest sent = Assert.Single(Server.Calls);
        Assert.Equal(Body, sent.Body);
        Assert.Equal(("PUT", "/restapi/v1.0/account/~/extension/11"), (sent.Method, sent.Path));
        Assert.StartsWith("application/json", sent.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.StartsWith("Bearer " + Token, sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.StartsWith("RingCentralAD/", sent.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../oauth/token")]
    [InlineData("1?x=2")]
    [InlineData("")]
    [InlineData("1/2")]
    public async Task What_is_no_id_never_gets_into_a_path(string id)
    {
        await using RingCentralAccount account = await OpenAsync();

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => account.FindExtensionAsync(id, Stop));

        Assert.Equal("RcInvalidId", error.ErrorId);
        Assert.Empty(Server.Calls);
    }

    private static HttpResponseMessage Outage(int status, string? code) =>
        code is null ? new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("<html>Bad gateway</html>") } : Error(status, code);

    private sealed class RefusingFirst(HttpMessageHandler inner, int refusals) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);
        private int _left = refusals;

        public bool Armed { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Armed && _left-- > 0
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")
                : _inner.SendAsync(request, cancellationToken);
    }
}

using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class SignInTests : ScriptedTest
{
    private const string Ann = """{"id":11,"type":"User","status":"Enabled"}""";

    public SignInTests() => Server.Answer = _ => Task.FromResult(Json(Ann));

    [Fact]
    public async Task The_JWT_is_presented_once_and_the_token_used_for_everything()
    {
        await using RingCentralAccount account = await OpenAsync();
        await Time.DriveAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => account.FindExtensionAsync("11", Stop))));

        SeenRequest signIn = Assert.Single(Server.Seen, request => request.Path == "/restapi/oauth/token");
        Assert.Equal("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + Jwt, signIn.Body);
        Assert.Equal("application/x-www-form-urlencoded", signIn.Headers["Content-Type"]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("test-client:" + ClientSecret)), signIn.Headers["Authorization"]);
        Assert.All(Server.Calls, call => Assert.Equal("Bearer " + Token + "1", call.Headers["Authorization"]));
        Assert.Equal(["ReadAccounts", "EditAccounts"], account.Scopes);
        Assert.Equal("637046004", account.SignedInAs);
        Assert.Equal(("809646016", "Example Inc", "+16505550100"), (account.Description.Id, account.Description.Company, account.Description.MainNumber));
    }

    [Fact]
    public async Task A_public_client_names_itself_in_the_body()
    {
        await using RingCentralAccount account = await Time.DriveAsync(
            RingCentralAccount.OpenAsync(Settings("public app"), Secrets(clientSecret: null), Time, Server, Stop));

        await Time.DriveAsync(account.DisposeAsync().AsTask());
        Assert.Equal("client_id=public%20app&token=" + Token + "1", Server.Seen[^1].Body);
        SeenRequest signIn = Assert.Single(Server.Seen, request => request.Path == "/restapi/oauth/token");
        Assert.StartsWith("client_id=public%20app&grant_type=", signIn.Body, StringComparison.Ordinal);
        Assert.False(signIn.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task The_token_is_renewed_before_its_last_minute_and_many_callers_sign_in_once()
    {
        await using RingCentralAccount account = await OpenAsync();
        Time.Advance(TimeSpan.FromSeconds(3600 - 61));
        await Time.DriveAsync(account.FindExtensionAsync("11", Stop));
        Assert.Equal(1, Server.SignIns);

        Time.Advance(TimeSpan.FromSeconds(2));
        await Time.DriveAsync(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => account.FindExtensionAsync("11", Stop))));
        Assert.Equal(2, Server.SignIns);
    }

    [Theory]
    [InlineData("OAU-128")]
    [InlineData("OAU-129")]
    [InlineData("OAU-149")]
    [InlineData("OAU-213")]
    public async Task A_token_that_is_refused_is_renewed_for_reads_and_writes_but_not_for_ever(string code)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = request => Task.FromResult(request.Headers["Authorization"].EndsWith('1') ? Error(401, code) : Json(Ann));

        await Time.DriveAsync(account.CreateExtensionAsync("{}", Stop));
        Assert.Equal(2, Server.SignIns);
        Assert.Equal(2, Server.Calls.Count);

        Server.Answer = _ => Task.FromResult(Error(401, code));
        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));
        Assert.Equal((AccountFailure.SignIn, "RcSessionRefused", code), (error.Failure, error.ErrorId, error.Code));
        Assert.Equal(2 + 1 + 3, Server.Calls.Count);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","errors":[{"errorCode":"OAU-140","message":"Invalid resource owner credentials"}]}""", "OAU-140", "Create JWT")]
    [InlineData(400, """{"error":"unauthorized_client","errors":[{"errorCode":"OAU-251","message":"Unauthorized for this grant type"}]}""", "OAU-251", "JWT auth flow")]
    [InlineData(400, """{"error":"invalid_request","errors":[{"errorCode":"OAU-347","message":"An algorithm…"}]}""", "OAU-347", "Create JWT")]
    [InlineData(400, """{"error":"invalid_client","error_description":"x"}""", "invalid_client", "client secret")]
    [InlineData(401, """{"error":"invalid_client","errors":[{"errorCode":"OAU-146","message":"Invalid client credentials"}]}""", "OAU-146", "client secret")]
    [InlineData(401, """{"errors":[{"errorCode":"OAU-141","message":"x"}]}""", "OAU-141", "enabled")]
    [InlineData(400, """{"error":"something_new","errors":[{"errorCode":"OAU-999","message":"x"}]}""", "OAU-999", "Developer Console")]
    public async Task A_refused_sign_in_says_why_and_what_to_do(int status, string body, string code, string remedy)
    {
        Server.TokenAnswer = _ => Task.FromResult<HttpResponseMessage?>(Json(body, status));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => OpenAsync());

        Assert.Equal((AccountFailure.SignIn, "RcSignInFailed", code, status), (error.Failure, error.ErrorId, error.Code, error.Status));
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.Contains("platform.example.test", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Server.SignIns);
    }

    [Theory]
    [InlineData("no-jwt-at-all", "it has no three parts")]
    [InlineData("e30.eyJzdWIiOiIxIiwiZXhwIjo5NDY2ODQ4MDB9.c2ln", "The JWT ended on 2000-01-01 00:00Z")]
    [InlineData("e30.eyJzdWIiOiIxIiwiYXVkIjoiaHR0cHM6Ly9wbGF0Zm9ybS5kZXZ0ZXN0LnJpbmdjZW50cmFsLmNvbS9yZXN0YXBpL29hdXRoL3Rva2VuIn0.c2ln", "made for the server platform.devtest.ringcentral.com")]
    public async Task A_refused_JWT_is_looked_at(string jwt, string hint)
    {
        Server.TokenAnswer = _ => Task.FromResult<HttpResponseMessage?>(
            Json("""{"error":"invalid_grant","errors":[{"errorCode":"OAU-140","message":"Invalid resource owner credentials"}]}""", 400));

        AccountException error = await Assert.ThrowsAsync<AccountException>(
            () => Time.DriveAsync(RingCentralAccount.OpenAsync(Settings(), Secrets(jwt), Time, Server, Stop)));

        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e30.eyJzdWIiOiIxIiwiZXhwIjo5NDY2ODQ4MDB9.c2ln", "2000-01-01 00:00:00Z")]
    [InlineData("e30.eyJzdWIiOiIxIn0.c2ln", null)]
    [InlineData("no-jwt-at-all", null)]
    public async Task A_JWT_tells_when_it_ends(string jwt, string? end)
    {
        await using RingCentralAccount account = await Time.DriveAsync(RingCentralAccount.OpenAsync(Settings(), Secrets(jwt), Time, Server, Stop));
        IReadOnlyList<CredentialEnd> ends = await account.ReadEndsAsync(Stop);
        Assert.Equal(end is null ? [] : [$"JwtExpires RingCentral {end}"], ends.Select(static one => $"{one.Topic} {one.SystemId} {one.At:u}"));
    }

    [Fact]
    public async Task A_missing_JWT_is_said_before_anything_is_sent()
    {
        AccountException error = await Assert.ThrowsAsync<AccountException>(
            () => RingCentralAccount.OpenAsync(Settings(), Secrets(jwt: null), Time, Server, Stop));

        Assert.Equal((AccountFailure.SignIn, "RcJwtMissing"), (error.Failure, error.ErrorId));
        Assert.Empty(Server.Seen);
    }

    [Fact]
    public async Task A_sign_in_waits_out_an_outage_and_a_rate_limit()
    {
        int calls = 0;
        Server.TokenAnswer = _ => Task.FromResult(++calls switch
        {
            1 => Error(503, "CMN-201"),
            2 => Error(429, "CMN-301", null, [("Retry-After", "5"), .. Rate("auth", 5, 0)]),
            _ => (HttpResponseMessage?)null,
        });

        await using RingCentralAccount account = await OpenAsync();

        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Credentials_refused_in_the_middle_of_a_run_are_not_presented_by_every_caller()
    {
        await using RingCentralAccount account = await OpenAsync();
        Time.Advance(TimeSpan.FromHours(1));
        Server.TokenAnswer = _ => Task.FromResult<HttpResponseMessage?>(Json("""{"error":"invalid_grant","errors":[{"errorCode":"OAU-140","message":"x"}]}""", 400));

        Task<AccountException>[] errors = [.. Enumerable.Range(0, 8).Select(_ => Assert.ThrowsAsync<AccountException>(() => account.CreateExtensionAsync("{}", Stop)))];
        await Time.DriveAsync(Task.WhenAll(errors));

        Assert.Equal(2, Server.SignIns);
        Assert.Empty(Server.Calls);
        Assert.All(errors, error => Assert.Equal((AccountFailure.SignIn, "OAU-140"), (error.Result.Failure, error.Result.Code)));
    }

    [Fact]
    public async Task Two_connections_of_the_same_credentials_share_token_and_budget_and_the_last_one_revokes()
    {
        RingCentralAccount first = await OpenAsync();
        RingCentralAccount second = await OpenAsync();
        await Time.DriveAsync(second.FindExtensionAsync("11", Stop));
        Assert.Equal(1, Server.SignIns);
        Assert.Equal(first.Budgets, second.Budgets);

        await first.DisposeAsync();
        Assert.DoesNotContain(Server.Seen, request => request.Path == "/restapi/oauth/revoke");
        await Time.DriveAsync(second.FindExtensionAsync("11", Stop));
        await Time.DriveAsync(second.DisposeAsync().AsTask());
        SeenRequest revoke = Assert.Single(Server.Seen, request => request.Path == "/restapi/oauth/revoke");
        Assert.Equal("token=" + Token + "1", revoke.Body);
    }

    [Fact]
    public async Task Another_JWT_of_the_same_user_has_a_token_of_its_own_and_the_same_budget()
    {
        string other = Jwt[..Jwt.LastIndexOf('.')] + ".YW5vdGhlcg";
        await using RingCentralAccount first = await OpenAsync();
        await using RingCentralAccount second = await Time.DriveAsync(RingCentralAccount.OpenAsync(Settings(), Secrets(other), Time, Server, Stop));
        Assert.Equal(2, Server.SignIns);

        await Time.DriveAsync(second.FindExtensionAsync("11", Stop));
        Assert.Equal(2 + 1, first.Budgets.Single(budget => budget.Group == "Light").Requests);
    }

    [Fact]
    public async Task Other_secrets_sign_in_for_themselves()
    {
        await using RingCentralAccount first = await OpenAsync();
        Server.TokenAnswer = _ => Task.FromResult<HttpResponseMessage?>(Json("""{"error":"invalid_client","errors":[{"errorCode":"OAU-146","message":"x"}]}""", 401));

        await Assert.ThrowsAsync<AccountException>(
            () => Time.DriveAsync(RingCentralAccount.OpenAsync(Settings(), Secrets(clientSecret: "wrong"), Time, Server, Stop)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"access_token":"a b","expires_in":3600}""")]
    [InlineData("""{"access_token":"abc"}""")]
    public async Task A_sign_in_whose_answer_makes_no_sense_never_leaves_a_write_unknown(string body)
    {
        await using RingCentralAccount account = await OpenAsync();
        Time.Advance(TimeSpan.FromHours(1));
        Server.TokenAnswer = _ => Task.FromResult<HttpResponseMessage?>(Json(body));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Equal(AccountFailure.NotSent, error.Failure);
        Assert.Empty(Server.Calls);
    }

    [Fact]
    public async Task A_revocation_that_fails_is_ignored()
    {
        RingCentralAccount account = await Time.DriveAsync(
            RingCentralAccount.OpenAsync(Settings("gone"), Secrets(), Time, new LosesRevocation(Server), Stop));

        await Time.DriveAsync(account.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Closing_waits_for_no_rate_limit()
    {
        RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(429, "CMN-310", null, ("Retry-After", "600")));
        Task<Core.Model.Extension?> stuck = account.FindExtensionAsync("11", Stop);
        while (account.Budgets.Single(budget => budget.Group == "Auth").Remaining > 0)
        {
            await Task.Delay(1, Stop);
        }

        await account.DisposeAsync();

        Assert.False(stuck.IsCompleted);
        Assert.DoesNotContain(Server.Seen, request => request.Path == "/restapi/oauth/revoke");
    }

    private sealed class LosesRevocation(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith("revoke", StringComparison.Ordinal)
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException("away"))
                : _inner.SendAsync(request, cancellationToken);
    }
}

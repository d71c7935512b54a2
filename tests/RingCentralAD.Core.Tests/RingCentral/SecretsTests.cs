using System.Collections.Concurrent;
using System.Text;
using Newtonsoft.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>Everything that can be shown is gathered while everything goes wrong, on a server that repeats whatever it was sent.</summary>
public sealed class SecretsTests : ScriptedTest
{
    private readonly ConcurrentQueue<string> _shown = new();

    [Fact]
    public async Task Nothing_that_is_shown_holds_a_secret()
    {
        RingCentralOptions options = new() { Log = entry => Show(entry, JsonConvert.SerializeObject(entry)), Tries = 2 };
        AccountSecrets secrets = Secrets();
        Show(secrets, JsonConvert.SerializeObject(secrets), secrets.Fingerprint("place"));
        foreach (Func<SeenRequest, Task<HttpResponseMessage?>> refusal in SignInFaults())
        {
            Server.TokenAnswer = refusal;
            await TryAsync(() => Server.OpenAsync(Time, options, "client-" + _shown.Count));
        }

        Server.TokenAnswer = null;
        await using RingCentralAccount account = await Time.DriveAsync(RingCentralAccount.OpenAsync(Settings(), secrets, Time, Server, options, Stop));
        foreach (Func<SeenRequest, Task<HttpResponseMessage>> fault in Faults())
        {
            Server.Answer = fault;
            await TryAsync(() => account.CreateExtensionAsync("{}", Stop));
            await TryAsync(() => account.FindExtensionAsync("11", Stop));
            await TryAsync(() => account.ReadNumbersAsync("11", Stop));
        }

        Show(account, account.Description, string.Join(' ', account.Budgets), string.Join(' ', account.Scopes));
        Assert.True(_shown.Count > 50);
        string[] forbidden = [Jwt, Jwt.Split('.')[2], ClientSecret, Token, Convert.ToBase64String(Encoding.UTF8.GetBytes("test-client:" + ClientSecret)), "refresh-token"];
        Assert.All(_shown, text => Assert.All(forbidden, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task The_account_keeps_copies_so_that_the_callers_may_be_cleared_at_once()
    {
        AccountSecrets given = Secrets();
        RingCentralAccount account = await Time.DriveAsync(RingCentralAccount.OpenAsync(Settings(), given, Time, Server, Stop));
        given.Dispose();
        Assert.Throws<ObjectDisposedException>(() => given.CopyJwt());
        Server.Answer = _ => Task.FromResult(Json("""{"id":11}"""));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.NotNull(await Time.DriveAsync(account.FindExtensionAsync("11", Stop)));
        Assert.Equal(2, Server.SignIns);

        await account.DisposeAsync();
        await account.DisposeAsync();
        Time.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => Time.DriveAsync(account.FindExtensionAsync("11", Stop)));
    }

    private static IEnumerable<Func<SeenRequest, Task<HttpResponseMessage?>>> SignInFaults()
    {
        yield return request => Whole(Json(Echo("OAU-140", request), 400));
        yield return request => Whole(Json(Echo("OAU-123", request), 401));
        yield return request => Whole(Json(Echo("XYZ-1", request), 400));
        yield return request => Whole(Json(request.Body!, 400));
        yield return request => Whole(Json(request.Headers["Authorization"], 500));
        yield return request => Whole(Json($$"""{"error":"{{request.Headers["Authorization"]}}","error_description":"{{request.Body}}"}""", 400));
        yield return _ => Whole(Json($$"""{"access_token":"{{Token}} with a blank","expires_in":3600}"""));
        yield return _ => Whole(Json($$"""{"access_token":"{{Token}}\r\nX-Evil: 1","expires_in":3600}"""));
        yield return request => throw new HttpRequestException("boom " + request.Path);
    }

    private static IEnumerable<Func<SeenRequest, Task<HttpResponseMessage>>> Faults()
    {
        foreach ((int status, string code) in ((int, string)[])[(400, "CMN-407"), (400, "CMN-101"), (401, "OAU-123"), (401, "OAU-128"), (403, "XYZ-2"), (404, "CMN-102"), (429, "CMN-301"), (500, "CMN-203"), (503, "CMN-201")])
        {
            yield return request => Task.FromResult(Json(Echo(code, request), status));
        }

        yield return request => Task.FromResult(Json("<html>" + request.Headers["Authorization"], 502));
        yield return request => Task.FromResult(Json(request.Headers["Authorization"]));
        yield return request => throw new HttpRequestException("boom", new IOException("cut " + request.Path));
    }

    private static string Echo(string code, SeenRequest request) =>
        JsonConvert.SerializeObject(new
        {
            error = "invalid_grant",
            error_description = request.Body,
            errors = new[] { new { errorCode = code, message = $"Unable to parse Authorization header value: \"{request.Headers["Authorization"]}\" {request.Body}", parameterName = request.Headers["Authorization"] } },
        });

    private static Task<HttpResponseMessage?> Whole(HttpResponseMessage response) => Task.FromResult<HttpResponseMessage?>(response);

    private async Task TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await Time.DriveAsync(call());
            Assert.Fail("It should have failed.");
        }
        catch (AccountException error)
        {
            Show(error, error.Message, error.Remedy!, error.Code!, error.Parameter!, error.InnerException!, RingCentralErrors.Explain(error), JsonConvert.SerializeObject(RingCentralErrors.Explain(error)));
        }
    }

    private void Show(params object[] objects)
    {
        foreach (object one in objects)
        {
            _shown.Enqueue(one?.ToString() ?? "");
        }
    }
}

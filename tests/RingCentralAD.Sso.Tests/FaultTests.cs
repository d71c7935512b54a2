using System.Net;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>What goes wrong without anybody's ill will: callers who go away, a hub, a key or an address that cannot be had.</summary>
public sealed class FaultTests : ServiceTests
{
    /// <summary>Whoever hangs up, before the try or in the middle of one, is in the log.</summary>
    [Fact]
    public async Task Whoever_hangs_up_is_written_down()
    {
        string page = await Browser.PageAsync("/sso/start?provider=test", Stop);
        Lab.Credentials.Before = static stop => Task.Delay(Timeout.Infinite, stop);
        await HangUpAsync("wrong", "Warning Sign-in Outcome=Aborted Address=127.0.0.1 Provider=test BySession=False");
        Lab.Credentials.Before = static stop => Task.Delay(Timeout.Infinite, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        await HangUpAsync("wrong", $"Warning Sign-in Outcome=WrongPassword User={SsoLab.AnnId} Address=127.0.0.1 Provider=test BySession=False");
        await HangUpAsync(FakeCredentials.Password, $"Warning Sign-in Outcome=Aborted User={SsoLab.AnnId} Address=127.0.0.1 Provider=test BySession=False");

        async Task HangUpAsync(string password, string line)
        {
            using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            int before = Lab.Credentials.Attempts.Count;
            Task<HttpResponseMessage> sent = Browser.SignInAsync(page, "ann", password, gone.Token);
            while (Lab.Credentials.Attempts.Count == before)
            {
                await Task.Delay(20, Stop);
            }

            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
            for (int i = 0; i < 200 && !Lab.Log.Lines.Contains(line); i++)
            {
                await Task.Delay(50, Stop);
            }

            Assert.Contains(line, Lab.Log.Lines);
        }
    }

    [Fact]
    public async Task A_fault_of_ours_is_told_as_one_and_the_log_says_why()
    {
        string page = await Browser.PageAsync("/sso/start?provider=test", Stop);
        Lab.Credentials.Before = static _ => throw new RingCentralAdException("HubSignInFailed", ErrorKind.Security, "The database refuses sso.", "Check the password.");
        using HttpResponseMessage answer = await Browser.SignInAsync(page, "ann", FakeCredentials.Password, Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        string text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains(Texts.Fault.Split(';')[0], text, StringComparison.Ordinal);
        Assert.DoesNotContain("database", text, StringComparison.Ordinal);
        Assert.Contains("Warning Sign-in Outcome=HubSignInFailed Address=127.0.0.1 BySession=False Reason=The database refuses sso.", Lab.Log.Lines);
        await RefusedAsync($"/sso/saml?{Provider.Query(TestProvider.Request(Saml, Now, issuer: "https://evil.example"))}", "SamlProviderUnknown");
        Assert.EndsWith("Reason=The request comes from a service provider that is not registered.", Lab.Log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_can_no_longer_be_read_serve_on_for_minutes_and_the_health_says_so()
    {
        string key = Assert.Single(Directory.GetFiles(Path.Combine(Lab.Folder, "keys")));
        Assert.Equal("ok\n", await Browser.PageAsync("/health", Stop));
        File.Move(key, key + ".away");
        Lab.Time.Advance(TimeSpan.FromMinutes(1));
        using HttpResponseMessage sick = await Browser.GetAsync("/health", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sick.StatusCode);
        Assert.Contains("type=\"password\"", await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        string line = Lab.Log.Lines.Last(static one => one.StartsWith("Warning Settings of sign-on not read", StringComparison.Ordinal));
        Assert.Contains(key, line, StringComparison.Ordinal);
        Assert.Contains("Remedy=", line, StringComparison.Ordinal);

        Lab.Time.Advance(TimeSpan.FromMinutes(10));
        using HttpResponseMessage over = await Browser.GetAsync("/sso/start?provider=test", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, over.StatusCode);
        File.Move(key + ".away", key);
        Lab.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("type=\"password\"", await Browser.PageAsync("/sso/start?provider=test", Stop), StringComparison.Ordinal);
        Assert.Equal("ok\n", await Browser.PageAsync("/health", Stop));
    }

    /// <summary>The program itself, by its entry: an address that is not this machine's is an answer of its own, not a trace.</summary>
    [Fact]
    public async Task An_address_that_cannot_be_listened_on_is_told()
    {
        string certificate = Path.Combine(Lab.Folder, "server.pem");
        string[] arguments = ["--hub", Path.Combine(Lab.Folder, "hub.db"), "--listen", "https://192.0.2.1:8443", "--certificate", certificate];
        Assert.Equal(3, await Task.Run(() => (int)typeof(SsoHost).Assembly.EntryPoint!.Invoke(null, [arguments])!, Stop));
    }
}

using System.Net;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>Tests of the service as a browser meets it: one service for each, with a provider of the test and RingCentral.</summary>
public abstract class ServiceTests : IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected TestProvider Provider { get; } = new();

    private protected SsoLab Lab { get; private set; } = null!;

    private protected HttpClient Browser { get; private set; } = null!;

    protected DateTimeOffset Now => Lab.Time.GetUtcNow();

    protected string Saml => $"{Lab.Url}/sso/saml";

    public async ValueTask InitializeAsync()
    {
        Lab = await SsoLab.StartAsync([Provider.Registration(), SignOnDefaults.Us], Stop);
        Browser = Lab.Browser();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Lab.DisposeAsync();
        Provider.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A message is refused with this error, which the log has and the page does not answer.</summary>
    private protected async Task RefusedAsync(string addressOrMessage, string errorId, bool post = false)
    {
        using HttpResponseMessage answer = post
            ? await Browser.PostAsync("/sso/saml", TestProvider.Form(addressOrMessage), Stop)
            : await Browser.GetAsync(addressOrMessage, Stop);
        string page = await answer.Content.ReadAsStringAsync(Stop);
        string line = Lab.Log.Lines.LastOrDefault() ?? "";
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest && line.StartsWith($"Warning Sign-in Outcome={errorId} Address=127.0.0.1", StringComparison.Ordinal), $"{(int)answer.StatusCode} {line}: {addressOrMessage[..Math.Min(300, addressOrMessage.Length)]}");
        Assert.DoesNotContain("SAMLResponse", page, StringComparison.Ordinal);
    }
}

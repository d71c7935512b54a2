using System.Net;

namespace RingCentralAD.Sso.Tests;

/// <summary>What somebody does in a browser without scripts.</summary>
internal static class Visit
{
    /// <summary>Fills in the sign-in page and sends it.</summary>
    public static Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string page, string name, string password, CancellationToken stop) => browser.PostAsync(
        "/sso/signin",
        new FormUrlEncodedContent([new("request", TestProvider.Field(page, "request")), new("token", TestProvider.Field(page, "token")), new("name", name), new("password", password)]),
        stop);

    /// <summary>Opens an address and gives the page.</summary>
    public static async Task<string> PageAsync(this HttpClient browser, string address, CancellationToken stop)
    {
        using HttpResponseMessage answer = await browser.GetAsync(address, stop);
        return await answer.Content.ReadAsStringAsync(stop);
    }

    /// <summary>Opens an address, signs in as Ann, and gives the page that posts the answer.</summary>
    public static async Task<string> SignInAsync(this HttpClient browser, string address, CancellationToken stop)
    {
        using HttpResponseMessage answer = await browser.SignInAsync(await browser.PageAsync(address, stop), "ann", FakeCredentials.Password, stop);
        string page = await answer.Content.ReadAsStringAsync(stop);
        return answer.StatusCode == HttpStatusCode.OK ? page : throw new InvalidOperationException($"{answer.StatusCode}: {page}");
    }
}

using Microsoft.Extensions.Time.Testing;

namespace RingCentralAD.Simulator.Tests;

public sealed class SignInTests
{
    [Theory]
    [InlineData("wrong", AppRegistration.DefaultClientSecret, null, null, "invalid_client", "OAU-146")]
    [InlineData(AppRegistration.DefaultClientId, "wrong", null, null, "invalid_client", "OAU-146")]
    [InlineData(AppRegistration.DefaultClientId, AppRegistration.DefaultClientSecret, "a.b.c", null, "invalid_grant", "OAU-140")]
    [InlineData(AppRegistration.DefaultClientId, AppRegistration.DefaultClientSecret, null, "password", "unsupported_grant_type", "OAU-250")]
    [InlineData(AppRegistration.DefaultClientId, AppRegistration.DefaultClientSecret, null, "authorization_code", "unauthorized_client", "OAU-251")]
    public async Task What_cannot_sign_in_is_told_why(string client, string secret, string? jwt, string? grant, string error, string code)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient plain = new(simulator.BaseUri);
        Reply reply = grant is null ? await plain.SignInAsync(jwt, client, secret) : await plain.SignInAsync(jwt, client, secret, grant);
        Assert.Equal((400, error, code), (reply.Status, reply.Text("error"), reply.Code));
    }

    [Fact]
    public async Task An_assertion_signed_with_HS256_is_refused()
    {
        string jwt = JwtCredential.Make("1", "HS256");
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o => o.Credentials[0].Jwt = jwt);
        using PlainClient plain = new(simulator.BaseUri);
        Assert.Equal("OAU-347", (await plain.SignInAsync(jwt)).Code);
    }

    [Fact]
    public async Task An_app_without_the_JWT_flow_is_refused()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o => o.Apps[0].JwtFlow = false);
        using PlainClient plain = new(simulator.BaseUri);
        Assert.Equal("OAU-251", (await plain.SignInAsync()).Code);
    }

    [Fact]
    public async Task A_public_client_names_itself_in_the_body()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o => o.Apps.Add(new AppRegistration { ClientId = "public", ClientSecret = null }));
        using PlainClient plain = new(simulator.BaseUri);
        using HttpRequestMessage request = new(HttpMethod.Post, "restapi/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("client_id", "public"), new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", JwtCredential.DefaultJwt)]),
        };
        Assert.Equal(200, (await plain.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_token_ends_by_the_simulators_clock()
    {
        FakeTimeProvider clock = new();
        await using RingCentralSimulator simulator = await Start.RaisedAsync(clock: clock);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        clock.Advance(TimeSpan.FromSeconds(3599));
        Assert.Equal(200, (await client.GetAsync("v1.0/account/~")).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Reply reply = await client.GetAsync("v1.0/account/~");
        Assert.Equal((401, "OAU-128"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_sixth_session_ends_the_first()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient first = await PlainClient.SignedInAsync(simulator.BaseUri);
        for (int i = 0; i < 4; i++)
        {
            using PlainClient more = await PlainClient.SignedInAsync(simulator.BaseUri);
        }

        Assert.Equal(200, (await first.GetAsync("v1.0/account/~")).Status);
        using PlainClient sixth = await PlainClient.SignedInAsync(simulator.BaseUri);
        Assert.Equal("OAU-213", (await first.GetAsync("v1.0/account/~")).Code);
        Assert.Equal(5, simulator.Tokens.Count);
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_ends_the_access_token()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o =>
        {
            o.Apps[0].RefreshTokens = true;
            o.Apps[0].ClientSecret = null;
        });
        using PlainClient client = new(simulator.BaseUri);
        Reply token = await client.SignInAsync();
        Reply renewed = await RefreshAsync(client, token.Text("refresh_token"));
        Assert.Equal(200, renewed.Status);
        Assert.Equal(400, (await RefreshAsync(client, token.Text("refresh_token"))).Status);
        client.Use(token.Text("access_token"));
        Assert.Equal(401, (await client.GetAsync("v1.0/account/~")).Status);
        client.Use(renewed.Text("access_token"));
        Assert.Equal(200, (await client.GetAsync("v1.0/account/~")).Status);
    }

    [Theory]
    [InlineData(null, "AGW-401")]
    [InlineData("Basic abc", "AGW-402")]
    [InlineData("Bearer short", "OAU-149")]
    [InlineData("Bearer nobodyEverIssuedThisTokenHere", "OAU-213")]
    public async Task A_bad_Authorization_header_is_401(string? header, string code)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = new(simulator.BaseUri);
        if (header is not null)
        {
            client.Headers.TryAddWithoutValidation("Authorization", header);
        }

        Reply reply = await client.GetAsync("v1.0/account/~");
        Assert.Equal((401, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_missing_scope_and_a_missing_permission_are_named()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(change: o =>
        {
            o.Apps[0].Scopes = ["ReadAccounts", "EditExtensions"];
            o.Credentials[0].Permissions = ["ReadExtensions", "ReadCompanyInfo"];
        });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply scope = await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com"));
        Assert.Equal((403, "CMN-401"), (scope.Status, scope.Code));
        Assert.Contains("[EditAccounts]", scope.Body, StringComparison.Ordinal);
        Reply permission = await client.SendAsync("PUT", Start.Extension + "/~", new { contact = new { lastName = "B" } });
        Assert.Equal((403, "CMN-408"), (permission.Status, permission.Code));
        Assert.Equal(200, (await client.GetAsync(Start.Extension)).Status);
    }

    [Fact]
    public async Task A_second_credential_leads_to_a_second_account()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(
            new SeedRequest { Accounts = { new SeedRequest { AccountId = 777000888008, CompanyName = "Other" } } },
            change: o => o.Credentials.Add(new JwtCredential { Jwt = JwtCredential.Make("777"), AccountId = 777000888008 }));
        using PlainClient client = new(simulator.BaseUri);
        Reply token = await client.SignInAsync(JwtCredential.Make("777"));
        client.Use(token.Text("access_token"));
        Assert.Equal(777000888008, (await client.GetAsync("v1.0/account/~")).Id);
        Assert.Equal("CMN-102", (await client.GetAsync($"v1.0/account/{SeedRequest.DefaultAccountId}")).Code);
    }

    private static Task<Reply> RefreshAsync(PlainClient client, string token) => client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "restapi/oauth/token")
    {
        Content = new FormUrlEncodedContent([new("client_id", AppRegistration.DefaultClientId), new("grant_type", "refresh_token"), new("refresh_token", token)]),
    });
}

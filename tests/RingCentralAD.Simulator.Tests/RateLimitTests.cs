using Microsoft.Extensions.Time.Testing;

namespace RingCentralAD.Simulator.Tests;

public sealed class RateLimitTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("light", "v1.0/account/~", 50)]
    [InlineData("medium", Start.Extension, 40)]
    [InlineData("heavy", "v1.0/account/~/phone-number", 10)]
    public async Task Each_group_has_its_allowance_and_announces_it(string group, string path, int limit)
    {
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(new SimulatorOptions(), _clock, TestContext.Current.CancellationToken);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        for (int left = limit - 1; left >= 0; left--)
        {
            Reply reply = await client.GetAsync(path);
            Assert.Equal((200, group, $"{limit}", $"{left}", "60"), (reply.Status, reply.Headers["X-Rate-Limit-Group"], reply.Headers["X-Rate-Limit-Limit"], reply.Headers["X-Rate-Limit-Remaining"], reply.Headers["X-Rate-Limit-Window"]));
        }

        Reply refused = await client.GetAsync(path);
        Assert.Equal((429, "CMN-301", "60", "0"), (refused.Status, refused.Code, refused.Headers["Retry-After"], refused.Headers["X-Rate-Limit-Remaining"]));
    }

    [Fact]
    public async Task The_sixth_sign_in_of_a_minute_is_refused()
    {
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(new SimulatorOptions(), _clock, TestContext.Current.CancellationToken);
        using PlainClient client = new(simulator.BaseUri);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await client.SignInAsync()).Status);
        }

        Assert.Equal(429, (await client.SignInAsync()).Status);
    }

    [Fact]
    public async Task The_window_slides()
    {
        (RingCentralSimulator simulator, PlainClient client) = await TightAsync(2);
        await using RingCentralSimulator held = simulator;
        using PlainClient used = client;
        Assert.Equal(200, await StatusAsync(client));
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(200, await StatusAsync(client));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, await StatusAsync(client));
        Assert.Equal(429, await StatusAsync(client));
    }

    [Fact]
    public async Task Every_request_in_the_penalty_starts_it_anew()
    {
        (RingCentralSimulator simulator, PlainClient client) = await TightAsync(1);
        await using RingCentralSimulator held = simulator;
        using PlainClient used = client;
        Assert.Equal(200, await StatusAsync(client));
        Assert.Equal(429, await StatusAsync(client));
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(59));
            Assert.Equal(429, await StatusAsync(client));
        }

        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200, await StatusAsync(client));
    }

    [Fact]
    public async Task Groups_and_users_do_not_share_an_allowance()
    {
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(
            new SimulatorOptions
            {
                RateLimits = new RateLimitOptions { Light = new RateLimit { Limit = 1 } },
                Seed = new SeedRequest { Extensions = { new SeedExtension { Id = 9008, FirstName = "Svc", Email = "svc@example.com" } } },
                Credentials = { new JwtCredential { Jwt = JwtCredential.Make("svc"), ExtensionId = 9008 } },
            },
            _clock,
            TestContext.Current.CancellationToken);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Assert.Equal(200, await StatusAsync(client));
        Assert.Equal(429, await StatusAsync(client));
        Assert.Equal(200, (await client.GetAsync(Start.Extension)).Status);
        client.Use((await client.SignInAsync(JwtCredential.Make("svc"))).Text("access_token"));
        Assert.Equal(200, await StatusAsync(client));
    }

    [Theory]
    [InlineData(RetryAfterForm.Absent, null)]
    [InlineData(RetryAfterForm.Date, "Mon, 05 Jan 2026 08:01:00 GMT")]
    public async Task Retry_After_takes_other_forms(RetryAfterForm form, string? expected)
    {
        (RingCentralSimulator simulator, PlainClient client) = await TightAsync(0);
        await using RingCentralSimulator held = simulator;
        using PlainClient used = client;
        simulator.Options.RateLimits.RetryAfter = form;
        Reply refused = await client.GetAsync("v1.0/account/~");
        Assert.Equal((429, expected), (refused.Status, refused.Headers.GetValueOrDefault("Retry-After")));
        Assert.Equal("Mon, 05 Jan 2026 08:00:00 GMT", refused.Headers["Date"]);
    }

    [Fact]
    public async Task A_refused_write_writes_nothing()
    {
        (RingCentralSimulator simulator, PlainClient client) = await TightAsync(1);
        await using RingCentralSimulator held = simulator;
        using PlainClient used = client;
        simulator.Options.RateLimits.Medium.Limit = 0;
        string before = simulator.State.Dump();
        Assert.Equal(429, (await client.SendAsync("POST", Start.Extension, Start.Person("A", "B", "a@example.com"))).Status);
        Assert.Equal(before, simulator.State.Dump());
    }

    private async Task<(RingCentralSimulator Simulator, PlainClient Client)> TightAsync(int light)
    {
        SimulatorOptions options = new() { RateLimits = new RateLimitOptions { Light = new RateLimit { Limit = light } } };
        RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(options, _clock, TestContext.Current.CancellationToken);
        return (simulator, await PlainClient.SignedInAsync(simulator.BaseUri));
    }

    private static async Task<int> StatusAsync(PlainClient client) => (await client.GetAsync("v1.0/account/~")).Status;
}

using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>The simulator and the connector on one driven clock.</summary>
internal sealed class SimulatedPlatform : IAsyncDisposable
{
    private readonly List<InFlight> _handlers = [];

    private SimulatedPlatform(RingCentralSimulator simulator, DrivenTime time)
    {
        Simulator = simulator;
        Time = time;
        time.IsBusy = () => !SimulatorWaits && _handlers.Any(handler => handler.Count > 0);
    }

    public RingCentralSimulator Simulator { get; }

    public DrivenTime Time { get; }

    /// <summary>Set where the simulator itself waits by the clock (Slow).</summary>
    public bool SimulatorWaits { get; set; }

    public static async Task<SimulatedPlatform> StartAsync(SimulatorOptions options)
    {
        DrivenTime time = new() { Patience = TimeSpan.FromMilliseconds(10) };
        time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        return new SimulatedPlatform(await RingCentralSimulator.StartAsync(options, time, TestContext.Current.CancellationToken), time);
    }

    public static SimulatorOptions Raised(SeedRequest? seed = null) => new() { RateLimits = RateLimitOptions.Raised(), Seed = seed ?? new SeedRequest() };

    public static AccountSecrets Secrets(string? jwt = null, string? clientSecret = AppRegistration.DefaultClientSecret) =>
        new(ScriptedServer.Secure(clientSecret), ScriptedServer.Secure(jwt ?? JwtCredential.DefaultJwt));

    public Task<RingCentralAccount> OpenAsync(RingCentralOptions? options = null, Uri? server = null, AccountSecrets? secrets = null, string clientId = AppRegistration.DefaultClientId)
    {
        InFlight handler = new();
        _handlers.Add(handler);
        AccountSettings settings = new() { Server = server ?? Simulator.BaseUri, ClientId = clientId };
        return Time.DriveAsync(RingCentralAccount.OpenAsync(settings, secrets ?? Secrets(), Time, handler, options ?? new RingCentralOptions(), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        _handlers.ForEach(handler => handler.Dispose());
    }

    /// <summary>Counts the requests that are on the way, their answers' bodies included.</summary>
    private sealed class InFlight : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        private int _count;

        public int Count => Volatile.Read(ref _count);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            try
            {
                HttpResponseMessage response = await _inner.SendAsync(request, cancellationToken);
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                return response;
            }
            finally
            {
                Interlocked.Decrement(ref _count);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace RingCentralAD.Simulator;

/// <summary>A RingCentral platform in memory, listening on the loopback address.</summary>
public sealed class RingCentralSimulator : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Platform _platform;

    private RingCentralSimulator(WebApplication web, Platform platform, Uri baseUri)
    {
        _web = web;
        _platform = platform;
        BaseUri = baseUri;
    }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>Accounts, extensions, numbers: to seed and to assert on.</summary>
    public SimulatorState State => _platform.State;

    /// <summary>What it was asked.</summary>
    public RequestLog RequestLog => _platform.Log;

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults => _platform.Faults;

    /// <summary>Exceptions of the simulator's own; a test that ends with one in here proves nothing.</summary>
    public IReadOnlyCollection<Exception> Bugs => _platform.Bugs;

    /// <summary>Sessions that are open.</summary>
    public TokenStore Tokens => _platform.Tokens;

    /// <summary>Its settings; limits and behaviour may be changed while it runs.</summary>
    public SimulatorOptions Options => _platform.Options;

    /// <summary>The operations that it carries out.</summary>
    public static IReadOnlyList<OperationInfo> Operations { get; } = [.. OperationTable.All.Select(o => new OperationInfo(o.Name, o.Method, o.Path, o.Group, o.Scope, o.Permission))];

    /// <summary>The clock that its limits, tokens, tasks and delays go by.</summary>
    public TimeProvider Clock => _platform.Clock;

    /// <summary>Starts a platform; it listens when the task is done.</summary>
    /// <param name="options">Its settings; null takes the defaults.</param>
    /// <param name="clock">Its clock; null is the machine's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<RingCentralSimulator> StartAsync(SimulatorOptions? options = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        WebApplication web = builder.Build();
        Platform platform = new(options, clock ?? TimeProvider.System);
        ControlInterface control = new(platform);
        web.Run(http => ServeAsync(http, platform, control));
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }

        string address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new RingCentralSimulator(web, platform, new Uri(address + "/"));
    }

    /// <summary>Back to the start: the options' seed, no sessions, no faults, an empty log.</summary>
    public void Reset() => _platform.Reset();

    /// <summary>Completes a port: the pending number becomes PortedIn and takes the temporary number's place.</summary>
    /// <param name="phoneNumber">The pending number, E.164.</param>
    /// <param name="replace">False leaves the temporary number where it is until somebody calls the replace operation.</param>
    public void CompletePort(string phoneNumber, bool replace = true) => Porting.Complete(State, phoneNumber, replace);

    /// <summary>Waits until it has been told to stop (SIGINT, SIGTERM).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _web.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private static async Task ServeAsync(HttpContext http, Platform platform, ControlInterface control)
    {
        try
        {
            await (http.Request.Path.StartsWithSegments("/simulator") ? control.HandleAsync(http) : platform.HandleAsync(http));
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client has gone; what the request did stays done.
        }
    }
}

/// <summary>An operation by its operationId, with the rate-limit group, app scope and user permission that it needs.</summary>
public sealed record OperationInfo(string Name, string Method, string Path, string Group, string? Scope, string? Permission);

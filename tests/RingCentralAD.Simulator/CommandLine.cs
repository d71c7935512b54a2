using System.Globalization;
using System.Net;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>The simulator as a process.</summary>
internal static class CommandLine
{
    private const string Usage = """
        Simulates the RingCentral platform on the loopback address.

          --urls http://127.0.0.1:PORT   where to listen; port 0 (the default) takes a free one
          --settings FILE                settings as JSON (see README.md)
          --seed FILE                    what the account holds, as JSON
          --raised-limits                rate limits so high that nothing meets them
          --clock-speed N                its clock runs N times as fast as the machine's
          --stop-with-stdin              stop when standard input ends
          --help                         this text
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return 0;
        }

        try
        {
            (SimulatorOptions options, SimulatorClock clock, bool withStdin) = Parse(args);
            await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(options, clock);
            Console.WriteLine($"RingCentral simulator ready at {simulator.BaseUri}");
            Console.WriteLine(SignIn(options, simulator.BaseUri));
            Task stop = simulator.WaitForShutdownAsync();
            await (withStdin ? Task.WhenAny(stop, Console.In.ReadToEndAsync()) : stop);
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or JsonException or IOException or FormatException)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n\n{Usage}");
            return 2;
        }
    }

    /// <summary>The lines that connect a hub to it, to be pasted: the secrets open nothing but this simulator.</summary>
    private static string SignIn(SimulatorOptions options, Uri baseUri)
    {
        if (options.Apps.FirstOrDefault(static app => app.JwtFlow) is not { } app || options.Credentials.FirstOrDefault() is not { } user)
        {
            return "No app of its settings can sign in with a JWT.";
        }

        (string secret, string secretFrom) = app.ClientSecret is null ? ("", "") : ($"$env:SIMULATOR_SECRET = '{app.ClientSecret}'; ", "-ClientSecretFrom env:SIMULATOR_SECRET ");
        return $"""
            To sign in:
              {secret}$env:SIMULATOR_JWT = '{user.Jwt}'
              Connect-RcAccount -ClientId {app.ClientId} {secretFrom}-JwtFrom env:SIMULATOR_JWT -Uri {baseUri}
            """;
    }

    private static (SimulatorOptions Options, SimulatorClock Clock, bool WithStdin) Parse(string[] args)
    {
        SimulatorOptions options = Value(args, "--settings") is { } settings ? Read<SimulatorOptions>(settings) : new SimulatorOptions();
        if (Value(args, "--seed") is { } seed)
        {
            options.Seed = Read<SeedRequest>(seed);
        }

        if (Value(args, "--urls") is { } urls)
        {
            options.Port = Port(urls);
        }

        if (args.Contains("--raised-limits"))
        {
            options.RateLimits = RateLimitOptions.Raised();
        }

        double speed = double.Parse(Value(args, "--clock-speed") ?? "1", CultureInfo.InvariantCulture);
        string[] known = ["--settings", "--seed", "--urls", "--clock-speed", "--raised-limits", "--stop-with-stdin"];
        string? unknown = args.FirstOrDefault(a => a.StartsWith('-') && !known.Contains(a));
        return unknown is null ? (options, new SimulatorClock(speed), args.Contains("--stop-with-stdin")) : throw new ArgumentException($"There is no option {unknown}.");
    }

    private static int Port(string urls)
    {
        Uri uri = new(urls);
        bool loopback = uri.IsLoopback && (uri.HostNameType == UriHostNameType.Dns || IPAddress.Loopback.Equals(IPAddress.Parse(uri.Host)));
        return loopback && uri.Scheme == "http" ? uri.Port : throw new ArgumentException($"{urls}: the simulator listens on http://127.0.0.1 only.");
    }

    private static string? Value(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? null : at + 1 < args.Length ? args[at + 1] : throw new ArgumentException($"{name} needs a value.");
    }

    private static T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllText(path), SimulatorJson.Options) ?? throw new ArgumentException($"{path} is empty.");
}

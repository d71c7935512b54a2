using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>
/// Prism between a client and a platform. What the client sends to <see cref="BaseUri"/> goes through Prism to the
/// platform; what breaks RingCentral's specification, in either direction, stands in <see cref="Violations"/>.
/// </summary>
public sealed class PrismProxy : IAsyncDisposable
{
    private readonly Process _prism;
    private readonly RecordingProxy _front;

    private PrismProxy(Process prism, RecordingProxy front)
    {
        _prism = prism;
        _front = front;
    }

    /// <summary>Why tests with Prism cannot run here; null where they can, and always null on CI, where they must.</summary>
    public static string? SkipReason =>
        Environment.GetEnvironmentVariable("CI") == "true" ? null
        : RingCentralSpecification.Path is null ? "RingCentral's specification (shared/ringcentral/openapi.json) does not lie beside the repository."
        : NpmInstall.NodeIsThere ? null
        : "node and npm are not installed.";

    /// <summary>Where the client sends its requests.</summary>
    public Uri BaseUri => _front.BaseUri;

    /// <summary>Requests and answers that broke the specification, in order.</summary>
    public IReadOnlyList<string> Violations => _front.Violations;

    /// <summary>How many exchanges went through.</summary>
    public int Exchanges => _front.Exchanges;

    /// <summary>operationId is not known to Prism's answers; so this lists method and path of everything that went through.</summary>
    public IReadOnlyCollection<string> Seen => _front.Seen;

    /// <summary>Starts Prism before a platform; installs it first where need be.</summary>
    /// <param name="platform">Where the platform listens.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<PrismProxy> StartAsync(Uri platform, CancellationToken cancellationToken = default)
    {
        string specification = RingCentralSpecification.Path
            ?? throw new FileNotFoundException("RingCentral's specification (shared/ringcentral/openapi.json) does not lie beside the repository.");
        (string script, string preload) = await PrismInstall.EnsureAsync(cancellationToken);
        int port = LoopbackPort.Free();
        ProcessStartInfo start = new("node", ["--require", preload, script, "proxy", specification, platform.AbsoluteUri.TrimEnd('/'), "--host", "127.0.0.1", "--port", $"{port}", "--errors", "-v", "error"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process prism = Process.Start(start)!;
        StringBuilder output = new();
        prism.OutputDataReceived += (_, line) => Append(output, line.Data);
        prism.ErrorDataReceived += (_, line) => Append(output, line.Data);
        prism.BeginOutputReadLine();
        prism.BeginErrorReadLine();
        try
        {
            await WaitAsync(prism, port, output, cancellationToken);
            return new PrismProxy(prism, await RecordingProxy.StartAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken));
        }
        catch
        {
            Stop(prism);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        Stop(_prism);
    }

    private static void Stop(Process prism)
    {
        if (!prism.HasExited)
        {
            prism.Kill(entireProcessTree: true);
            prism.WaitForExit();
        }

        prism.Dispose();
    }

    private static async Task WaitAsync(Process prism, int port, StringBuilder output, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (prism.HasExited)
            {
                throw new InvalidOperationException($"Prism ended with code {prism.ExitCode}:\n{Text(output)}");
            }

            try
            {
                using TcpClient probe = new();
                await probe.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, limit.Token);
            }
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private static string Text(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }
}

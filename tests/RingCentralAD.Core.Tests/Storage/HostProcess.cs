using System.Diagnostics;
using System.Globalization;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A process that works on a hub as a host of its own: it goes by another machine's name.</summary>
internal sealed class HostProcess
{
    private readonly Process _process;
    private readonly string _name;
    private Task<string?>? _next;

    private HostProcess(Process process, string name) => (_process, _name) = (process, name);

    /// <summary>The number of the lease that it took last.</summary>
    public int Number { get; private set; }

    public static HostProcess Start(string mode, string location, string name, string leaseSeconds)
    {
        string program = Path.Combine(AppContext.BaseDirectory.Replace("RingCentralAD.Core.Tests", "RingCentralAD.StoreWriter", StringComparison.Ordinal), "RingCentralAD.StoreWriter.dll");
        ProcessStartInfo start = new("unshare", ["--uts", "sh", "-c", "hostname \"$1\" && exec dotnet \"$2\" \"$3\" \"$1\"", "sh", name, program, mode]) { RedirectStandardOutput = true };
        start.Environment["RCAD_TEST_HUB"] = location;
        start.Environment["RCAD_TEST_LEASE"] = leaseSeconds;
        return new HostProcess(Process.Start(start)!, name);
    }

    /// <summary>Waits for the first of several that takes the lease.</summary>
    public static async Task<HostProcess> WhoTookAsync(IReadOnlyList<HostProcess> hosts, CancellationToken cancellationToken)
    {
        while (true)
        {
            HostProcess spoke = hosts[await IndexOfFirstAsync(hosts.Select(host => host.NextAsync(cancellationToken)).ToArray(), cancellationToken)];
            string line = await spoke.TakeAsync(cancellationToken);
            if (line.StartsWith("took ", StringComparison.Ordinal))
            {
                spoke.Number = int.Parse(line[5..], CultureInfo.InvariantCulture);
                return spoke;
            }

            spoke._said.Add(line);
        }
    }

    /// <summary>Reads until it says a line.</summary>
    public async Task<bool> SaysAsync(string line, CancellationToken cancellationToken)
    {
        while (!_said.Remove(line))
        {
            _said.Add(await TakeAsync(cancellationToken));
        }

        return true;
    }

    /// <summary>Ends it as the kernel would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    public override string ToString() => _name;

    private readonly List<string> _said = [];

    private static async Task<int> IndexOfFirstAsync(Task<string?>[] lines, CancellationToken cancellationToken)
    {
        Task<string?> first = await Task.WhenAny(lines).WaitAsync(cancellationToken);
        return Array.IndexOf(lines, first);
    }

    private Task<string?> NextAsync(CancellationToken cancellationToken) => _next ??= _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();

    private async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        string? line = await NextAsync(cancellationToken);
        _next = null;
        return line ?? throw new InvalidOperationException($"{_name} ended.");
    }
}

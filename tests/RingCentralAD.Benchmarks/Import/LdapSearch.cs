using System.Diagnostics;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>ldapsearch, paged, over LDAPS with a simple bind as the same account; what it prints is thrown away.</summary>
internal sealed class LdapSearch(SambaServer server, string filter, IReadOnlyList<string> attributes)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(2);

    private string[] Connection => ["-LLL", "-x", "-o", "ldif_wrap=no", "-H", $"ldaps://{server.Address}", "-D", SambaServer.AdministratorDn, "-w", SambaServer.Password];

    private string[] Arguments => [.. Connection, "-E", "pr=1000/noprompt", "-b", SambaServer.BaseDn, filter, .. attributes];

    /// <summary>How many entries it finds.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        ToolResult result = await server.RunAsync("ldapsearch", Arguments, cancellationToken: cancellationToken);
        return result.Success("ldapsearch").Split('\n').Count(line => line.StartsWith("dn:", StringComparison.Ordinal));
    }

    /// <summary>From the start of the process to its end, in milliseconds.</summary>
    public Task<double> TimeAsync(CancellationToken cancellationToken) => TimeAsync(Arguments, cancellationToken);

    /// <summary>The same for a search that finds nothing to read: what starting, connecting and signing in take of it.</summary>
    public Task<double> TimeSignInAsync(CancellationToken cancellationToken) => TimeAsync([.. Connection, "-s", "base", "-b", "", "1.1"], cancellationToken);

    /// <summary>Its peak memory in KiB. Looked at while it runs, hence not in a run whose time counts.</summary>
    public async Task<long> PeakAsync(CancellationToken cancellationToken)
    {
        using Process process = Start(Arguments);
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, ProcessMemory.PeakOf(process.Id) ?? 0);
            await Task.Delay(s_look, cancellationToken);
        }

        return peak;
    }

    private async Task<double> TimeAsync(string[] arguments, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(arguments);
        await process.WaitForExitAsync(cancellationToken);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 ? milliseconds : throw new InvalidOperationException($"ldapsearch ended with {process.ExitCode}.");
    }

    // The shell is replaced by ldapsearch: its process is the one that is timed and looked at.
    private Process Start(string[] arguments)
    {
        ProcessStartInfo info = new("/bin/sh", ["-c", "exec ldapsearch \"$@\" >/dev/null", "sh", .. arguments]);
        info.Environment["LDAPTLS_CACERT"] = server.CaFile;
        info.Environment["LDAPCONF"] = "/dev/null";
        return Process.Start(info)!;
    }
}

using System.Diagnostics;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>
/// ldapsearch over LDAPS with a simple bind as the same account; what it prints is thrown away. Timed from the start of its process to its end.
/// </summary>
internal sealed class LdapSearch(string name, PeopleQuestion question, params IReadOnlyList<string> control) : Reader(name)
{
    private string[] Connection => ["-LLL", "-x", "-o", "ldif_wrap=no", "-H", question.Url, "-D", SambaServer.AdministratorDn, "-w", SambaServer.Password];

    private string[] Arguments => [.. Connection, .. control, "-b", SambaServer.BaseDn, question.Filter, .. question.Attributes];

    /// <summary>In pages of 1,000.</summary>
    public static LdapSearch Paged(PeopleQuestion question) => new("ldapsearch, paged, read only", question, "-E", "pr=1000/noprompt");

    /// <summary>By DirSync from the beginning: the floor.</summary>
    public static LdapSearch DirSync(PeopleQuestion question) => new("ldapsearch, DirSync, read only", question, "-E", "!dirSync=0/0");

    /// <summary>By DirSync from a cookie on.</summary>
    public static LdapSearch DirSync(PeopleQuestion question, string cookie) => new("ldapsearch, DirSync", question, "-E", $"!dirSync=0/0/{cookie}");

    public override async Task<Reading> ReadAsync(CancellationToken cancellationToken) => new(await TimeAsync(Arguments, cancellationToken), -1);

    /// <summary>How many entries it finds.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        ToolResult result = await question.Server.RunAsync("ldapsearch", Arguments, cancellationToken: cancellationToken);
        return result.Success("ldapsearch").Split('\n').Count(line => line.StartsWith("dn:", StringComparison.Ordinal));
    }

    /// <summary>Milliseconds for a search that finds nothing to read: what starting, connecting and signing in take.</summary>
    public Task<double> TimeSignInAsync(CancellationToken cancellationToken) => TimeAsync([.. Connection, "-s", "base", "-b", "", "1.1"], cancellationToken);

    public override async Task<long> PeakAsync(CancellationToken cancellationToken)
    {
        using Process process = Start(Arguments);
        return await PeakAsync(process, cancellationToken);
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
        info.Environment["LDAPTLS_CACERT"] = question.Server.CaFile;
        info.Environment["LDAPCONF"] = "/dev/null";
        return Process.Start(info)!;
    }
}

using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>
/// OpenLDAP's own consumer of DirSync (<c>syncrepl … type=dirSync</c>): it reads the same people and stores them in a database of its own,
/// without waiting for the disk (dbnosync). Timed from its start until it has stored the cookie, which it does when everybody is in.
/// </summary>
internal sealed class SlapdConsumer(PeopleQuestion question, string folder) : Reader("slapd's DirSync consumer, stores")
{
    private const string BaseDn = "dc=corp,dc=example";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    // Without whenCreated it takes every entry for a change of one that it should have.
    private static readonly string[] s_needs = ["objectClass", "cn", "whenCreated", "instanceType"];

    /// <summary>Why it cannot be run here; null where it can.</summary>
    public static string? WhyNot => ServerTools.Missing("slapd", "slapadd", "ldapsearch")
        ?? (File.Exists("/etc/ldap/schema/msuser.schema") ? null : "OpenLDAP's msuser.schema is missing: it comes with Debian's slapd.");

    private long _peak;

    /// <summary>That of the last run: looking at it once, at the end, costs no time.</summary>
    public override Task<long> PeakAsync(CancellationToken cancellationToken) => Task.FromResult(_peak);

    public override async Task<Reading> ReadAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(folder, "db"));
        string configuration = Path.Combine(folder, "slapd.conf");
        string first = Path.Combine(folder, "first.ldif");
        await File.WriteAllTextAsync(configuration, Configuration, cancellationToken);
        await File.WriteAllTextAsync(first, $"dn: {BaseDn}\nobjectClass: dcObject\nobjectClass: organization\no: Corp\ndc: corp\n", cancellationToken);
        (await ServerTools.RunAsync("slapadd", ["-q", "-f", configuration, "-b", BaseDn, "-l", first], cancellationToken: cancellationToken)).Success("slapadd");
        string url = string.Create(CultureInfo.InvariantCulture, $"ldap://127.0.0.1:{LoopbackPort.Free()}");
        long start = Stopwatch.GetTimestamp();
        using Process slapd = Process.Start(new ProcessStartInfo("/usr/sbin/slapd", ["-d", "0", "-h", url, "-f", configuration]) { RedirectStandardError = true })!;
        try
        {
            while (!await HasCookieAsync(url, cancellationToken))
            {
                if (slapd.HasExited)
                {
                    throw new InvalidOperationException($"slapd ended: {await slapd.StandardError.ReadToEndAsync(cancellationToken)}");
                }

                await Task.Delay(s_look, cancellationToken);
            }

            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _peak = ProcessMemory.PeakOf(slapd.Id) ?? 0;
            string people = await SearchAsync(url, ["-E", "pr=1000/noprompt", "-b", BaseDn, "(objectClass=user)", "1.1"], cancellationToken);
            return new Reading(milliseconds, people.Split('\n').Count(line => line.StartsWith("dn:", StringComparison.Ordinal)));
        }
        finally
        {
            slapd.Kill();
            await slapd.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> HasCookieAsync(string url, CancellationToken cancellationToken) =>
        (await SearchAsync(url, ["-b", BaseDn, "-s", "base", "dirSyncCookie"], cancellationToken)).Contains("dirSyncCookie:", StringComparison.OrdinalIgnoreCase);

    private static async Task<string> SearchAsync(string url, string[] arguments, CancellationToken cancellationToken) =>
        (await ServerTools.RunAsync("ldapsearch", ["-LLL", "-x", "-H", url, .. arguments], cancellationToken: cancellationToken)).Output;

    private string Configuration => $"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        include /etc/ldap/schema/nis.schema
        include /etc/ldap/schema/msuser.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        loglevel none
        sizelimit unlimited
        database mdb
        suffix {BaseDn}
        directory {folder}/db
        rootdn cn=admin,{BaseDn}
        maxsize 8589934592
        dbnosync
        index objectClass,entryUUID,entryCSN eq
        syncrepl rid=1 provider={question.Url} searchbase="{SambaServer.BaseDn}" type=dirSync bindmethod=simple binddn="{SambaServer.AdministratorDn}" credentials="{SambaServer.Password}" filter="{question.Filter}" attrs="{string.Join(',', question.Attributes.Concat(s_needs).Distinct(StringComparer.OrdinalIgnoreCase))}" scope=sub schemachecking=off retry="1 +" interval=00:01:00:00 tls_cacert={question.Server.CaFile} tls_reqcert=demand

        """;
}

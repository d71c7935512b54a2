using System.Diagnostics;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>Who takes part beside ours, and who is missing and why.</summary>
internal sealed record Contenders(IReadOnlyList<Reader> Readers, IReadOnlyList<string> Missing)
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Finds them.</summary>
    /// <param name="question">What they are asked.</param>
    /// <param name="folder">Where they may keep what they store.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Contenders> FindAsync(PeopleQuestion question, string folder, CancellationToken cancellationToken)
    {
        List<Reader> readers = [LdapSearch.Paged(question), LdapSearch.DirSync(question)];
        List<string> missing = [];
        if (await HasPythonLdapAsync(cancellationToken))
        {
            readers.Add(new ScriptReader("python3-ldap, read only", Python, "python_ldap.py", question));
        }
        else
        {
            missing.Add("python3-ldap (apt-get install python3-ldap)");
        }

        (string? ldapts, string? why) = await LdaptsInstall.EnsureAsync(cancellationToken);
        if (ldapts is not null)
        {
            readers.Add(new ScriptReader($"ldapts {LdaptsInstall.Version}, read only", "node", "ldapts.cjs", question, ldapts));
        }
        else
        {
            missing.Add($"ldapts ({why})");
        }

        if (SlapdConsumer.WhyNot is { } reason)
        {
            missing.Add($"slapd's DirSync consumer ({reason})");
        }
        else
        {
            readers.Add(new SlapdConsumer(question, Path.Combine(folder, "consumer")));
        }

        return new Contenders(readers, missing);
    }

    private static async Task<bool> HasPythonLdapAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using Process python = Process.Start(new ProcessStartInfo(Python, ["-c", "import ldap"]) { RedirectStandardError = true })!;
        await python.WaitForExitAsync(cancellationToken);
        return python.ExitCode == 0;
    }
}

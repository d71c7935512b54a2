using System.Diagnostics;

namespace RingCentralAD.TestServers;

/// <summary>What a program printed and how it ended.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output, where the program succeeded.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public string Success(string tool) => ExitCode == 0 ? Output : throw new InvalidOperationException($"{tool} ended with {ExitCode}: {Error}{Output}");
}

/// <summary>Finds and runs the programs that the servers consist of.</summary>
public static class ServerTools
{
    private static readonly Dictionary<string, string> s_packages = new(StringComparer.Ordinal)
    {
        ["samba"] = "samba-ad-dc",
        ["samba-tool"] = "samba-ad-provision",
        ["ldbadd"] = "ldb-tools",
        ["ldbmodify"] = "ldb-tools",
        ["ldapsearch"] = "ldap-utils",
        ["ldapmodify"] = "ldap-utils",
        ["ldapadd"] = "ldap-utils",
        ["kinit"] = "krb5-user",
        ["slapd"] = "slapd",
        ["slapadd"] = "slapd",
        ["setsid"] = "util-linux",
        ["chromium"] = "chromium",
        ["xmllint"] = "libxml2-utils",
        ["xmlsec1"] = "xmlsec1",
    };

    private static readonly string[] s_folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/libexec",
    ];

    /// <summary>Why these programs cannot be run here, with the Debian packages that hold them; null where all are there.</summary>
    public static string? Missing(params IEnumerable<string> tools)
    {
        string[] missing = [.. tools.Where(tool => Find(tool) is null)];
        return missing.Length == 0 ? null
            : $"{string.Join(", ", missing)} not found; install: apt-get install --no-install-recommends {string.Join(' ', missing.Select(tool => s_packages.GetValueOrDefault(tool, tool)).Distinct())}";
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ToolResult> RunAsync(string tool, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? input = null, CancellationToken cancellationToken = default)
    {
        using Process process = Start(tool, arguments, environment);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    internal static Process Start(string tool, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        ProcessStartInfo info = new(Find(tool) ?? throw new InvalidOperationException(Missing(tool)), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["PATH"] = string.Join(Path.PathSeparator, s_folders.Distinct());
        info.Environment["LC_ALL"] = "C.UTF-8";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    private static string? Find(string tool) => s_folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}

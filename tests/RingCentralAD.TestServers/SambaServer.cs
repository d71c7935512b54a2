
namespace RingCentralAD.TestServers;

/// <summary>An Active Directory domain controller (Samba) on a loopback address of its own, from a folder that goes with it.</summary>
public sealed class SambaServer : IAsyncDisposable
{
    /// <summary>The administrator's password.</summary>
    public const string Password = "Passw0rd!lab";

    /// <summary>The naming context.</summary>
    public const string BaseDn = "DC=corp,DC=example";

    /// <summary>The administrator's user principal name.</summary>
    public const string Administrator = $"Administrator@{Realm}";

    /// <summary>The administrator's distinguished name.</summary>
    public const string AdministratorDn = $"CN=Administrator,CN=Users,{BaseDn}";

    /// <summary>The domain controller's full name; its certificate holds it beside the address.</summary>
    public const string DnsName = $"{HostName}.{DnsDomain}";

    internal const string Realm = "CORP.EXAMPLE";
    internal const string DnsDomain = "corp.example";
    internal const string NetBiosDomain = "CORP";
    internal const string HostName = "dc1";
    private readonly SambaOptions _options;
    private readonly LoopbackAddress _address;
    private ServerProcess? _process;

    private SambaServer(LoopbackAddress address, SambaOptions options)
        => (_address, _options, Folder) = (address, options, Directory.CreateTempSubdirectory("ringcentralad-dc-").FullName);

    /// <summary>Why Samba cannot be run here, with the packages to install; null where it can.</summary>
    public static string? WhyNot => !OperatingSystem.IsLinux() ? "Samba's domain controller runs on Linux only."
        : !Environment.IsPrivilegedProcess ? "Samba needs ports below 1024: run as root."
        : ServerTools.Missing("samba", "samba-tool", "ldbadd", "ldbmodify", "ldapsearch", "ldapmodify", "setsid");

    public string Address => _address.Address;

    /// <summary>The authority that signed the server's certificate, as a PEM file.</summary>
    public string CaFile => Path.Combine(Folder, "tls", "ca.pem");

    public string Krb5Conf => SambaConfiguration.Krb5(Folder);

    /// <summary>Holds the whole state; deleted on dispose.</summary>
    public string Folder { get; }

    /// <summary>Starts one with the entries of this LDIF.</summary>
    public static async Task<SambaServer> StartAsync(string ldif, CancellationToken cancellationToken = default)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, ldif, cancellationToken);
            return await StartAsync(new SambaOptions { LdifFiles = [file] }, cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static async Task<SambaServer> StartAsync(SambaOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (WhyNot is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        SambaServer server = new(LoopbackAddress.Take(), options ?? new());
        try
        {
            await server.PrepareAsync(cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="StopAsync"/> or <see cref="CrashAsync"/>, with the same data at the same address.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _process = ServerProcess.Start("samba", ["-s", SambaConfiguration.File(Folder), "-F", "--no-process-group", "--maximum-runtime=7200"]);
        string[] probe = ["-LLL", "-x", "-H", $"ldaps://{Address}", "-s", "base", "-b", "", "-o", "nettimeout=2", "defaultNamingContext"];
        await _process.WaitUntilAsync(async () => (await RunAsync("ldapsearch", probe, cancellationToken: cancellationToken)).ExitCode == 0, cancellationToken);
    }

    /// <summary>Stops it in good order.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Kills it with all its children, as a power cut would.</summary>
    public async Task CrashAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
            await StopAsync();
        }
    }

    /// <summary>Runs ldapsearch, ldapmodify, samba-tool, kinit and the like with this server's authority, Kerberos realm and configuration.</summary>
    public Task<ToolResult> RunAsync(string tool, IEnumerable<string> arguments, string? input = null, CancellationToken cancellationToken = default)
    {
        Dictionary<string, string> environment = new()
        {
            ["LDAPTLS_CACERT"] = CaFile,
            ["LDAPCONF"] = "/dev/null",
            ["KRB5_CONFIG"] = Krb5Conf,
            ["KRB5CCNAME"] = "FILE:" + Path.Combine(Folder, "ccache"),
        };
        string configuration = $"--configfile={SambaConfiguration.File(Folder)}";
        IEnumerable<string> all = tool switch
        {
            "samba-tool" => [.. arguments, configuration],
            "ldbadd" or "ldbmodify" or "ldbsearch" => [configuration, "-H", SambaConfiguration.Database(Folder), .. arguments],
            _ => arguments,
        };
        return ServerTools.RunAsync(tool, all, environment, input, cancellationToken);
    }

    /// <summary>What ldapsearch, which knows nothing of our code, finds in the whole domain: LDIF without folding.</summary>
    public Task<string> LdapSearchAsync(string filter, IEnumerable<string> attributes, CancellationToken cancellationToken = default)
        => LdapSearchAsync(["-b", BaseDn, filter, .. attributes], cancellationToken);

    /// <summary>ldapsearch with these arguments, as the administrator over LDAPS: LDIF without folding.</summary>
    public async Task<string> LdapSearchAsync(IEnumerable<string> arguments, CancellationToken cancellationToken = default)
    {
        string[] all = ["-LLL", "-x", "-o", "ldif_wrap=no", "-H", $"ldaps://{Address}", "-D", AdministratorDn, "-w", Password, "-E", "!pr=1000/noprompt", .. arguments];
        return (await RunAsync("ldapsearch", all, cancellationToken: cancellationToken)).Success("ldapsearch");
    }

    /// <summary>ldapmodify as the administrator over LDAPS.</summary>
    public async Task LdapModifyAsync(string ldif, CancellationToken cancellationToken = default)
    {
        string[] all = ["-x", "-H", $"ldaps://{Address}", "-D", AdministratorDn, "-w", Password];
        (await RunAsync("ldapmodify", all, ldif, cancellationToken)).Success("ldapmodify");
    }

    /// <summary>
    /// Makes this server the Kerberos realm of the running process. .NET's environment is a copy that the Kerberos library never sees,
    /// hence the C library's own call.
    /// </summary>
    public void UseForKerberos() => KerberosEnvironment.Use(Krb5Conf, Path.Combine(Folder, "ccache"));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _address.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.Delete(Folder);
        await SambaTemplate.CopyToAsync(Folder, _options, cancellationToken);
        SambaConfiguration.Write(Folder, Address, _options);
        using TestAuthority authority = new();
        authority.WriteFiles(Path.Combine(Folder, "tls"), DnsName, "localhost", Address);

        // The ticket is asked for by the address, as no name of the domain resolves here.
        string spn = $"dn: CN={HostName.ToUpperInvariant()},OU=Domain Controllers,{BaseDn}\nchangetype: modify\nadd: servicePrincipalName\nservicePrincipalName: ldap/{Address}\n";
        (await RunAsync("ldbmodify", [], spn, cancellationToken)).Success("ldbmodify");
    }
}

using System.Diagnostics;
using System.Globalization;

namespace RingCentralAD.TestServers;

/// <summary>
/// A Samba AD domain controller in a temporary folder on a loopback address of its own, from Debian's packages. Needs root: LDAP's ports
/// lie below 1024. Ends with this object, by its own process id.
/// </summary>
public sealed class SambaServer : IAsyncDisposable
{
    /// <summary>The administrator's password.</summary>
    public const string Password = "Passw0rd!test";

    /// <summary>The naming context.</summary>
    public const string BaseDn = "DC=corp,DC=example";

    private const string Realm = "CORP.EXAMPLE";
    private readonly string _folder;
    private readonly LoopbackAddress _address;
    private Process? _process;

    private SambaServer(string folder, LoopbackAddress address)
    {
        _folder = folder;
        _address = address;
    }

    /// <summary>Why there is no server to be had on this machine; null where there is.</summary>
    public static string? WhyNot => !OperatingSystem.IsLinux() ? "The test server is Debian's."
        : !File.Exists("/usr/sbin/samba") || !File.Exists("/usr/bin/samba-tool") ? "No Samba AD DC (Debian: apt-get install samba-ad-dc samba-ad-provision ldb-tools ldap-utils openssl)."
        : !Environment.IsPrivilegedProcess ? "Samba's LDAP ports need root."
        : null;

    /// <summary>The address it listens on.</summary>
    public string Address => _address.Address;

    /// <summary>The administrator's user principal name.</summary>
    public static string Administrator => $"Administrator@{Realm}";

    /// <summary>The CA that issued its certificate.</summary>
    public string CaFile => Path.Combine(_folder, "tls", "ca.pem");

    private string Configuration => Path.Combine(_folder, "etc", "smb.conf");

    private string Database => Path.Combine(_folder, "private", "sam.ldb");

    /// <summary>Provisions a domain, loads LDIF into it while it is stopped, and starts it.</summary>
    public static async Task<SambaServer> StartAsync(string ldif, CancellationToken cancellationToken = default)
    {
        if (WhyNot is { } why)
        {
            throw new InvalidOperationException(why);
        }

        SambaServer server = new(Directory.CreateTempSubdirectory("rcad-samba-").FullName, LoopbackAddress.Take());
        try
        {
            await server.ProvisionAsync(cancellationToken);
            await server.LoadAsync(ldif, cancellationToken);
            await server.RunAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What ldapsearch, which knows nothing of our code, finds: LDIF without folding.</summary>
    public Task<string> LdapSearchAsync(string filter, IEnumerable<string> attributes, CancellationToken cancellationToken = default) => Tool.RunAsync(
        "ldapsearch",
        ["-LLL", "-o", "ldif-wrap=no", "-x", "-H", $"ldaps://{Address}", "-D", Administrator, "-w", Password, "-b", BaseDn, "-E", "pr=1000/noprompt", filter, .. attributes],
        Tls,
        cancellationToken: cancellationToken);

    /// <summary>Changes entries with ldapmodify.</summary>
    public Task<string> LdapModifyAsync(string ldif, CancellationToken cancellationToken = default) => Tool.RunAsync(
        "ldapmodify", ["-x", "-H", $"ldaps://{Address}", "-D", Administrator, "-w", Password], Tls, ldif, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Tool.RunAsync("kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]);
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process?.Dispose();
        _address.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IReadOnlyDictionary<string, string> Tls => new Dictionary<string, string> { ["LDAPTLS_CACERT"] = CaFile };

    private async Task ProvisionAsync(CancellationToken cancellationToken)
    {
        await Tool.RunAsync(
            "samba-tool",
            [
                "domain", "provision", "--quiet", $"--realm={Realm}", "--domain=CORP", "--host-name=dc1", $"--host-ip={Address}", "--server-role=dc",
                "--dns-backend=NONE", $"--adminpass={Password}", $"--targetdir={_folder}", $"--option=interfaces = {Address}/8", "--option=bind interfaces only = yes",
            ],
            cancellationToken: cancellationToken);
        foreach (string name in (string[])["run", "tls", "ncalrpc", "lock", "cache", "log"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        await File.WriteAllTextAsync(Configuration, $"""
            [global]
              netbios name = DC1
              realm = {Realm}
              workgroup = CORP
              server role = active directory domain controller
              server services = ldap, cldap, kdc, rpc
              interfaces = {Address}/8
              bind interfaces only = yes
              private dir = {_folder}/private
              state directory = {_folder}/state
              cache directory = {_folder}/cache
              lock directory = {_folder}/lock
              pid directory = {_folder}/run
              binddns dir = {_folder}/bind-dns
              ncalrpc dir = {_folder}/ncalrpc
              ntp signd socket directory = {_folder}/run/ntp_signd
              winbindd socket directory = {_folder}/run/winbindd
              log file = {_folder}/log/samba.log
              log level = 0
              tls enabled = yes
              tls keyfile = {_folder}/tls/key.pem
              tls certfile = {_folder}/tls/cert.pem
              tls cafile = {_folder}/tls/ca.pem
              disable netbios = yes

            """, cancellationToken);
        await CertificateAsync(cancellationToken);
    }

    private async Task CertificateAsync(CancellationToken cancellationToken)
    {
        string tls = Path.Combine(_folder, "tls");
        string extensions = Path.Combine(tls, "ext");
        await File.WriteAllTextAsync(extensions, $"subjectAltName=DNS:dc1.corp.example,IP:{Address}\nextendedKeyUsage=serverAuth\n", cancellationToken);
        await OpenSsl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-keyout", $"{tls}/ca.key", "-out", $"{tls}/ca.pem", "-subj", "/CN=Test CA", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
        await OpenSsl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", $"{tls}/key.pem", "-out", $"{tls}/dc.csr", "-subj", "/CN=dc1.corp.example");
        await OpenSsl("x509", "-req", "-in", $"{tls}/dc.csr", "-CA", $"{tls}/ca.pem", "-CAkey", $"{tls}/ca.key", "-CAcreateserial", "-days", "30", "-extfile", extensions, "-out", $"{tls}/cert.pem");
        await Tool.RunAsync("chmod", ["600", $"{tls}/key.pem"], cancellationToken: cancellationToken);

        Task OpenSsl(params string[] arguments) => Tool.RunAsync("openssl", arguments, cancellationToken: cancellationToken);
    }

    private async Task LoadAsync(string ldif, CancellationToken cancellationToken)
    {
        string[] records = ldif.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        foreach (string[] chunk in records.Chunk(2500))
        {
            string file = Path.Combine(_folder, "load.ldif");
            await File.WriteAllTextAsync(file, string.Join("\n\n", chunk) + "\n\n", cancellationToken);
            await Tool.RunAsync("ldbadd", [$"--configfile={Configuration}", "--nosync", "-o", "batch_mode:1", "-H", Database, file], cancellationToken: cancellationToken);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("/usr/sbin/samba", ["-s", Configuration, "-F", "--no-process-group"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (int i = 0; ; i++)
        {
            try
            {
                await Tool.RunAsync("ldapsearch", ["-LLL", "-x", "-H", $"ldaps://{Address}", "-s", "base", "-b", "", "-o", "nettimeout=2", "defaultNamingContext"], Tls, cancellationToken: cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (i < 200 && !_process.HasExited)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}

using System.Globalization;

namespace RingCentralAD.TestServers;

/// <summary>How an OpenLDAP server is set up.</summary>
public sealed record SlapdOptions
{
    /// <summary>LDIF files loaded offline before the start (no memberOf is made for their groups).</summary>
    public IReadOnlyList<string> LdifFiles { get; init; } = [];

    /// <summary>LDIF files added through the running server, so that overlays see them.</summary>
    public IReadOnlyList<string> AddedLdifFiles { get; init; } = [];

    /// <summary>Access rules (slapd.access) before the others.</summary>
    public IReadOnlyList<string> Access { get; init; } = [];

    /// <summary>Whether writes are logged in cn=accesslog, which everybody may read who signs in.</summary>
    public bool AccessLog { get; init; } = true;

    /// <summary>Whether the server offers content synchronisation (RFC 4533).</summary>
    public bool SyncProvider { get; init; } = true;

    /// <summary>How many deletions the provider remembers; 0 for none.</summary>
    public int SessionLog { get; init; } = 10000;

    /// <summary>What slapd does about client certificates (TLSVerifyClient): never, try or demand.</summary>
    public string VerifyClient { get; init; } = "never";

    /// <summary>The most entries in one unpaged answer for everybody but the administrator.</summary>
    public int SizeLimit { get; init; } = 500;
}

/// <summary>An OpenLDAP server (memberof, refint, syncprov, accesslog, ppolicy) on free loopback ports, from a folder that goes with it.</summary>
public sealed class SlapdServer : IAsyncDisposable
{
    private readonly SlapdOptions _options;
    private ServerProcess? _process;

    private SlapdServer(SlapdOptions options)
    {
        _options = options;
        Folder = Directory.CreateTempSubdirectory("ringcentralad-slapd-").FullName;
        (Port, TlsPort) = (LoopbackPort.Free(), LoopbackPort.Free());
    }

    /// <summary>Why slapd cannot be run here, with the packages to install; null where it can.</summary>
    public static string? WhyNot => !OperatingSystem.IsLinux() ? "slapd is tried on Linux only." : ServerTools.Missing("slapd", "slapadd", "ldapsearch", "ldapadd", "setsid");

    public string Address { get; } = "127.0.0.1";

    /// <summary>Plain, with StartTLS.</summary>
    public int Port { get; }

    /// <summary>LDAPS.</summary>
    public int TlsPort { get; }

    public string BaseDn { get; } = SlapdConfiguration.BaseDn;

    public string AdminDn { get; } = $"cn=admin,{SlapdConfiguration.BaseDn}";

    /// <summary>An ordinary account, held to pages of at most 1,000.</summary>
    public string ReaderDn { get; } = $"cn=reader,{SlapdConfiguration.BaseDn}";

    /// <summary>Of both accounts.</summary>
    public string Password { get; } = SlapdConfiguration.Password;

    public string CaFile => Path.Combine(Folder, "tls", "ca.pem");

    /// <summary>A certificate made out for the ordinary account.</summary>
    public string ClientCertificateFile => Path.Combine(Folder, "tls", "client.pem");

    public string ClientKeyFile => Path.Combine(Folder, "tls", "client-key.pem");

    public string Folder { get; }

    public static async Task<SlapdServer> StartAsync(SlapdOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (WhyNot is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        SlapdServer server = new(options ?? new());
        try
        {
            using (TestAuthority authority = new("Test OpenLDAP CA"))
            {
                authority.WriteFiles(Path.Combine(server.Folder, "tls"), "localhost", server.Address);
                authority.WriteClientFiles(Path.Combine(server.Folder, "tls"), "reader");
            }

            await SlapdConfiguration.PrepareAsync(server.Folder, server._options, cancellationToken);
            await server.StartAsync(cancellationToken);
            foreach (string file in server._options.AddedLdifFiles)
            {
                (await server.RunAsync("ldapadd", ["-x", "-H", server.Url, "-D", server.AdminDn, "-w", server.Password, "-f", file], cancellationToken: cancellationToken)).Success("ldapadd");
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, on the same ports with the same data.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // slapd does not watch its standard input: the shell does, and takes it along when this process is gone.
        string script = $"slapd -d 0 -h '{Url} ldaps://{Address}:{TlsPort}' -f '{SlapdConfiguration.File(Folder)}' </dev/null & p=$!; trap 'kill $p' TERM; (cat >/dev/null; kill $p) <&3 & w=$!; wait $p; wait $p; kill $w 2>/dev/null";
        _process = ServerProcess.Start("sh", ["-c", $"exec 3<&0; {script}"]);
        await _process.WaitUntilAsync(async () => (await RunAsync("ldapsearch", ["-x", "-H", Url, "-s", "base", "-b", "", "-o", "nettimeout=2", "namingContexts"], cancellationToken: cancellationToken)).ExitCode == 0, cancellationToken);
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Runs ldapsearch, ldapmodify and the like with this server's authority.</summary>
    public Task<ToolResult> RunAsync(string tool, IEnumerable<string> arguments, string? input = null, CancellationToken cancellationToken = default)
        => ServerTools.RunAsync(tool, arguments, new Dictionary<string, string> { ["LDAPTLS_CACERT"] = CaFile, ["LDAPCONF"] = "/dev/null" }, input, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string Url => string.Create(CultureInfo.InvariantCulture, $"ldap://{Address}:{Port}");
}

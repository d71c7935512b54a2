using System.Globalization;
using System.Text.RegularExpressions;

namespace RingCentralAD.TestServers;

/// <summary>
/// A 389 Directory Server with the retro change log and memberOf on, on a free loopback port, from a folder that goes with it. It speaks plain LDAP only:
/// put a <see cref="LdapProxy"/> before it for TLS.
/// </summary>
public sealed partial class Ds389Server : IAsyncDisposable
{
    public const string BaseDn = "dc=corp,dc=example";
    public const string AdminDn = "cn=Directory Manager";
    public const string Password = "Passw0rd!lab";

    private static readonly string[] s_folders = ["etc", "db", "ldif", "bak", "log", "lock", "run", "init", "inst", "tmp"];

    private ServerProcess? _process;

    private Ds389Server()
    {
        Folder = Directory.CreateTempSubdirectory("ringcentralad-ds389-").FullName;
        Port = LoopbackPort.Free();
    }

    /// <summary>Why it cannot be run here, with the package to install (389-ds-base); null where it can.</summary>
    public static string? WhyNot => !OperatingSystem.IsLinux() ? "389 DS is tried on Linux only."
        : Environment.UserName != "root" ? "389 DS is set up by root only."
        : ServerTools.Missing("dscreate", "ns-slapd", "ldapsearch", "ldapmodify", "chown", "chmod");

    public string Address { get; } = "127.0.0.1";

    public int Port { get; }

    public string Folder { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"ldap://{Address}:{Port}");

    private string Configuration => Path.Combine(Folder, "etc", "dse.ldif");

    public static async Task<Ds389Server> StartAsync(string ldif, CancellationToken cancellationToken = default)
    {
        if (WhyNot is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        Ds389Server server = new();
        try
        {
            await server.PrepareAsync(cancellationToken);
            string[] arguments = ["-c", $"exec 3<&0; ns-slapd -D '{server.Folder}/etc' -i '{server.Folder}/run/slapd.pid' -d 0 </dev/null & p=$!; trap 'kill $p' TERM; (cat >/dev/null; kill $p) <&3 & w=$!; wait $p; wait $p; kill $w 2>/dev/null"];
            server._process = ServerProcess.Start("sh", arguments);
            await server._process.WaitUntilAsync(
                async () => (await RunAsync("ldapsearch", ["-x", "-H", server.Url, "-s", "base", "-b", "", "-o", "nettimeout=2", "vendorName"], null, cancellationToken)).ExitCode == 0, cancellationToken);
            await server.AddAsync(Backend + ldif, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task AddAsync(string ldif, CancellationToken cancellationToken = default) =>
        (await RunAsync("ldapmodify", ["-a", "-x", "-H", Url, "-D", AdminDn, "-w", Password], ldif, cancellationToken)).Success("ldapmodify");

    /// <summary>Applies change records: each says what it does (changetype).</summary>
    public async Task ModifyAsync(string ldif, CancellationToken cancellationToken = default) =>
        (await RunAsync("ldapmodify", ["-x", "-H", Url, "-D", AdminDn, "-w", Password], ldif, cancellationToken)).Success("ldapmodify");

    /// <summary>What ldapsearch finds: LDIF without folding.</summary>
    public Task<string> SearchAsync(string filter, params string[] attributes) => SearchBelowAsync(BaseDn, filter, attributes);

    /// <summary>The same below another name.</summary>
    public async Task<string> SearchBelowAsync(string baseDn, string filter, params string[] attributes) => (await RunAsync(
        "ldapsearch", ["-LLL", "-x", "-o", "ldif_wrap=no", "-H", Url, "-D", AdminDn, "-w", Password, "-b", baseDn, filter, .. attributes], null, default)).Success("ldapsearch");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string Backend => $"""
        dn: cn=userroot,cn=ldbm database,cn=plugins,cn=config
        objectClass: top
        objectClass: extensibleObject
        objectClass: nsBackendInstance
        cn: userroot
        nsslapd-suffix: {BaseDn}

        dn: cn="{BaseDn}",cn=mapping tree,cn=config
        objectClass: top
        objectClass: extensibleObject
        objectClass: nsMappingTree
        cn: {BaseDn}
        nsslapd-state: backend
        nsslapd-backend: userroot

        dn: {BaseDn}
        objectClass: domain
        dc: corp


        """;

    private static Task<ToolResult> RunAsync(string tool, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken) =>
        ServerTools.RunAsync(tool, arguments, new Dictionary<string, string> { ["LDAPCONF"] = "/dev/null" }, input, cancellationToken);

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (string name in s_folders)
        {
            Directory.CreateDirectory(Path.Combine(Folder, name));
        }

        string settings = Path.Combine(Folder, "ds.inf");
        string instance = "rcad" + Path.GetFileName(Folder).Split('-')[^1].ToLowerInvariant();
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [general]
            config_version = 2
            full_machine_name = localhost
            start = False
            systemd = False
            selinux = False
            strict_host_checking = False
            [slapd]
            instance_name = {instance}
            root_dn = {AdminDn}
            root_password = {Password}
            port = {Port}
            self_sign_cert = False
            config_dir = {Folder}/etc
            cert_dir = {Folder}/etc
            schema_dir = {Folder}/etc/schema
            db_dir = {Folder}/db
            db_home_dir = {Folder}/db
            ldif_dir = {Folder}/ldif
            backup_dir = {Folder}/bak
            log_dir = {Folder}/log
            lock_dir = {Folder}/lock
            run_dir = {Folder}/run
            inst_dir = {Folder}/inst
            initconfig_dir = {Folder}/init
            ldapi = {Folder}/run/ldapi.socket
            tmp_dir = {Folder}/tmp
            """), cancellationToken);

        // It writes the configuration, and then fails to find the instance in /etc, where it is not.
        ToolResult made = await RunAsync("dscreate", ["from-file", settings], null, cancellationToken);
        if (!File.Exists(Configuration))
        {
            throw new InvalidOperationException($"dscreate made no {Configuration}: {made.Error}{made.Output}");
        }

        await File.WriteAllTextAsync(Configuration, Configure(await File.ReadAllTextAsync(Configuration, cancellationToken)), cancellationToken);
        (await RunAsync("chmod", ["755", Folder], null, cancellationToken)).Success("chmod");
        (await RunAsync("chown", ["-R", "dirsrv:dirsrv", Folder], null, cancellationToken)).Success("chown");
    }

    private static string Configure(string text)
    {
        text = RootPassword().Replace(text, $"nsslapd-rootpw: {{CLEAR}}{Password}\nnsslapd-listenhost: 127.0.0.1\n");
        string[] plugins = ["dn: cn=Retro Changelog Plugin", "dn: cn=MemberOf Plugin"];
        return string.Join("\n\n", text.Split("\n\n").Select(entry => plugins.Any(plugin => entry.Contains(plugin, StringComparison.Ordinal))
            ? PluginOff().Replace(entry, "nsslapd-pluginEnabled: on") + (entry.Contains("Retro", StringComparison.Ordinal) ? "\nnsslapd-attribute: nsuniqueid:targetUniqueId" : "")
            : entry));
    }

    [GeneratedRegex(@"^nsslapd-rootpw:.*\n( .*\n)*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex RootPassword();

    [GeneratedRegex("nsslapd-pluginEnabled: off", RegexOptions.IgnoreCase)]
    private static partial Regex PluginOff();
}

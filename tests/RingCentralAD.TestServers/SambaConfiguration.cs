namespace RingCentralAD.TestServers;

/// <summary>The files that tie a copied domain to its folder and address.</summary>
internal static class SambaConfiguration
{
    public static string File(string folder) => Path.Combine(folder, "etc", "smb.conf");

    public static string Database(string folder) => Path.Combine(folder, "private", "sam.ldb");

    public static string Krb5(string folder) => Path.Combine(folder, "krb5.conf");

    public static void Write(string folder, string address, SambaOptions options)
    {
        foreach (string name in (string[])["etc", "run", "tls", "ncalrpc", "lock", "cache", "log"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        // With the mask: a plain 127.x address starts and listens nowhere.
        System.IO.File.WriteAllText(File(folder), $"""
            [global]
            netbios name = {SambaServer.HostName.ToUpperInvariant()}
            realm = {SambaServer.Realm}
            workgroup = {SambaServer.NetBiosDomain}
            server role = active directory domain controller
            server services = {options.Services}
            interfaces = {address}/8
            bind interfaces only = yes
            private dir = {folder}/private
            state directory = {folder}/state
            cache directory = {folder}/cache
            lock directory = {folder}/lock
            pid directory = {folder}/run
            binddns dir = {folder}/bind-dns
            ncalrpc dir = {folder}/ncalrpc
            ntp signd socket directory = {folder}/run/ntp_signd
            winbindd socket directory = {folder}/run/winbindd
            log file = {folder}/log/samba.log
            log level = 0
            tls enabled = yes
            tls keyfile = {folder}/tls/key.pem
            tls certfile = {folder}/tls/cert.pem
            tls cafile = {folder}/tls/ca.pem
            disable netbios = yes
            {string.Join('\n', options.ExtraConfiguration)}

            """);
        System.IO.File.WriteAllText(Krb5(folder), $$"""
            [libdefaults]
              default_realm = {{SambaServer.Realm}}
              dns_lookup_realm = false
              dns_lookup_kdc = false
              dns_canonicalize_hostname = false
              rdns = false
              udp_preference_limit = 0
            [realms]
              {{SambaServer.Realm}} = {
                kdc = {{address}}:88
                admin_server = {{address}}
                kpasswd_server = {{address}}:464
              }
            [domain_realm]
              .{{SambaServer.DnsDomain}} = {{SambaServer.Realm}}
              {{SambaServer.DnsDomain}} = {{SambaServer.Realm}}
              localhost = {{SambaServer.Realm}}
              {{address}} = {{SambaServer.Realm}}

            """);
    }
}

namespace RingCentralAD.TestServers;

/// <summary>slapd's configuration and first data.</summary>
internal static class SlapdConfiguration
{
    public const string BaseDn = "dc=corp,dc=example";
    public const string Password = "Passw0rd!lab";

    public static string File(string folder) => Path.Combine(folder, "slapd.conf");

    public static async Task PrepareAsync(string folder, SlapdOptions options, CancellationToken cancellationToken)
    {
        foreach (string name in (string[])["db", "log", "run"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        await System.IO.File.WriteAllTextAsync(File(folder), Text(folder, options), cancellationToken);
        string first = Path.Combine(folder, "first.ldif");
        await System.IO.File.WriteAllTextAsync(first, FirstEntries, cancellationToken);
        foreach (string file in (string[])[first, .. options.LdifFiles])
        {
            (await ServerTools.RunAsync("slapadd", ["-q", "-f", File(folder), "-b", BaseDn, "-l", file], cancellationToken: cancellationToken)).Success("slapadd");
        }
    }

    private static string FirstEntries => $"""
        dn: {BaseDn}
        objectClass: dcObject
        objectClass: organization
        o: Corp
        dc: corp

        dn: cn=ppolicy,{BaseDn}
        objectClass: device
        objectClass: pwdPolicy
        cn: ppolicy
        pwdAttribute: userPassword
        pwdLockout: TRUE
        pwdMaxFailure: 3

        dn: cn=reader,{BaseDn}
        objectClass: simpleSecurityObject
        objectClass: organizationalRole
        cn: reader
        userPassword: {Password}

        """;

    private static string Text(string folder, SlapdOptions options) => $"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        include /etc/ldap/schema/nis.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        moduleload memberof
        moduleload refint
        moduleload syncprov
        moduleload accesslog
        moduleload ppolicy
        pidfile {folder}/run/slapd.pid
        argsfile {folder}/run/slapd.args
        loglevel none
        TLSCACertificateFile {folder}/tls/ca.pem
        TLSCertificateFile {folder}/tls/cert.pem
        TLSCertificateKeyFile {folder}/tls/key.pem
        TLSVerifyClient {options.VerifyClient}
        authz-regexp "^cn=([^,]+)$" "cn=$1,{BaseDn}"
        sizelimit {options.SizeLimit}
        database mdb
        suffix cn=accesslog
        directory {folder}/log
        rootdn cn=admin,{BaseDn}
        maxsize 1073741824
        index default eq
        index entryCSN,objectClass,reqEnd,reqResult,reqStart eq
        limits dn.exact="cn=reader,{BaseDn}" time.soft=unlimited time.hard=unlimited size.soft=unlimited size.hard=unlimited size.prtotal=unlimited
        access to * by dn.exact="cn=reader,{BaseDn}" read by * none
        overlay syncprov
        syncprov-nopresent TRUE
        syncprov-reloadhint TRUE
        database mdb
        suffix {BaseDn}
        directory {folder}/db
        rootdn cn=admin,{BaseDn}
        rootpw {Password}
        maxsize 1073741824
        index objectClass,entryUUID,entryCSN,uid,mail,member,memberOf,modifyTimestamp eq
        index cn,sn,givenName eq,sub
        limits dn.exact="cn=reader,{BaseDn}" size.soft=1000 size.hard=1000 size.pr=1000 size.prtotal=unlimited
        {string.Join("\n", options.Access)}
        access to attrs=userPassword by self write by anonymous auth by * none
        access to attrs=telephoneNumber by dn.exact="cn=reader,{BaseDn}" write by * read
        access to * by * read
        overlay memberof
        memberof-refint TRUE
        overlay refint
        refint_attributes manager member
        {(options.SyncProvider ? "overlay syncprov\nsyncprov-checkpoint 100 10" : "")}
        {(options.SyncProvider && options.SessionLog > 0 ? $"syncprov-sessionlog {options.SessionLog}" : "")}
        {(options.AccessLog ? "overlay accesslog\nlogdb cn=accesslog\nlogops writes\nlogsuccess TRUE\nlogold (objectClass=*)\nlogpurge 07+00:00 01+00:00" : "")}
        overlay ppolicy
        ppolicy_default cn=ppolicy,{BaseDn}
        ppolicy_use_lockout

        """;
}

namespace RingCentralAD.TestServers;

/// <summary>How a Samba domain controller is set up.</summary>
public sealed record SambaOptions
{
    /// <summary>LDIF files that are loaded before the start, in this order; records within a file must not depend on failures.</summary>
    public IReadOnlyList<string> LdifFiles { get; init; } = [];

    /// <summary>Keeps the loaded database for the next server with the same files.</summary>
    public bool KeepLoaded { get; init; }

    /// <summary>Samba's services; <c>ldap</c> alone starts fastest, Kerberos needs <c>kdc</c>.</summary>
    public string Services { get; init; } = "ldap, cldap, kdc, rpc";

    /// <summary>More lines for the [global] part of smb.conf.</summary>
    public IReadOnlyList<string> ExtraConfiguration { get; init; } = [];
}

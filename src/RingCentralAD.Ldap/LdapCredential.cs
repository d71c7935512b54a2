using System.Net;

namespace RingCentralAD.Ldap;

/// <summary>Who signs in. Nothing secret shows in the text of it.</summary>
public abstract class LdapCredential
{
    private LdapCredential()
    {
    }

    /// <summary>Nobody.</summary>
    public sealed class Anonymous : LdapCredential
    {
        /// <inheritdoc />
        public override string ToString() => "anonymous";
    }

    /// <summary>A name and a password (RFC 4513, 5.1.3); only over TLS.</summary>
    public sealed class Simple(NetworkCredential credential) : LdapCredential
    {
        internal NetworkCredential Credential { get; } = credential;

        /// <inheritdoc />
        public override string ToString() => Credential.UserName;
    }

    /// <summary>Kerberos by GSS-SPNEGO: the given account, or whoever is logged on.</summary>
    public sealed class Negotiate(NetworkCredential? credential = null) : LdapCredential
    {
        internal NetworkCredential? Credential { get; } = credential;

        /// <inheritdoc />
        public override string ToString() => Credential?.UserName ?? "(logged on)";
    }
}

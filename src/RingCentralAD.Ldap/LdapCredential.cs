using System.Net;
using System.Security;

namespace RingCentralAD.Ldap;

/// <summary>Who binds. Nothing secret is ever shown by <see cref="object.ToString"/>.</summary>
public abstract record LdapCredential
{
    private LdapCredential()
    {
    }

    /// <summary>Name and password (RFC 4513, 5.1.3); only sent under TLS. Active Directory takes a DN, a UPN or DOMAIN\name.</summary>
    public sealed record Simple : LdapCredential
    {
        /// <exception cref="ArgumentException">An empty name or password: servers take that as anonymous and report success.</exception>
        public Simple(string userName, SecureString password)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(userName);
            ArgumentNullException.ThrowIfNull(password);
            if (password.Length == 0)
            {
                throw new ArgumentException($"The password of '{userName}' is empty; a server would take the bind as anonymous.", nameof(password));
            }

            UserName = userName;
            Password = password;
        }

        public string UserName { get; }

        internal SecureString Password { get; }

        private protected override string Show() => UserName;
    }

    /// <summary>
    /// Kerberos through GSS-SPNEGO; null stands for the logged-on account or its keytab. Use it with <see cref="LdapTls.None"/>:
    /// everything is then sealed. Within TLS it works only where the platform's Kerberos does not insist on signing (Windows).
    /// </summary>
    public sealed record Negotiate : LdapCredential
    {
        /// <exception cref="ArgumentException">A credential with an empty name or password.</exception>
        public Negotiate(NetworkCredential? credential = null)
        {
            if (credential is not null && (credential.UserName.Length == 0 || credential.SecurePassword.Length == 0))
            {
                throw new ArgumentException("The credential has an empty name or password; leave it out to use the logged-on account.", nameof(credential));
            }

            Credential = credential;
        }

        internal NetworkCredential? Credential { get; }

        private protected override string Show() => Credential is null ? "the logged-on account" : Credential.UserName;
    }

    /// <summary>No bind at all; Active Directory then shows the root DSE only.</summary>
    public sealed record Anonymous : LdapCredential
    {
        private protected override string Show() => "anonymous";
    }

    /// <summary>The kind and the name; no password.</summary>
    public sealed override string ToString() => $"{GetType().Name} ({Show()})";

    private protected abstract string Show();
}

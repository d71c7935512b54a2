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
        /// <exception cref="LdapException">An empty name or password: servers take that as anonymous and report success.</exception>
        public Simple(string userName, SecureString password)
        {
            CheckNotEmpty(userName, password);
            UserName = userName;
            Password = password;
        }

        /// <summary>The same from a credential; a domain becomes DOMAIN\name.</summary>
        /// <exception cref="LdapException">An empty name or password.</exception>
        public Simple(NetworkCredential credential)
            : this(credential.Domain.Length > 0 ? $"{credential.Domain}\\{credential.UserName}" : credential.UserName, credential.SecurePassword)
        {
        }

        public string UserName { get; }

        /// <summary>Asks what the server's password policy says of the bind.</summary>
        public bool AsksPolicy { get; init; }

        internal SecureString Password { get; }

        private protected override string Show() => UserName;
    }

    /// <summary>
    /// Kerberos through GSS-SPNEGO, as the logged-on account unless something else is given. With <see cref="LdapTls.None"/> everything is
    /// sealed; within TLS the bind is tied to the server's certificate instead (RFC 5929, tls-server-end-point).
    /// </summary>
    public sealed record Negotiate : LdapCredential
    {
        /// <exception cref="LdapException">A credential with an empty name or password; leave it out for the logged-on account.</exception>
        public Negotiate(NetworkCredential? credential = null)
        {
            if (credential is not null)
            {
                CheckNotEmpty(credential.UserName, credential.SecurePassword);
            }

            Credential = credential;
        }

        /// <summary>The account of the keytab or the ticket cache, such as <c>sync@CONTOSO.COM</c>; null for the first one there.</summary>
        public string? Principal { get; init; }

        /// <summary>A file with the account's keys, on Linux; null for none. Its tickets stay in the process' memory.</summary>
        public string? Keytab { get; init; }

        /// <summary>Where tickets are on Linux, such as <c>FILE:/run/sync/tickets</c>; null for the system's place.</summary>
        public string? TicketCache { get; init; }

        /// <summary>The account, for people.</summary>
        internal string Shown => Show();

        internal NetworkCredential? Credential { get; }

        private protected override string Show() => Credential is { } credential ? credential.UserName
            : Keytab is not null ? $"{Principal ?? "the account"} of the keytab {Keytab}"
            : TicketCache is not null ? $"{Principal ?? "the account"} of the ticket cache {TicketCache}"
            : Principal ?? "the logged-on account";
    }

    /// <summary>
    /// Whom the client certificate of <see cref="LdapOptions.ClientCertificate"/> is made out for (SASL EXTERNAL, RFC 4513, 5.2.3).
    /// </summary>
    public sealed record External : LdapCredential
    {
        private protected override string Show() => "the client certificate";
    }

    /// <summary>No bind at all; Active Directory then shows the root DSE only.</summary>
    public sealed record Anonymous : LdapCredential
    {
        private protected override string Show() => "anonymous";
    }

    /// <summary>The kind and the name; no password.</summary>
    public sealed override string ToString() => $"{GetType().Name} ({Show()})";

    private protected abstract string Show();

    private static void CheckNotEmpty(string userName, SecureString password)
    {
        if (string.IsNullOrWhiteSpace(userName) || password.Length == 0)
        {
            throw new LdapException(LdapErrorKind.InvalidCredentials, $"The name or the password of '{userName}' is empty; a server might take that for nobody.");
        }
    }
}

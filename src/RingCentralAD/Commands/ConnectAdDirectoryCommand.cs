using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Registers a directory in the hub and opens it: an AD domain, another LDAP server, or an LDIF file.</summary>
/// <remarks>
/// <para>Without a user name the logged-on account signs in by Kerberos. The hub keeps the server, the account's name and where the password
/// or the keytab is, never the password or the key. A domain's name stands for its controllers: DNS tells them (_ldap._tcp.dc._msdcs), and where
/// one is away the next one is asked. At first connect the hub is tied to the directory by its domain's GUID.</para>
/// </remarks>
/// <example>
/// <code>Connect-AdDirectory dc1.contoso.com</code>
/// <para>Kerberos, as whoever is logged on.</para>
/// </example>
/// <example>
/// <code>Connect-AdDirectory dc1.contoso.com -UserName sync@contoso.com -CredentialFrom vault:RingCentral/ad -CACertificate ./ca.pem</code>
/// <para>LDAPS with a password out of a vault; the domain's own CA is trusted for this connection.</para>
/// </example>
/// <example>
/// <code>Connect-AdDirectory contoso.com -UserName sync@CONTOSO.COM -Keytab /etc/ringcentral/sync.keytab</code>
/// <para>Any controller of the domain, by Kerberos with the key in a file: for scheduled runs on Linux.</para>
/// </example>
/// <example>
/// <code>Connect-AdDirectory -LdifPath ./contoso.ldif</code>
/// <para>A file stands in for a directory; what is written back goes into contoso.changes.ldif.</para>
/// </example>
/// <example>
/// <code>Connect-AdDirectory dc1.contoso.com -UserName sync@contoso.com -CredentialFrom vault:RingCentral/ad -WhatIf</code>
/// <para>Says what would be kept in the hub. Nothing is opened.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "AdDirectory", SupportsShouldProcess = true, DefaultParameterSetName = ServerSet)]
[OutputType(typeof(AdDirectoryInfo))]
public sealed class ConnectAdDirectoryCommand : HubCmdlet
{
    private const string ServerSet = "Server";
    private const string FileSet = "File";

    /// <summary>The servers, tried in order: host or host:port; or an AD domain, such as contoso.com, whose controllers DNS tells.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The servers, tried in order: host or host:port; or an AD domain, such as contoso.com, whose controllers DNS tells.", Position = 0, ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string[] Server { get; set; } = [];

    /// <summary>An LDIF file that stands in for a directory.</summary>
    [Parameter(Mandatory = true, HelpMessage = "An LDIF file that stands in for a directory.", ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string LdifPath { get; set; } = null!;

    /// <summary>Where the changes for an LDIF directory go; else beside it, as NAME.changes.ldif.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public string? ChangePath { get; set; }

    /// <summary>The account and its password, for this session only.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The account, where the password is named by its place.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public string? UserName { get; set; }

    /// <summary>Where the password is: vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ArgumentCompleter(typeof(SecretPlaceCompleter))]
    public string? CredentialFrom { get; set; }

    /// <summary>A file with the Kerberos keys of the account (Linux), in place of a password; -UserName says whose, else the first one in it is taken.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? Keytab { get; set; }

    /// <summary>Where Kerberos tickets are (Linux), such as FILE:/run/sync/tickets, in place of the system's place.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? TicketCache { get; set; }

    /// <summary>The name server that tells a domain's controllers, as address or address:port; else the system's.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? NameServer { get; set; }

    /// <summary>A file of CA certificates to trust for this directory.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public string? CACertificate { get; set; }

    /// <summary>A PEM file with a certificate and its private key to sign in by (SASL EXTERNAL), in place of a name and password.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public string? ClientCertificate { get; set; }

    /// <summary>How the connection is protected: Ldaps, StartTls or KerberosSealed.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [PSDefaultValue(Value = DirectoryTls.Ldaps)]
    public DirectoryTls Tls { get; set; } = DirectoryTls.Ldaps;

    /// <summary>The naming context to read; else what the server calls its default.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public string? NamingContext { get; set; }

    /// <summary>Do not verify the server's certificate. Anybody between here and there can read and change everything.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The name in the hub; else the domain's name or the file's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        if (SkipCertificateCheck)
        {
            WriteWarning("The server's certificate is not verified: anybody between here and there can read the password and change what is read and written.");
        }

        DirectoryRegistration registration = new(connection.Store, Time);
        DirectoryEntry wanted = await registration.PrepareAsync(Name, Settings(), LdifPath is null ? null : DirectoryKind.Ldif, StopToken);
        if (!ShouldProcess((await IdentityAsync()).ToString(), $"Open the directory and keep how it is reached: {GivenParameters.Describe(this)}"))
        {
            return;
        }

        if (Credential is not null)
        {
            WriteWarning($"The password of {Credential.UserName} is kept for this session only. A scheduled run needs its place: -UserName and -CredentialFrom.");
            connection.Remember(Openings.PasswordOf(wanted.Id), Credential.Password);
        }

        IDirectory directory = await Openings.OpenAsync(connection, wanted, Secrets(), StopToken);
        try
        {
            DirectoryEntry entry = await registration.RegisterAsync(wanted, directory.Description, Name, StopToken);
            await connection.KeepAsync(entry.Id, directory);
            WriteObject(await registration.DescribeAsync(entry, StopToken));
        }
        catch
        {
            await directory.DisposeAsync();
            throw;
        }
    }

    private DirectorySettings Settings()
    {
        if (LdifPath is not null)
        {
            string path = GetUnresolvedProviderPathFromPSPath(LdifPath);
            return new DirectorySettings
            {
                Servers = [path],
                ChangeFile = ChangePath is null ? Path.ChangeExtension(path, ".changes.ldif") : GetUnresolvedProviderPathFromPSPath(ChangePath),
            };
        }

        if ((Keytab ?? TicketCache) is not null && (Credential is not null || CredentialFrom is not null || Keytab is not null && TicketCache is not null))
        {
            throw new RingCentralAdException(
                "AdSignInTwice", ErrorKind.InvalidInput, "The account is to sign in in two ways at once.", "Give one of -Credential, -CredentialFrom, -Keytab and -TicketCache.");
        }

        if (Array.Find(Server, IsPath) is { } file)
        {
            throw new RingCentralAdException("AdServerIsPath", ErrorKind.InvalidInput, $"'{file}' is the path of a file, no server.", $"Use Connect-AdDirectory -LdifPath '{file}'.", file);
        }

        return new DirectorySettings
        {
            Servers = Server,
            Tls = Tls,
            UserName = Credential?.UserName ?? UserName,
            PasswordFrom = Credential is null ? SecretPlace(CredentialFrom) : null,
            Keytab = Keytab is null ? null : GetUnresolvedProviderPathFromPSPath(Keytab),
            TicketCache = TicketCache,
            NameServer = NameServer,
            CaCertificate = CACertificate is null ? null : GetUnresolvedProviderPathFromPSPath(CACertificate),
            ClientCertificate = ClientCertificate is null ? null : GetUnresolvedProviderPathFromPSPath(ClientCertificate),
            NamingContext = NamingContext,
            SkipCertificateCheck = SkipCertificateCheck,
        };
    }

    /// <summary>Whether a text is a file where a server belongs; ldap://dc1.contoso.com/ is none.</summary>
    private static bool IsPath(string server) =>
        server.EndsWith(".ldif", StringComparison.OrdinalIgnoreCase)
        || (!server.Contains("://", StringComparison.Ordinal) && server.TrimEnd('/').AsSpan().ContainsAny('/', '\\'));
}

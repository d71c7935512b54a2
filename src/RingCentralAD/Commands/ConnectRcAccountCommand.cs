using System.Management.Automation;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Registers the RingCentral account in the hub and signs in to it.</summary>
/// <remarks>
/// <para>Signs in with a JWT credential of an administrator's service user. The hub keeps where the secrets are, never the secrets. At first
/// connect the hub is tied to the account's id; another account is refused by name.</para>
/// <para>A secret's place is vault:VAULT/SECRET (SecretManagement's Get-Secret, with the vaults of the account that runs the session; vault:SECRET asks
/// the default one), file:PATH (refused where others than its owner can read it; kept by its whole path), credential:NAME (systemd's
/// LoadCredential= and LoadCredentialEncrypted=, in $CREDENTIALS_DIRECTORY), or env:NAME.</para>
/// </remarks>
/// <example>
/// <code>Connect-RcAccount -ClientId $id -ClientSecretFrom vault:RingCentral/secret -JwtFrom vault:RingCentral/jwt</code>
/// <para>Takes both secrets out of a SecretManagement vault.</para>
/// </example>
/// <example>
/// <code>Connect-RcAccount</code>
/// <para>Signs in again as registered.</para>
/// </example>
/// <example>
/// <code>Connect-RcAccount -Proxy $null -CACertificate $null</code>
/// <para>Goes without the proxy and the CA file that were given before.</para>
/// </example>
/// <example>
/// <code>Connect-RcAccount -Uri https://platform.example.com -WhatIf</code>
/// <para>Says what would be kept in the hub. Nobody is signed in.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "RcAccount", SupportsShouldProcess = true)]
[OutputType(typeof(RcAccountInfo))]
public sealed class ConnectRcAccountCommand : HubCmdlet
{
    /// <summary>The app's client id.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>Where the app's client secret is: vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SecretPlaceCompleter))]
    public string? ClientSecretFrom { get; set; }

    /// <summary>The app's client secret, for this session only.</summary>
    [Parameter]
    public SecureString? ClientSecret { get; set; }

    /// <summary>Where the JWT credential is: vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SecretPlaceCompleter))]
    public string? JwtFrom { get; set; }

    /// <summary>The JWT credential, for this session only.</summary>
    [Parameter]
    public SecureString? Jwt { get; set; }

    /// <summary>The base address: RingCentral's own unless a partner brand or a simulator is meant.</summary>
    [Parameter]
    public Uri? Uri { get; set; }

    /// <summary>The proxy; $null or an empty text takes one away that was given before, with its name and password. Without a proxy HTTPS_PROXY and NO_PROXY are followed.</summary>
    [Parameter]
    [AllowNull]
    public Uri? Proxy { get; set; }

    /// <summary>Signs in to the proxy, for this session only.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The name to sign in to the proxy with, where -ProxyPasswordFrom says where its password is; nothing takes both away.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? ProxyUserName { get; set; }

    /// <summary>Where the proxy's password is: vault:VAULT/SECRET, file:PATH, env:NAME or credential:NAME.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SecretPlaceCompleter))]
    public string? ProxyPasswordFrom { get; set; }

    /// <summary>Signs in to the proxy as whoever is logged on.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>A file of CA certificates to trust besides the system's, for an inspecting proxy; nothing takes one away that was given before.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? CACertificate { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        HubConnection connection = await ConnectionAsync();
        HubIdentity identity = await IdentityAsync();
        AccountSettings settings = Settings(identity.Account);
        if (!ShouldProcess(identity.ToString(), $"Sign in to RingCentral and keep how it is reached: {GivenParameters.Describe(this)}"))
        {
            return;
        }

        Remember(connection, "RingCentral:secret", ClientSecret, "client secret", "-ClientSecretFrom");
        Remember(connection, "RingCentral:jwt", Jwt, "JWT", "-JwtFrom");
        Remember(connection, "RingCentral:proxy", ProxyCredential?.Password, "proxy password", "-ProxyUserName and -ProxyPasswordFrom");
        IAccount account = await Openings.OpenAsync(connection, settings, Secrets(), StopToken);
        await connection.KeepAsync(account);
        WriteObject(await AccountRegistration.RegisterAsync(connection.Store, settings, account.Description, StopToken));
    }

    private AccountSettings Settings(AccountSettings? known)
    {
        string clientId = ClientId ?? known?.ClientId ?? throw new RingCentralAdException(
            "RcClientIdMissing", ErrorKind.InvalidInput, "The hub has no RingCentral account yet, and no client id was given.", "Connect-RcAccount -ClientId … -ClientSecretFrom … -JwtFrom …");
        AccountSettings settings = WithoutTaken(known ?? new AccountSettings { ClientId = clientId });
        return settings with
        {
            ClientId = clientId,
            Server = Uri ?? settings.Server,
            ClientSecretFrom = ClientSecret is null ? SecretPlace(ClientSecretFrom) ?? settings.ClientSecretFrom : null,
            JwtFrom = Jwt is null ? SecretPlace(JwtFrom) ?? settings.JwtFrom : null,
            Proxy = Proxy is { OriginalString.Length: > 0 } ? Proxy : settings.Proxy,
            ProxyUserName = ProxyCredential?.UserName ?? (string.IsNullOrEmpty(ProxyUserName) ? settings.ProxyUserName : ProxyUserName),
            ProxyPasswordFrom = ProxyCredential is null ? SecretPlace(ProxyPasswordFrom) ?? settings.ProxyPasswordFrom : null,
            ProxyUseDefaultCredentials = MyInvocation.BoundParameters.ContainsKey(nameof(ProxyUseDefaultCredentials)) ? ProxyUseDefaultCredentials : settings.ProxyUseDefaultCredentials,
            CaCertificate = string.IsNullOrEmpty(CACertificate) ? settings.CaCertificate : GetUnresolvedProviderPathFromPSPath(CACertificate),
        };
    }

    /// <summary>The settings without what was given as nothing.</summary>
    private AccountSettings WithoutTaken(AccountSettings settings)
    {
        bool proxy = IsGiven(nameof(Proxy)) && Proxy is not { OriginalString.Length: > 0 };
        bool name = proxy || (IsGiven(nameof(ProxyUserName)) && string.IsNullOrEmpty(ProxyUserName));
        bool certificate = IsGiven(nameof(CACertificate)) && string.IsNullOrEmpty(CACertificate);
        return settings with
        {
            Proxy = proxy ? null : settings.Proxy,
            ProxyUserName = name ? null : settings.ProxyUserName,
            ProxyPasswordFrom = name ? null : settings.ProxyPasswordFrom,
            ProxyUseDefaultCredentials = !proxy && settings.ProxyUseDefaultCredentials,
            CaCertificate = certificate ? null : settings.CaCertificate,
        };
    }

    private void Remember(HubConnection connection, string name, SecureString? secret, string what, string parameter)
    {
        if (secret is not null)
        {
            connection.Remember(name, secret);
            WriteWarning($"The {what} is kept for this session only. A scheduled run needs its place: {parameter}.");
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Changes the hub's identity provider, or its key. What is not given stays as it is.</summary>
/// <remarks>
/// <para>A running service takes label, logo, lifetime and keys over within half a minute; for another address or other proxies it is started again.</para>
/// <para>The key is changed in three steps, so that nobody is locked out: Begin makes a second key and publishes both certificates; upload the metadata to
/// RingCentral, which has a primary and a secondary certificate. Switch lets the new key sign. End stops publishing the old certificate; its key's file
/// stays for you to delete. After Switch nobody loses a session; after End whoever signed in before the switch does.</para>
/// </remarks>
/// <example>
/// <code>Set-RcSsoProvider -Label 'Contoso Europe' -Logo ./logo.png</code>
/// <para>Changes what people see.</para>
/// </example>
/// <example>
/// <code>Set-RcSsoProvider -KeyRollover Begin; Get-RcSsoMetadata -OutFile contoso.xml</code>
/// <para>Makes the next key, and writes the metadata with both certificates.</para>
/// </example>
/// <example>
/// <code>Set-RcSsoProvider -TrustedProxy 10.0.0.5 -SessionLifetime 1:00:00</code>
/// <para>Takes the browser's address from this reverse proxy; asks for the password after an hour.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcSsoProvider", SupportsShouldProcess = true)]
[OutputType(typeof(SsoProviderInfo))]
public sealed class SetRcSsoProviderCommand : SsoCmdlet
{
    /// <summary>The name that people see on the sign-in page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>A picture for the sign-in page; nothing for none.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Logo { get; set; }

    /// <summary>The address by which browsers reach the service. Service providers must get the new metadata.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BaseUrl { get; set; }

    /// <summary>The provider's name in SAML; nothing for the address of its metadata.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? EntityId { get; set; }

    /// <summary>How long a sign-in serves other sign-ins without a password, up to a day; 2:00:00 unless set.</summary>
    [Parameter]
    [Duration]
    public TimeSpan SessionLifetime { get; set; }

    /// <summary>IP addresses of reverse proxies whose word on the browser's address counts; an empty list for none.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[] TrustedProxy { get; set; } = [];

    /// <summary>A step of changing the key: Begin, Switch or End.</summary>
    [Parameter]
    public SsoKeyStep KeyRollover { get; set; }

    /// <summary>Emits the provider as it then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        SignOnOptions old = await SignOnRegistration.OptionsAsync(hub, StopToken);
        SignOnOptions options = old with
        {
            Label = Label ?? old.Label,
            LogoFile = !IsGiven(nameof(Logo)) ? old.LogoFile : string.IsNullOrEmpty(Logo) ? null : GetUnresolvedProviderPathFromPSPath(Logo),
            BaseUrl = BaseUrl?.TrimEnd('/') ?? old.BaseUrl,
            EntityId = !IsGiven(nameof(EntityId)) ? old.EntityId : string.IsNullOrEmpty(EntityId) ? null : EntityId,
            SessionLifetime = IsGiven(nameof(SessionLifetime)) ? SessionLifetime : old.SessionLifetime,
            TrustedProxies = IsGiven(nameof(TrustedProxy)) ? TrustedProxy : old.TrustedProxies,
        };
        bool changed = options == old || ShouldProcess((await IdentityAsync()).ToString(), $"Change the identity provider: {options}");
        if (changed && options != old)
        {
            await SignOnRegistration.SetAsync(hub, options, StopToken);
        }

        bool rolled = !IsGiven(nameof(KeyRollover)) || ShouldProcess((await IdentityAsync()).ToString(), $"Change the identity provider's key: {KeyRollover}");
        if (rolled && IsGiven(nameof(KeyRollover)))
        {
            await SignOnRegistration.RollAsync(hub, KeyRollover, KeyFolderOf(hub), Time, StopToken);
        }

        if (PassThru && changed && rolled)
        {
            WriteObject(await SignOnRegistration.DescribeAsync(hub, StopToken));
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Makes the hub's SAML 2.0 identity provider, so that people sign in to RingCentral with their Active Directory password.</summary>
/// <remarks>
/// <para>Makes an RSA key of 3,072 bits with a certificate signed by itself for five years. The private key goes into a PEM file that its owner alone can
/// read, in the folder keys beside the hub's file unless -KeyFolder names another; the hub keeps the certificate and the file's place. Several hosts that run the service each need that file at the same place.</para>
/// <para>RingCentral is registered with its own values, of the United States unless -Region says Eu; import its metadata file afterwards with
/// Set-RcSsoServiceProvider. What it is told is a mapping: Get-AttributeMapping HubToSso; the name identifier is the mail address.</para>
/// <para>Then: Get-RcSsoMetadata for the file to upload to RingCentral, and Start-RcSsoService. The page docs/sign-on.md goes through it step by step.</para>
/// </remarks>
/// <example>
/// <code>New-RcSsoProvider https://sso.contoso.com -Label Contoso -Logo /etc/RingCentralAD/logo.svg</code>
/// <para>Makes it, with the customer's name and picture on the sign-in page.</para>
/// </example>
/// <example>
/// <code>New-RcSsoProvider https://sso.contoso.de -Label Contoso -Region Eu -KeyFolder /etc/RingCentralAD</code>
/// <para>For RingCentral in the European Union, with the key in a folder of its own.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "RcSsoProvider", SupportsShouldProcess = true)]
[OutputType(typeof(SsoProviderInfo))]
public sealed class NewRcSsoProviderCommand : SsoCmdlet
{
    /// <summary>The address by which browsers reach the service: https and a host.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The address by which browsers reach the service: https and a host.", Position = 0)]
    [ValidateNotNullOrEmpty]
    public string BaseUrl { get; set; } = null!;

    /// <summary>The name that people see on the sign-in page; the hub's company unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>A picture for the sign-in page: PNG, JPEG, SVG or WebP.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Logo { get; set; }

    /// <summary>The provider's name in SAML; the address of its metadata unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EntityId { get; set; }

    /// <summary>Whose values RingCentral gets: Us, Eu, or None for no service provider yet.</summary>
    [Parameter]
    [ValidateSet("Us", "Eu", "None")]
    public string Region { get; set; } = "Us";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        SignOnOptions options = new()
        {
            BaseUrl = BaseUrl.TrimEnd('/'),
            Label = Label ?? (await IdentityAsync()).Company,
            LogoFile = Logo is null ? null : GetUnresolvedProviderPathFromPSPath(Logo),
            EntityId = EntityId,
        };
        IReadOnlyList<ServiceProvider> providers = Region switch { "Us" => [SignOnDefaults.Us], "Eu" => [SignOnDefaults.Eu], _ => [] };
        if (ShouldProcess((await IdentityAsync()).ToString(), $"Make the identity provider {options}, with its key in {KeyFolderOf(hub)}"))
        {
            await SignOnRegistration.CreateAsync(hub, options, providers, KeyFolderOf(hub), Time, StopToken);
            WriteObject(await SignOnRegistration.DescribeAsync(hub, StopToken));
        }
    }
}

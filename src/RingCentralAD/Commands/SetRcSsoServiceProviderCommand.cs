using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Registers a service provider that people sign in to, or changes one. What is not given stays as it is.</summary>
/// <remarks>
/// <para>With -Metadata everything comes from the provider's own file: entity id, addresses, certificates, whether its requests are signed. What is given
/// besides counts more. In RingCentral's portal the file is under More, Security and Compliance, Single Sign-on.</para>
/// <para>An entity id is one provider's: a provider of another name that has it is taken away, which -WhatIf shows. An answer goes only to an address
/// that is registered, and says only what the HubToSso mappings give.</para>
/// </remarks>
/// <example>
/// <code>Set-RcSsoServiceProvider RingCentral -Metadata ./ringcentral-sp.xml</code>
/// <para>Takes RingCentral's values from the file that its portal offers.</para>
/// </example>
/// <example>
/// <code>Set-RcSsoServiceProvider Wiki -EntityId https://wiki.contoso.com -AcsUrl https://wiki.contoso.com/saml/acs</code>
/// <para>Registers another application.</para>
/// </example>
/// <example>
/// <code>Set-RcSsoServiceProvider RingCentral -RelayState https://service.ringcentral.com</code>
/// <para>Says where people arrive when the sign-in starts at the identity provider.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcSsoServiceProvider", SupportsShouldProcess = true)]
[OutputType(typeof(ServiceProvider))]
public sealed class SetRcSsoServiceProviderCommand : HubCmdlet
{
    /// <summary>The provider's name: letters, digits, dots and hyphens.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The provider's name: letters, digits, dots and hyphens.", Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceProviderCompleter))]
    public string Name { get; set; } = null!;

    /// <summary>The provider's metadata file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Metadata { get; set; }

    /// <summary>Its name in SAML.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EntityId { get; set; }

    /// <summary>Its assertion consumer services (HTTP-POST), the usual one first.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? AcsUrl { get; set; }

    /// <summary>Take only signed requests from it.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool SignedRequests { get; set; }

    /// <summary>The format of the name identifier; an e-mail address unless set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NameIdFormat { get; set; }

    /// <summary>What it is told (RelayState) where the sign-in starts at the identity provider; nothing for nothing.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RelayState { get; set; }

    /// <summary>Emits the service provider as it then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        await SignOnRegistration.OptionsAsync(hub, StopToken);
        ServiceProvider? old = await SignOnRegistration.FindAsync(hub, Name, StopToken);
        ServiceProvider known = Metadata is null
            ? old ?? new ServiceProvider { Name = Name, EntityId = "" }
            : SignOnRegistration.ReadMetadata(Name, await File.ReadAllBytesAsync(GetUnresolvedProviderPathFromPSPath(Metadata), StopToken)) with { RelayState = old?.RelayState };
        ServiceProvider provider = known with
        {
            EntityId = EntityId ?? known.EntityId,
            AcsUrls = AcsUrl ?? known.AcsUrls,
            AcsIndexes = AcsUrl is null ? known.AcsIndexes : [],
            SignedRequests = IsGiven(nameof(SignedRequests)) ? SignedRequests : known.SignedRequests,
            NameIdFormat = NameIdFormat ?? known.NameIdFormat,
            RelayState = !IsGiven(nameof(RelayState)) ? known.RelayState : string.IsNullOrEmpty(RelayState) ? null : RelayState,
        };
        SignOnRules.Check(provider);
        ServiceProvider? replaced = await SignOnRegistration.ReplacedAsync(hub, provider, StopToken);
        string action = (old is null ? "Register the service provider" : "Change the service provider") + (replaced is null ? "" : $", and take {replaced.Name} away, which has its entity id");
        if (ShouldProcess(provider.ToString(), action))
        {
            await SignOnRegistration.SetAsync(hub, provider, StopToken);
            if (PassThru)
            {
                WriteObject(provider);
            }
        }
    }
}

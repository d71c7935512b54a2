using System.Management.Automation;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Takes a service provider away: nobody can sign in to it by this hub any more.</summary>
/// <remarks>
/// <para>People who are signed in there stay so; the service provider alone can end that.</para>
/// </remarks>
/// <example>
/// <code>Remove-RcSsoServiceProvider Wiki</code>
/// <para>Takes one away.</para>
/// </example>
/// <example>
/// <code>(Get-RcSsoProvider).ServiceProviders | Where-Object Name -like 'Test*' | Remove-RcSsoServiceProvider -WhatIf</code>
/// <para>Shows which ones would be taken away.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "RcSsoServiceProvider", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveRcSsoServiceProviderCommand : HubCmdlet
{
    /// <summary>The provider's name; Get-RcSsoProvider lists them.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The provider's name; Get-RcSsoProvider lists them.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceProviderCompleter))]
    public string[] Name { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string name in Name)
        {
            await TryAsync(name, () => RemoveAsync(name));
        }
    }

    private async Task RemoveAsync(string name)
    {
        if (ShouldProcess($"{await IdentityAsync()}: {name}", "Take the service provider away"))
        {
            await SignOnRegistration.RemoveAsync(await StoreAsync(), name, StopToken);
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows what provisioning may do.</summary>
/// <example>
/// <code>Get-RcProvisioningOption</code>
/// <para>Shows the options.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcProvisioningOption")]
[OutputType(typeof(ProvisioningOptions))]
public sealed class GetRcProvisioningOptionCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await (await StoreAsync()).GetAsync<ProvisioningOptions>(StopToken));
}

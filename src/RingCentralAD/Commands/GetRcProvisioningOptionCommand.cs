using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows what provisioning may do.</summary>
/// <remarks>
/// <para>The guide's check boxes Create Users, Update User Attributes and Deactivate Users, and what goes beyond them.</para>
/// </remarks>
/// <example>
/// <code>Get-RcProvisioningOption</code>
/// <para>Shows the options.</para>
/// </example>
/// <example>
/// <code>(Get-RcProvisioningOption).Guard</code>
/// <para>Shows from how many people on a run is stopped.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcProvisioningOption")]
[OutputType(typeof(ProvisioningOptions))]
public sealed class GetRcProvisioningOptionCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await (await StoreAsync()).GetAsync<ProvisioningOptions>(StopToken));
}

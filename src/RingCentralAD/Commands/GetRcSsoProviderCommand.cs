using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the hub's identity provider: its addresses, certificates and service providers.</summary>
/// <remarks>
/// <para>The first certificate's key signs; all are published in the metadata. Private keys are shown nowhere, only where they are.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSsoProvider</code>
/// <para>Shows it.</para>
/// </example>
/// <example>
/// <code>(Get-RcSsoProvider).Certificates | Where-Object NotAfter -lt (Get-Date).AddDays(60)</code>
/// <para>Shows certificates that end within two months.</para>
/// </example>
/// <example>
/// <code>(Get-RcSsoProvider).ServiceProviders | Format-List</code>
/// <para>Shows whom people can sign in to, with entity ids and addresses.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSsoProvider")]
[OutputType(typeof(SsoProviderInfo))]
public sealed class GetRcSsoProviderCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await SignOnRegistration.DescribeAsync(await StoreAsync(), StopToken));
}

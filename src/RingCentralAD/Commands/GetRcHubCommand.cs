using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the hub: whose it is, what it is tied to, and how much it holds.</summary>
/// <remarks>
/// <para>Counts people, accounts and problems, and names what an administrator should know of the store, such as a file that others
/// can read.</para>
/// </remarks>
/// <example>
/// <code>Get-RcHub</code>
/// <para>Shows the connected hub.</para>
/// </example>
/// <example>
/// <code>Get-RcHub -Hub ./hub.db</code>
/// <para>Shows another one without connecting to it.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcHub")]
[OutputType(typeof(HubInfo))]
public sealed class GetRcHubCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await HubOverview.ReadAsync(await StoreAsync(), Time, StopToken));
}

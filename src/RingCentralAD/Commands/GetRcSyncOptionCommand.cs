using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows when a scheduled sync may change something, whether it may now, and when that changes.</summary>
/// <remarks>
/// <para>Times are shown by the clock of the windows' time zone.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSyncOption</code>
/// <para>Shows the change windows, and who suspended the sync, if it is.</para>
/// </example>
/// <example>
/// <code>(Get-RcSyncOption).Open</code>
/// <para>Tells a script whether something may be changed now.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSyncOption")]
[OutputType(typeof(SyncOptionInfo))]
public sealed class GetRcSyncOptionCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await SyncSettings.DescribeAsync(await StoreAsync(), Time, StopToken));
}

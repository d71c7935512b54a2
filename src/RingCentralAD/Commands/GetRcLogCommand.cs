using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the hub's log file: where it is, how much it tells, what lies there, and whether this account can write it.</summary>
/// <remarks>
/// <para>Set-RcLog names the file. The files shown are those of this machine; each line is a JSON object.</para>
/// </remarks>
/// <example>
/// <code>Get-RcLog</code>
/// <para>Shows the log.</para>
/// </example>
/// <example>
/// <code>(Get-RcLog).Files | ForEach-Object { Get-Content $_ } | ConvertFrom-Json | Where-Object '@l' -in Warning, Error</code>
/// <para>Shows what failed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcLog")]
[OutputType(typeof(SyncLogInfo))]
public sealed class GetRcLogCommand : HubCmdlet
{
    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(await HubLog.DescribeAsync(await StoreAsync(), Time, StopToken));
}

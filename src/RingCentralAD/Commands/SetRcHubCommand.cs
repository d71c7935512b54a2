using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Sets how long the hub keeps its record of runs and changes.</summary>
/// <remarks>
/// <para>What is older is taken away when the next run ends; the record tells that it was, and stays provable from there on.</para>
/// </remarks>
/// <example>
/// <code>Set-RcHub -KeepRecordDays 730</code>
/// <para>Keeps two years.</para>
/// </example>
/// <example>
/// <code>Set-RcHub -KeepRecordDays 90 -WhatIf</code>
/// <para>Shows what would be set.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcHub", SupportsShouldProcess = true)]
[OutputType(typeof(HubInfo))]
public sealed class SetRcHubCommand : HubCmdlet
{
    /// <summary>How many days runs and changes are kept; 400 in a new hub.</summary>
    [Parameter(Mandatory = true, HelpMessage = "How many days runs and changes are kept; 400 in a new hub.")]
    [ValidateRange(1, 36_500)]
    public int KeepRecordDays { get; set; }

    /// <summary>Emits the hub.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        if (ShouldProcess($"the hub of {await IdentityAsync()}", $"Keep the record for {Counted.Of(KeepRecordDays, "day")}"))
        {
            RecordOptions options = await hub.GetAsync<RecordOptions>(StopToken);
            await hub.WriteAsync(transaction => transaction.SetAsync(options with { KeepDays = KeepRecordDays }, StopToken), null, StopToken);
            if (PassThru)
            {
                WriteObject(await HubOverview.ReadAsync(hub, Time, StopToken));
            }
        }
    }
}

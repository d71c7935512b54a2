using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Lists imported people who wait for confirmation, and whom they may be.</summary>
/// <remarks>
/// <para>People of a directory wait when a required value is missing or a mail address is used twice; extensions wait when no mail
/// address or login agrees.</para>
/// </remarks>
/// <example>
/// <code>Get-ImportMatch -Kind Partial, None</code>
/// <para>Shows who could not be matched by mail or login.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ImportMatch")]
[OutputType(typeof(ImportMatch))]
public sealed class GetImportMatchCommand : HubCmdlet
{
    /// <summary>Only these kinds of match.</summary>
    [Parameter(Position = 0)]
    [Alias("State")]
    public MatchKind[] Kind { get; set; } = [];

    /// <summary>Those said no to as well.</summary>
    [Parameter]
    public SwitchParameter IncludeDenied { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        await foreach (ImportMatch match in (await StoreAsync()).ReadAsync<ImportMatch>(cancellationToken: StopToken))
        {
            if ((Kind.Length == 0 || Kind.Contains(match.Kind)) && (IncludeDenied || !match.Denied))
            {
                WriteObject(match);
            }
        }
    }
}

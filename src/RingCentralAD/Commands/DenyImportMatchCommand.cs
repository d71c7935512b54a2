using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Says that an imported person belongs to nobody in the hub: it is left alone and not asked about again.</summary>
/// <remarks>
/// <para>Nothing is changed in the directory or at RingCentral. Get-ImportMatch -IncludeDenied shows whom it concerns;
/// Confirm-ImportMatch changes your mind.</para>
/// </remarks>
/// <example>
/// <code>Get-ImportMatch | Where-Object Email -like '*@fabrikam.com' | Deny-ImportMatch</code>
/// <para>Leaves another company's people alone.</para>
/// </example>
/// <example>
/// <code>Get-ImportMatch *fabrikam* | Deny-ImportMatch -WhatIf</code>
/// <para>Shows who would be left alone.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Deny, "ImportMatch", SupportsShouldProcess = true)]
[OutputType(typeof(ImportMatch))]
public sealed class DenyImportMatchCommand : HubCmdlet
{
    /// <summary>The match, as Get-ImportMatch gives it.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The match, as Get-ImportMatch gives it.", Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public ImportMatch?[]? Match { get; set; }

    /// <summary>Emits the match.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (ImportMatch match in (Match ?? []).OfType<ImportMatch>())
        {
            if (ShouldProcess(match.Person, "Leave the person alone"))
            {
                await new MatchConfirmation(await StoreAsync(), Time).DenyAsync(match, StopToken);
                if (PassThru)
                {
                    WriteObject(match with { Denied = true });
                }
            }
        }
    }
}

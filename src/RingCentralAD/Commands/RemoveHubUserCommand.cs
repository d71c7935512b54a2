using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Takes people out of the hub and erases what it holds of them; the counts of runs stay.</summary>
/// <remarks>
/// <para>Only people who are Deactivated and linked to nothing that is there any more. With -Force also others: links end, and what stands in the systems
/// is left as it is; an account at RingCentral then belongs to nobody in the hub and is never deactivated by it, so deactivate and provision first. Nobody
/// is removed whose directory entry is still there and in scope, -Force or not: the next import would bring the person back.</para>
/// </remarks>
/// <example>
/// <code>Get-HubUser -Status Deactivated | Remove-HubUser -WhatIf</code>
/// <para>Shows who could be removed; who could not is told with the reason.</para>
/// </example>
/// <example>
/// <code>Remove-HubUser zoe@contoso.com</code>
/// <para>Erases one person who left.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "HubUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHubUserCommand : NamedPersonCmdlet
{
    /// <summary>Also people who are not deactivated, or still linked to RingCentral or to an entry out of scope.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    private protected override async Task HandleAsync(IHubStore hub, HubUser user)
    {
        HubUserRemoval removal = new(hub);
        await removal.CheckAsync(user, Force, StopToken);
        if (ShouldProcess($"{user.Name} ({user.Login})", "Remove from the hub and erase all values"))
        {
            await removal.RemoveAsync(user, Force, StopToken);
        }
    }
}

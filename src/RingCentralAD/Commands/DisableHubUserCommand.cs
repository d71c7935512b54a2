using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Deactivates people in the hub at once, past Active Directory, and holds them so.</summary>
/// <remarks>
/// <para>The guide: "In the case where the RingCentral account needs to be deactivated immediately, you can do so in Okta directly." Pipe on to
/// Invoke-RcProvisioning to disable the extension now.</para>
/// <para>No import lifts the hold: Enable-HubUser does; so does Active Directory where an import sees it disable the entry and a later one sees
/// it enabled again, while Reactivate Users is on.</para>
/// </remarks>
/// <example>
/// <code>Disable-HubUser zoe@contoso.com -Reason 'left today' -PassThru | Invoke-RcProvisioning</code>
/// <para>Deactivates one person in the hub and at RingCentral now.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup Interns | Get-HubUser | Disable-HubUser -WhatIf</code>
/// <para>Shows who of a group would be deactivated.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Disable, "HubUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HubUser))]
public sealed class DisableHubUserCommand : StatusCmdlet
{
    /// <summary>Why, for whoever asks later.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <inheritdoc />
    private protected override string Doing => "Deactivate in the hub";

    /// <inheritdoc />
    private protected override Task<HubUser> ChangeAsync(HubUserStatusChange change, HubUser user) => change.DisableAsync(user, Environment.UserName, Reason, StopToken);
}

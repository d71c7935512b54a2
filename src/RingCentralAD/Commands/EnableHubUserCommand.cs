using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Activates people in the hub again and lifts the hold that Disable-HubUser set.</summary>
/// <remarks>
/// <para>Direct assignments and local memberships are not restored; a group of Active Directory that is assigned brings the RingCentral account
/// back at the next provisioning where Reactivate Users is on.</para>
/// </remarks>
/// <example>
/// <code>Enable-HubUser zoe@contoso.com</code>
/// <para>Activates one person.</para>
/// </example>
/// <example>
/// <code>Get-HubUser -Status Deactivated | Where-Object Hold | Enable-HubUser -WhatIf</code>
/// <para>Shows who is held by hand and would be activated.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Enable, "HubUser", SupportsShouldProcess = true)]
[OutputType(typeof(HubUser))]
public sealed class EnableHubUserCommand : StatusCmdlet
{
    /// <inheritdoc />
    private protected override string Doing => "Activate in the hub";

    /// <inheritdoc />
    private protected override Task<HubUser> ChangeAsync(HubUserStatusChange change, HubUser user) => change.EnableAsync(user, StopToken);
}

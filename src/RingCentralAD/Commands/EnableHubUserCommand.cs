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
[Cmdlet(VerbsLifecycle.Enable, "HubUser", SupportsShouldProcess = true)]
[OutputType(typeof(HubUser))]
public sealed class EnableHubUserCommand : StatusCmdlet
{
    /// <inheritdoc />
    private protected override string Doing => "Activate in the hub";

    /// <inheritdoc />
    private protected override Task<HubUser> ChangeAsync(HubUserStatusChange change, HubUser user) => change.EnableAsync(user, StopToken);
}

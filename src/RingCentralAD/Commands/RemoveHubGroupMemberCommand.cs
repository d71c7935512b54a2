using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Takes people out of a local group of the hub.</summary>
/// <remarks>
/// <para>Where the group is assigned, whoever nothing else assigns loses RingCentral in the next provisioning, under its guard. Imported groups, groups by
/// rule and Everyone are refused, each with the way that changes it.</para>
/// </remarks>
/// <example>
/// <code>Remove-HubGroupMember 'RC Pilot' zoe@contoso.com</code>
/// <para>Takes one person out.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup 'RC Pilot' | Get-HubUser | Where-Object Department -ne IT | Remove-HubGroupMember 'RC Pilot' -WhatIf</code>
/// <para>Shows who would be taken out.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "HubGroupMember", SupportsShouldProcess = true)]
[OutputType(typeof(HubUser))]
public sealed class RemoveHubGroupMemberCommand : MemberCmdlet
{
    /// <inheritdoc />
    private protected override string Doing(HubGroup group) => $"Take out of {group.Name}";

    /// <inheritdoc />
    private protected override Task ChangeAsync(GroupEditor editor, HubGroup group, HubUser user) => editor.RemoveAsync(group, user, StopToken);
}

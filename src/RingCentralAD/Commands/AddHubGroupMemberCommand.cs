using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Puts people into a local group of the hub.</summary>
/// <remarks>
/// <para>Imported groups, groups by rule and Everyone are refused, each with the way that changes it. Deactivated people are refused too: a deactivation
/// ends local memberships, and they are not restored when the person returns.</para>
/// </remarks>
/// <example>
/// <code>Add-HubGroupMember 'RC Pilot' zoe@contoso.com</code>
/// <para>Puts one person in.</para>
/// </example>
/// <example>
/// <code>Import-Csv pilot.csv | Add-HubGroupMember 'RC Pilot' -WhatIf</code>
/// <para>Shows whom a list would put in.</para>
/// </example>
[Cmdlet(VerbsCommon.Add, "HubGroupMember", SupportsShouldProcess = true)]
[OutputType(typeof(HubUser))]
public sealed class AddHubGroupMemberCommand : MemberCmdlet
{
    /// <inheritdoc />
    private protected override string Doing(HubGroup group) => $"Put into {group.Name}";

    /// <inheritdoc />
    private protected override Task ChangeAsync(GroupEditor editor, HubGroup group, HubUser user) => editor.AddAsync(group, user, StopToken);
}

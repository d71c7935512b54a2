using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Makes a group in the hub: a local one, whose members are put in by hand, or one by rule.</summary>
/// <remarks>
/// <para>A rule is an expression over user that gives true or false: whoever it holds for is in the group. Imports and runs reckon the members again as
/// values change. Whoever a rule fails for keeps the last membership and is listed by Get-RcProvisioningError. A rule may ask for imported and local groups
/// (isMemberOfGroupName), never for groups by rule. Deactivated people are in no group of the hub; local memberships end with a deactivation and are
/// not restored.</para>
/// <para>With -WhatIf the people who would join are emitted.</para>
/// </remarks>
/// <example>
/// <code>New-HubGroup Sales -Rule 'user.department == "Sales"' -WhatIf</code>
/// <para>Shows who would be in the group.</para>
/// </example>
/// <example>
/// <code>New-HubGroup 'RC Pilot' -Description 'First ones'; Get-HubUser *@contoso.com | Select-Object -First 10 | Add-HubGroupMember 'RC Pilot'</code>
/// <para>Makes a local group and puts people in.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "HubGroup", SupportsShouldProcess = true)]
[OutputType(typeof(HubGroup), typeof(HubGroupChange))]
public sealed class NewHubGroupCommand : GroupCmdlet
{
    /// <summary>The new group's name.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The new group's name.", Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Who is in it: an expression that gives true or false. Without it the group is local.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExpressionCompleter))]
    public string? Rule { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync() => await SaveAsync(
        await StoreAsync(),
        new HubGroup { Id = Ids.New(Time), Name = Name.Trim(), Description = Description, Kind = Rule is null ? HubGroupKind.Local : HubGroupKind.Rule, Rule = Rule },
        Rule is null ? "Make a local group" : $"Make a group by the rule {Rule}");
}

using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Changes a group of the hub's own: its name, what it is for, its rule.</summary>
/// <remarks>
/// <para>A changed rule is reckoned for everybody at once; with -WhatIf those who would join and leave are emitted. Imported groups and Everyone are
/// refused. What is not given stays as it is.</para>
/// </remarks>
/// <example>
/// <code>Set-HubGroup Sales -Rule 'user.department == "Sales" AND user.countryCode == "US"' -WhatIf</code>
/// <para>Shows who would join and leave.</para>
/// </example>
/// <example>
/// <code>Set-HubGroup 'RC Pilot' -NewName 'RC First Wave'</code>
/// <para>Renames a group; its members and assignments stay.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "HubGroup", SupportsShouldProcess = true)]
[OutputType(typeof(HubGroup), typeof(HubGroupChange))]
public sealed class SetHubGroupCommand : GroupCmdlet
{
    /// <summary>The groups, by name or id, or the objects of Get-HubGroup.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The groups, by name or id, or the objects of Get-HubGroup.", Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public GroupReference?[]? Group { get; set; }

    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>What it is for; an empty text takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>A new rule, for a group by rule.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExpressionCompleter))]
    public string? Rule { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        foreach (GroupReference reference in (Group ?? []).OfType<GroupReference>())
        {
            await TryAsync(reference.Value, async () => await ChangeAsync(hub, await reference.FindAsync(hub, StopToken)));
        }
    }

    private async Task ChangeAsync(IHubStore hub, HubGroup group)
    {
        await new GroupEditor(hub, trial: false, Time).CheckOwnAsync(group, StopToken);
        if (Rule is not null && group.Kind == HubGroupKind.Local)
        {
            throw new RingCentralAdException(
                "HubGroupLocal", ErrorKind.InvalidInput, $"The members of {group.Name} are put in by hand: it has no rule.", "Make a group by rule with New-HubGroup -Rule.", group.Name);
        }

        HubGroup changed = group with
        {
            Name = NewName?.Trim() ?? group.Name,
            Description = IsGiven(nameof(Description)) ? (string.IsNullOrEmpty(Description) ? null : Description) : group.Description,
            Rule = Rule ?? group.Rule,
        };
        if (changed != group)
        {
            await SaveAsync(hub, changed, $"Set {string.Join(", ", Changed(group, changed))}");
        }
    }

    private static IEnumerable<string> Changed(HubGroup before, HubGroup after)
    {
        if (after.Name != before.Name)
        {
            yield return $"the name from {before.Name} to {after.Name}";
        }

        if (after.Description != before.Description)
        {
            yield return "the description";
        }

        if (after.Rule != before.Rule)
        {
            yield return $"the rule to {after.Rule}";
        }
    }
}

using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A group of the hub as an argument: its name, distinguished name or id, or an object that has one.</summary>
public sealed class GroupReference
{
    /// <summary>By name, distinguished name or id.</summary>
    public GroupReference(string name) => Value = name;

    /// <summary>By the object of Get-HubGroup, also one that came from another session, or any object with Id, GroupId or Name.</summary>
    public GroupReference(object group)
    {
        // PowerShell takes the wrapping off before it looks for a constructor, so that one for a PSObject would take nothing piped.
        PSObject wrapped = PSObject.AsPSObject(group);
        Value = wrapped.BaseObject as string
            ?? ((string[])["Id", "GroupId", "Name"]).Select(name => wrapped.Properties[name]?.Value as string).FirstOrDefault(text => !string.IsNullOrEmpty(text))
            ?? throw new PSInvalidCastException($"'{group}' names no group: it has neither Id nor Name.");
    }

    /// <summary>What names it.</summary>
    public string Value { get; }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>The group; throws HubGroupNotFound or HubGroupAmbiguous.</summary>
    internal Task<HubGroup> FindAsync(IHubReader hub, CancellationToken cancellationToken) => HubGroups.FindAsync(hub, Value, cancellationToken);
}

using System.Management.Automation;

namespace RingCentralAD;

/// <summary>A hub named by its path, its name, its connection string, or the object that Get-RcHub gave.</summary>
public sealed class HubReference
{
    /// <summary>Takes a path, a name or a connection string.</summary>
    public HubReference(string location) => Location = location;

    /// <summary>Takes an object with a property Location.</summary>
    public HubReference(object hub)
    {
        // PowerShell takes the wrapping off before it looks for a constructor, so that one for a PSObject would take no object of ours.
        PSObject wrapped = PSObject.AsPSObject(hub);
        Location = wrapped.Properties["Location"]?.Value as string ?? wrapped.BaseObject as string ?? wrapped.ToString();
    }

    /// <summary>What the administrator wrote.</summary>
    public string Location { get; }

    /// <inheritdoc />
    public override string ToString() => Location;
}

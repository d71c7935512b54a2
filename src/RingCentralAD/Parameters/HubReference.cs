using System.Management.Automation;

namespace RingCentralAD;

/// <summary>A hub named by its path, its name, its connection string, or the object that Get-RcHub gave.</summary>
public sealed class HubReference
{
    /// <summary>Takes a path, a name or a connection string.</summary>
    public HubReference(string location) => Location = location;

    /// <summary>Takes an object with a property Location.</summary>
    public HubReference(PSObject hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        Location = hub.Properties["Location"]?.Value as string ?? hub.BaseObject as string ?? hub.ToString();
    }

    /// <summary>What the administrator wrote.</summary>
    public string Location { get; }

    /// <inheritdoc />
    public override string ToString() => Location;
}
